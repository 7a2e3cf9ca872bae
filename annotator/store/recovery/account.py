"""What is counted and told while a project is saved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotator.domain.recovery import Unsaved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.domain.annotation import Annotation

_LONGEST_QUOTE = 80


@dataclass(slots=True)
class Account:
    """titles: of articles, those that were lost included, by id."""

    saved: Counter[str] = field(default_factory=Counter)
    unsaved: list[Unsaved] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    titles: dict[int, str] = field(default_factory=dict)

    def lose(self, kind: str, document_id: int | None, sentence: str, count: int = 1) -> None:
        """Notes something that is missing or not as it was."""
        self.unsaved.append(Unsaved(kind, self.title(document_id), sentence, count))

    def lose_many(self, kind: str, counts: Mapping[Any, int], one: str, many: str) -> None:
        """Notes so many things of each article. one, many: sentences, the latter with {0}."""
        for document_id, count in sorted(counts.items(), key=lambda one: one[0] or 0):
            sentence = one if count == 1 else many.format(f"{count:,}")
            self.lose(kind, document_id, sentence, count)

    def title(self, document_id: int | None) -> str:
        """How a report calls an article; None: the project."""
        if document_id is None:
            return "The project"
        return self.titles.get(document_id) or "An article without a title"


def described(annotation: Annotation, text: str | None) -> str:
    """An annotation in a report: its label, its place, and its words where they are known."""
    span = annotation.span
    place = f"{annotation.label} at {span.start:,} to {span.end:,}"
    return place if text is None else f"{place}, {quoted(text, span.start, span.end)}"


def quoted(text: str, start: int, end: int) -> str:
    """The words of a span, cut where they are many."""
    words = " ".join(text[start:end].split())
    return f"“{words[:_LONGEST_QUOTE]}…”" if len(words) > _LONGEST_QUOTE else f"“{words}”"


def listed(names: Sequence[str]) -> str:
    """Some names as part of a sentence."""
    return ", ".join(f"“{one}”" for one in names)
