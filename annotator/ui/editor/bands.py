"""Where on a line some characters are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextLayout, QTextLine

Run = tuple[float, float]
"""Left and right edge of a visually unbroken stretch."""

# of two letters that touch, kerning may push the boxes so far apart; a space is wider
_TOUCHING = 2.0


class Edge(NamedTuple):
    """An end of a span. is_backwards: whether the character there is read from right to left."""

    x: float
    is_backwards: bool


def caret_x(line: QTextLine, offset: int) -> float:
    """The x of a caret before a character; offset: UTF-16, within the block."""
    # PySide gives back the position as well
    return line.cursorToX(offset)[0]  # type: ignore[index, no-any-return]


def runs(line: QTextLine, start: int, end: int, *, is_bidi: bool) -> list[Run]:
    """Where the characters [start, end) of one line are, from left to right.

    Offsets are UTF-16, within the block, and on the line. Where the direction of writing changes
    they may lie in several places, and a caret's x is ambiguous: the glyphs themselves are asked.
    """
    if not is_bidi:
        one, other = caret_x(line, start), caret_x(line, end)
        return [(one, other) if one <= other else (other, one)]
    merged: list[Run] = []
    for left, right, _ in sorted(_glyph_boxes(line, start, end)):
        if merged and left <= merged[-1][1] + _TOUCHING:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def first_edge(layout: QTextLayout, line: QTextLine, start: int, *, is_bidi: bool) -> Edge:
    """Where a span begins, at the character at `start` of its block."""
    if not is_bidi:
        return Edge(caret_x(line, start), is_backwards=False)
    boxes = _glyph_boxes(line, start, layout.nextCursorPosition(start))
    if not boxes:
        return Edge(caret_x(line, start), is_backwards=False)
    if boxes[0][2]:
        return Edge(max(right for _, right, _ in boxes), is_backwards=True)
    return Edge(min(left for left, _, _ in boxes), is_backwards=False)


def last_edge(layout: QTextLayout, line: QTextLine, end: int, *, is_bidi: bool) -> Edge:
    """Where a span ends, after the character before `end` of its block."""
    if not is_bidi:
        return Edge(caret_x(line, end), is_backwards=False)
    boxes = _glyph_boxes(line, layout.previousCursorPosition(end), end)
    if not boxes:
        return Edge(caret_x(line, end), is_backwards=False)
    if boxes[0][2]:
        return Edge(min(left for left, _, _ in boxes), is_backwards=True)
    return Edge(max(right for _, right, _ in boxes), is_backwards=False)


def _glyph_boxes(line: QTextLine, start: int, end: int) -> list[tuple[float, float, bool]]:
    """Left, right and whether it is read backwards, of each glyph with a width."""
    boxes = []
    for glyphs in line.glyphRuns(start, end - start):
        widths = glyphs.rawFont().advancesForGlyphIndexes(glyphs.glyphIndexes())
        backwards = glyphs.isRightToLeft()
        for place, width in zip(glyphs.positions(), widths, strict=True):
            if width.x() > 0:
                boxes.append((place.x(), place.x() + width.x(), backwards))
    return boxes


def trimmed(found: list[Run], line: QTextLine) -> list[Run]:
    """The runs without the spaces that hang over the end of a broken line."""
    text = line.naturalTextRect()
    left, right = text.left(), text.right()
    kept = [(max(one, left), min(other, right)) for one, other in found]
    return [run for run in kept if run[0] < run[1]] or [(run[0], run[0] + 2) for run in kept[:1]]


def boxes_of(layout: QTextLayout, start: int, end: int, *, is_bidi: bool) -> Iterator[QRectF]:
    """The rectangles that the characters [start, end) of a block fill, line by line."""
    for line, first, last in lines_of(layout, start, end):
        found = runs(line, first, last, is_bidi=is_bidi)
        if last == line.textStart() + line.textLength():
            found = trimmed(found, line)
        for left, right in found:
            yield QRectF(left, line.y(), right - left, line.height())


def lines_of(layout: QTextLayout, start: int, end: int) -> Iterator[tuple[QTextLine, int, int]]:
    """The lines which [start, end) touches, each with the part of it that is theirs."""
    number = layout.lineForTextPosition(max(start, 0)).lineNumber()
    while 0 <= number < layout.lineCount():
        line = layout.lineAt(number)
        first = line.textStart()
        last = first + line.textLength()
        if first >= end:
            return
        if start < last:
            yield line, max(start, first), min(end, last)
        number += 1
