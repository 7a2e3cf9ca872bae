"""The one converter between code points (ours) and UTF-16 units (Qt's and Java's)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from annotator.domain.errors import OffsetError

if TYPE_CHECKING:
    from collections.abc import Iterable

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class OffsetMap:
    """Converts offsets of one text.

    A character outside of the Basic Multilingual Plane is one code point and two UTF-16 units;
    a text without any maps by identity. A bad offset raises OffsetError: it is never clipped.
    """

    __slots__ = ("_astral", "_astral_u16", "length", "length_u16")

    def __init__(self, text: str) -> None:
        # isascii() is a flag of the string: most English articles end here
        found = [] if text.isascii() else [match.start() for match in _ASTRAL.finditer(text)]
        self._astral = found
        self._astral_u16 = [start + before for before, start in enumerate(found)]
        self.length = len(text)
        self.length_u16 = len(text) + len(found)

    @property
    def is_identity(self) -> bool:
        """Whether both kinds of offsets are the same throughout."""
        return not self._astral

    def to_u16(self, offset: int) -> int:
        """UTF-16 offset of a code-point offset in 0..length."""
        if not 0 <= offset <= self.length:
            raise OffsetError(f"{offset} is outside of a text of {self.length} characters")
        return offset + bisect_left(self._astral, offset) if self._astral else offset

    def from_u16(self, offset_u16: int) -> int:
        """Code-point offset of a UTF-16 offset in 0..length_u16.

        Raises OffsetError between the two units of a surrogate pair.
        """
        if not 0 <= offset_u16 <= self.length_u16:
            raise OffsetError(f"{offset_u16} is outside of {self.length_u16} UTF-16 units")
        if not self._astral:
            return offset_u16
        before = bisect_right(self._astral_u16, offset_u16 - 1)
        if before and self._astral_u16[before - 1] == offset_u16 - 1:
            raise OffsetError(f"UTF-16 offset {offset_u16} is inside a character")
        return offset_u16 - before

    def all_to_u16(self, offsets: Iterable[int]) -> list[int]:
        """to_u16 of many offsets; returns the list itself where the two agree."""
        if not self._astral:
            return list(offsets)
        return [self.to_u16(offset) for offset in offsets]
