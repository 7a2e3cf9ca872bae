"""What other tools count offsets in, and the way there and back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from annotator.domain.errors import OffsetError
from annotator.domain.offsets import OffsetMap

if TYPE_CHECKING:
    from collections.abc import Callable

CODE_POINTS = "code points"
GRAPHEMES = "graphemes"
UTF16 = "UTF-16"


class Graphemes:
    """Converts between code points and what a reader takes for one character.

    starts: code-point offsets at which these begin, and the end of the text.
    """

    __slots__ = ("starts",)

    def __init__(self, text: str) -> None:
        from regex import finditer

        self.starts: list[int] = [match.start() for match in finditer(r"\X", text)]
        self.starts.append(len(text))

    def outwards(self, start: int, end: int) -> tuple[int, int]:
        """The numbers of the first character that a span touches and of the one after it."""
        return bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)

    def offset(self, number: int) -> int:
        """The code-point offset at which a character begins.

        What lies outside of the text stays outside, by as much.
        """
        last = len(self.starts) - 1
        if 0 <= number <= last:
            return self.starts[number]
        return number if number < 0 else self.starts[last] + number - last


def to_code_points(text: str, unit: str) -> Callable[[int], int]:
    """From offsets in that unit to code points. What is outside of the text stays so."""
    if unit == GRAPHEMES:
        return Graphemes(text).offset
    if unit == UTF16:
        return _from_u16(OffsetMap(text))
    return _same


def _same(offset: int) -> int:
    return offset


def _from_u16(offsets: OffsetMap) -> Callable[[int], int]:
    def convert(offset_u16: int) -> int:
        if not 0 <= offset_u16 <= offsets.length_u16:
            return (
                offset_u16 if offset_u16 < 0 else offset_u16 - offsets.length_u16 + offsets.length
            )
        try:
            return offsets.from_u16(offset_u16)
        except OffsetError:  # inside of a character, which the span then holds or leaves whole
            return offsets.from_u16(offset_u16 - 1)

    return convert
