"""Where a region of Label Studio's stands: in code points, or in UTF-16 as it once was."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.errors import OffsetError
from annotator.domain.offsets import OffsetMap

if TYPE_CHECKING:
    from collections.abc import Iterator


class Place(NamedTuple):
    """Code points, and the text that the file says stands there."""

    start: int
    end: int
    quoted: str | None


class Places:
    """Finds the places of one text's regions."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offsets = OffsetMap(text)

    def place(self, start: int, end: int, quoted: str | None) -> Place:
        """Where the quoted text stands, if it is there by either way of counting.

        Exports of versions before code points count UTF-16 units, which only the quoted text
        tells. Some write line ends in it as a backslash and an n.
        """
        if quoted is None:
            return Place(start, end, None)
        for words in dict.fromkeys((quoted, quoted.replace("\\n", "\n"))):
            for first, last in self._ways(start, end):
                if self._text[first:last] == words:
                    return Place(first, last, words)
        return Place(start, end, quoted)

    def _ways(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        if 0 <= start <= end:
            yield start, end
        if not self._offsets.is_identity:
            try:
                yield self._offsets.from_u16(start), self._offsets.from_u16(end)
            except OffsetError:
                return
