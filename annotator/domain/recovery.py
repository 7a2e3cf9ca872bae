"""What came of saving a damaged project."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KINDS = (
    "article",
    "annotation",
    "relation",
    "suggestion",
    "entry",
    "step",
    "setting",
)
"""What a report counts: "step" is one of the history, "setting" anything else of the project."""

FROM_BACKUP = "from a backup"
"""The tag of articles that were filled up from one."""


class Unsaved(NamedTuple):
    """Something that was lost, or is not as it was.

    kind: one of KINDS. where: the article's title, or what else it was. sentence: what became of
    it, and what is known of it. number: of how many things it tells.
    """

    kind: str
    where: str
    sentence: str
    number: int = 1

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class RecoveryReport:
    """saved: how many of each kind the new file has. unsaved: what was lost, piece by piece.

    pages: how many of the file's pages could not be read; what was on them may have been found
    elsewhere, and may be lost without a trace.
    remarks: what else is to be known, in sentences. backup: the newest good backup, if there is
    one. in_backup: articles of which it has more than the new file. with_backup: whether gaps were
    to be filled from it. from_backup: articles that were filled up. annotations_from_backup: how
    many annotations came from there, of which nothing else was left.
    """

    source: Path
    target: Path
    saved: Mapping[str, int]
    unsaved: tuple[Unsaved, ...]
    pages: int
    remarks: tuple[str, ...]
    backup: Path | None = None
    in_backup: tuple[str, ...] = ()
    from_backup: tuple[str, ...] = ()
    annotations_from_backup: int = 0
    with_backup: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing is known to be missing or altered."""
        return not self.unsaved and not self.pages

    def lost(self) -> dict[str, int]:
        """How many of each kind were lost or altered; kinds without any are left out."""
        counts: Counter[str] = Counter()
        for one in self.unsaved:
            counts[one.kind] += one.number
        return {kind: counts[kind] for kind in KINDS if counts[kind]}
