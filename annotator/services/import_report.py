"""What came of an import."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.exchange import Problem
    from annotator.domain.ids import DocumentId
    from annotator.domain.misfits import Misfit

MOST_MISFITS = 10_000
"""A report keeps no more than that of them for repair."""


@dataclass(slots=True)
class ImportReport:
    """What came of an import.

    imported: the new articles. duplicates: where an article of the same text was met again.
    problems: what could not be imported, each with its reason. spans: annotations brought along.
    suggestions: of them, how many there were. known: annotations that were here already.
    renamed: how many of the spans had another name for their label, by that name and the label.
    differing: how many of the known have other attributes or another note in the file.
    likened: how many suggestions came under the likeliest label, by the file's and that one.
    misfits: spans that were left out and may be repaired, MOST_MISFITS at most; they are among
        the problems. spans_left_out: how many there are of them.
    """

    imported: list[DocumentId] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    spans: int = 0
    suggestions: int = 0
    known: int = 0
    differing: int = 0
    misfits: list[Misfit] = field(default_factory=list)
    spans_left_out: int = 0
    renamed: Counter[tuple[str, str]] = field(default_factory=Counter)
    likened: Counter[tuple[str, str]] = field(default_factory=Counter)

    def remarks(self) -> list[str]:
        """Sentences about what was imported otherwise than it stood."""
        return [*self._about_known(), *self._about_labels()]

    def _about_known(self) -> Iterator[str]:
        if self.known:
            verb = "was" if self.known == 1 else "were"
            yield f"{self.known:,} of the annotations {verb} here already."
        if self.differing:
            verb = "has" if self.differing == 1 else "have"
            yield (
                f"{self.differing:,} of these {verb} other attributes or another note in the file;"
                " nothing was changed here."
            )

    def _about_labels(self) -> Iterator[str]:
        for (name, label), count in self.renamed.items():
            what = "span" if count == 1 else "spans"
            yield f"{count:,} {what} of “{name}” became {label}, which has that as an alias."
        for (name, label), count in self.likened.items():
            what = "suggestion" if count == 1 else "suggestions"
            yield f"{count:,} {what} of “{name}” became {label}, the label most like it."
