"""Half-open stretches of a text."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.errors import OffsetError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one document's text.

    start, end: code-point offsets, half-open; 0 <= start < end.
    Raises OffsetError (a ValueError) if they are not.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise OffsetError(f"[{self.start}:{self.end}) is not a span")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether every character of `other` lies in this span."""
        return self.start <= other.start and other.end <= self.end

    def covers(self, offset: int) -> bool:
        """Whether the character at `offset` lies in this span."""
        return self.start <= offset < self.end

    def within(self, length: int) -> Span:
        """This span, or OffsetError if it passes the end of a text of that length."""
        if self.end > length:
            raise OffsetError(f"[{self.start}:{self.end}) passes the end of the text ({length})")
        return self

    def text_of(self, text: str) -> str:
        """The characters it covers. Raises OffsetError if it passes the end of the text."""
        self.within(len(text))
        return text[self.start : self.end]
