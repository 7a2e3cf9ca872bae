"""Counts of a project."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Statistics:
    """How much of what a project holds; hidden articles do not count.

    articles: by status; annotations: by label; suggestions: by label, then by decision.
    """

    articles: Mapping[str, int] = field(default_factory=dict)
    annotations: Mapping[str, int] = field(default_factory=dict)
    suggestions: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    relations: Mapping[str, int] = field(default_factory=dict)
    characters: int = 0


BANDS = 5
"""Scores are told apart by fifths: below 0.2, below 0.4, and so on; 1.0 is in the last."""


class DecisionCount(NamedTuple):
    """So many suggestions of a suggester have a label, a score within a band, and a decision.

    suggester: its name, whatever its version. band: 0 to BANDS - 1; None: they have no score.
    """

    suggester: str
    label: str
    decision: str
    band: int | None
    suggestions: int
