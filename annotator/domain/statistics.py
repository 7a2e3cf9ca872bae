"""Counts of a project."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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
