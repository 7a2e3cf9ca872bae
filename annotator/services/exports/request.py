"""What an export is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.domain.document import ArticleFilter
from annotator.services.exports.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotator.domain.splitting import SplitPlan


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to write.

    where: which articles. selection: which of their annotations.
    suggestions: with those nobody has decided about, where the format has a place for them.
    options: the format's own, by name; those not named are as the format has them.
    split: into parts for training, tuning and testing; None for all in one.
    """

    format: str = "jsonl"
    where: ArticleFilter = field(default_factory=ArticleFilter)
    suggestions: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    selection: Selection = field(default_factory=Selection)
    split: SplitPlan | None = None
