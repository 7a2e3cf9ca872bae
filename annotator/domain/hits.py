"""What a search finds: places in one text, and lines of a concordance."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.domain.ids import DocumentId

_AROUND = 80
"""Code points of context on either side."""
_LONGEST = 240


class Places:
    """The hits in one text, in its order; none is empty and no two overlap.

    Sixteen bytes each: a letter may be there half a million times.
    """

    __slots__ = ("_ends", "_starts")

    def __init__(self, found: Iterable[tuple[int, int]] = ()) -> None:
        self._starts, self._ends = array("q"), array("q")
        for start, end in found:
            self._starts.append(start)
            self._ends.append(end)

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> Span:
        return Span(self._starts[number], self._ends[number])

    def first_from(self, offset: int) -> int:
        """The number of the first hit that starts there or after it; of the first for none."""
        number = bisect_left(self._starts, offset)
        return number if number < len(self) else 0

    def last_before(self, offset: int) -> int:
        """The number of the last hit that starts before it; of the last for none."""
        number = bisect_left(self._starts, offset) - 1
        return number if number >= 0 else len(self) - 1


class Hit(NamedTuple):
    """One line of a concordance.

    A tuple, because a hundred thousand of them may come within seconds.
    left, right: what stands before and after it; text: its own words, cut where it is long; all
    of them in one line. label: of the annotation or suggestion; "" for a place in the text.
    """

    document_id: DocumentId
    span: Span
    left: str
    text: str
    right: str
    title: str
    outlet: str
    published: str
    label: str = ""
    is_suggestion: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """An article as a search reads it."""

    id: DocumentId
    title: str
    outlet: str
    published: str
    text: str

    def hit(self, start: int, end: int, label: str = "", *, is_suggestion: bool = False) -> Hit:
        """The line of the concordance for a stretch of the text."""
        text = self.text
        own = text[start:end] if end - start <= _LONGEST else f"{text[start : start + _LONGEST]}…"
        return Hit(
            self.id,
            Span(start, end),
            _in_line(text[max(0, start - _AROUND) : start]),
            _in_line(own),
            _in_line(text[end : end + _AROUND]),
            self.title,
            self.outlet,
            self.published,
            label,
            is_suggestion,
        )


class Marked(NamedTuple):
    """An annotation, or a pending suggestion, as a search looks at it.

    origin: of query.ORIGINS. source: the mention that a suggestion names; None for annotations.
    """

    id: int
    document_id: DocumentId
    start: int
    end: int
    label: str
    origin: str
    attributes: tuple[tuple[str, object], ...]
    note: str
    source: tuple[int, int] | None


def _in_line(text: str) -> str:
    # at either end of it one space says that there was white space
    inner = " ".join(text.split())
    if not inner:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{inner}{' ' * text[-1].isspace()}"
