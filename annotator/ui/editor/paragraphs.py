"""An article cut into the blocks that the widget lays out one at a time."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from annotator.domain.errors import OffsetError
from annotator.domain.offsets import OffsetMap
from annotator.domain.span import Span
from annotator.domain.text import paragraph_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 4_000
"""Code points of the longest paragraph that is left whole: about 700 words."""
# Pieces of a longer one are shorter still: 1,600 characters with 30 marks are laid out in 1 ms,
# and a tag is to be painted within 4 ms.
_PIECE_SHARE = 0.4

# Qt starts a block at each of these, too
_OTHER_ENDS = ("\u2029", "\ufdd0", "\ufdd1")
_ANY_END = re.compile("[\n\u2029\ufdd0\ufdd1]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]{0,2} ")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


class Blocks:
    """The blocks of one text, and every offset between them.

    A block is a paragraph, or a piece of one that is longer than `longest`: shaping costs time in
    proportion to a block's length, and a tag has its block laid out again. Pieces end after a
    sentence, or else at any space; the line end that parts them stands in for that space, so
    offsets stay as they are. Text without a space is not cut.

    starts: code-point offset of each block's first character; starts_u16: the same for Qt.
    """

    __slots__ = ("_pieces", "_text", "offsets", "starts", "starts_u16")

    def __init__(self, text: str, *, longest: int = LONGEST) -> None:
        self._text = text
        self.offsets = OffsetMap(text)
        self.starts, self._pieces = _cut(text, longest)
        self.starts_u16 = self.offsets.all_to_u16(self.starts)

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def text(self) -> str:
        """The text, as it was given."""
        return self._text

    def at(self, offset: int) -> int:
        """Index of the block that holds a code-point offset."""
        return bisect_right(self.starts, offset) - 1

    def end(self, index: int) -> int:
        """Code-point offset after the last character of a block, its separator left out."""
        return self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self._text)

    def end_u16(self, index: int) -> int:
        """The same for Qt."""
        starts = self.starts_u16
        return starts[index + 1] - 1 if index + 1 < len(starts) else self.offsets.length_u16

    def text_of(self, index: int) -> str:
        """The characters of a block."""
        return self._text[self.starts[index] : self.end(index)]

    def trimmed(self, span: Span) -> Span | None:
        """A span without white space at its ends; None if nothing is left."""
        text = span.text_of(self._text)
        start = span.start + len(text) - len(text.lstrip())
        end = span.end - len(text) + len(text.rstrip())
        return Span(start, end) if start < end else None

    def continues(self, index: int) -> bool:
        """Whether the block is a later piece of a cut paragraph."""
        return index in self._pieces

    def is_empty(self, index: int) -> bool:
        """Whether the block is an empty line."""
        return self.starts[index] == self.end(index)

    def has_gap_after(self, index: int) -> bool:
        """Whether the block ends a paragraph that no empty line sets off from the next."""
        following = index + 1
        if following == len(self.starts):
            return True
        return not (following in self._pieces or self.is_empty(index) or self.is_empty(following))

    def reads_right_to_left(self, index: int) -> bool:
        """The direction of the paragraph a block belongs to: that of its first letter."""
        while index in self._pieces:
            index -= 1
        for character in self.text_of(index):
            direction = unicodedata.bidirectional(character)
            if direction in ("L", "R", "AL"):
                return direction != "L"
        return False

    def for_qt(self) -> str:
        """The text to give to a QTextDocument; it has the same length in UTF-16 units.

        It is never read back: a few characters which Qt would act upon are replaced.
        """
        text = self._text
        if self._pieces:
            text = "\n".join(self.text_of(index) for index in range(len(self.starts)))
        if text[:1] in ("\ufeff", "\ufffe"):
            # PySide takes it for a byte order mark and drops it: all that follows would shift
            text = "\u200b" + text[1:]
        # Qt looks for a picture behind each object replacement character
        return text.replace("\ufffc", "\ufffd")

    def to_code_points(self, offset_u16: int) -> int:
        """Code-point offset of a position in the widget; the next one from within a character."""
        offset_u16 = min(max(offset_u16, 0), self.offsets.length_u16)
        try:
            return self.offsets.from_u16(offset_u16)
        except OffsetError:
            return self.offsets.from_u16(offset_u16 + 1)


def holds_right_to_left(text: str) -> bool:
    """Whether some of the text runs from right to left."""
    return not text.isascii() and bool(_RIGHT_TO_LEFT.search(text))


def _cut(text: str, longest: int) -> tuple[list[int], frozenset[int]]:
    """Where the blocks start, and the indices of those that continue a paragraph."""
    starts = _paragraphs(text)
    if len(text) <= longest:
        return starts, frozenset()
    blocks: list[int] = []
    pieces: set[int] = set()
    for start, following in zip(starts, [*starts[1:], len(text) + 1], strict=True):
        blocks.append(start)
        if following - start - 1 > longest:
            for cut in _cuts(text, start, following - 1, int(longest * _PIECE_SHARE)):
                pieces.add(len(blocks))
                blocks.append(cut + 1)
    return blocks, frozenset(pieces)


def _paragraphs(text: str) -> list[int]:
    if text.isascii() or not any(end in text for end in _OTHER_ENDS):
        return paragraph_starts(text)
    return [0, *(match.end() for match in _ANY_END.finditer(text))]


def _cuts(text: str, start: int, end: int, longest: int) -> Iterator[int]:
    """Offsets of the spaces at which the paragraph text[start:end] is cut."""
    while end - start > longest:
        cut = _best_cut(text, start, end, longest)
        if cut < 0:
            return
        yield cut
        start = cut + 1


def _best_cut(text: str, start: int, end: int, longest: int) -> int:
    """The last space after a sentence in the window's second half; else any; -1 for none."""
    window_end = start + longest
    found = -1
    for match in _SENTENCE_END.finditer(text, start + longest // 2, window_end):
        found = match.end() - 1
    if found < 0:
        found = text.rfind(" ", start + 1, window_end)
    if found < 0:
        found = text.find(" ", window_end, end - 1)
    return found
