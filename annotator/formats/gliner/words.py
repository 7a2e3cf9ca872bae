"""The words that GLiNER cuts a text into, which are the unit of its spans."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

# letters, digits and "_", joined by single hyphens inside; every other mark stands alone
_WORD = re.compile(r"\w+(?:-\w+)*|\S")


class Words(NamedTuple):
    """Where the words of one text stand: code-point offsets, half-open, ascending."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a text."""
        spans = [one.span() for one in _WORD.finditer(text)]
        return cls(tuple(start for start, _ in spans), tuple(end for _, end in spans))

    @classmethod
    def joined(cls, words: Sequence[str]) -> tuple[str, Words]:
        """A text that has exactly these words, with a space between; and where they stand."""
        starts, at = [], 0
        for word in words:
            starts.append(at)
            at += len(word) + 1
        ends = tuple(start + len(word) for start, word in zip(starts, words, strict=True))
        return " ".join(words), cls(tuple(starts), ends)

    def touched_token(self, span: Span) -> tuple[int, int] | None:
        """The first and the last word that share a character with the span; None: no word does."""
        first = bisect_right(self.ends, span.start)
        last = bisect_left(self.starts, span.end) - 1
        return (first, last) if first <= last else None

    def span(self, first_token: int, last_token: int) -> Span:
        """From the beginning of one word to the end of another, which is included."""
        return Span(self.starts[first_token], self.ends[last_token])

    def texts(self, text: str) -> list[str]:
        """The words themselves."""
        return [text[start:end] for start, end in zip(self.starts, self.ends, strict=True)]
