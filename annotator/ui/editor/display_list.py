"""One laid-out block: its lines are broken once, what to paint is kept as a few lists."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt

from annotator.domain.segments import in_order, lanes
from annotator.ui.editor.bands import Edge, first_edge, last_edge, runs, trimmed
from annotator.ui.editor.chips import ChipRows
from annotator.ui.editor.strokes import certainty_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QBrush, QPainter, QPixmap, QTextLayout, QTextLine

    from annotator.domain.segments import Mark
    from annotator.ui.editor.bands import Run
    from annotator.ui.editor.chips import Chip
    from annotator.ui.editor.look import Look
    from annotator.ui.editor.paragraphs import Blocks
    from annotator.ui.editor.strokes import Row


class Placed(NamedTuple):
    """A mark in its block. start, end: UTF-16 units from the block's start, perhaps beyond it."""

    start: int
    end: int
    lane: int
    mark: Mark


def place_marks(marks: Sequence[Mark], blocks: Blocks, index: int) -> list[Placed]:
    """The marks that touch a block, in reading order, each with its lane there."""
    start = blocks.starts_u16[index]
    to_u16 = blocks.offsets.to_u16
    ordered = in_order(marks)
    return [
        Placed(to_u16(mark.start) - start, to_u16(mark.end) - start, lane, mark)
        for mark, lane in zip(ordered, lanes(ordered), strict=True)
    ]


class ChipBox(NamedTuple):
    """Where a chip stands, from the block's top left, in pixels."""

    x: int
    y: int
    width: int
    height: int
    mark: Mark

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies on the chip."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


class DisplayList:
    """What to paint for one block, relative to its top left; height in whole pixels."""

    __slots__ = ("boxes", "fills", "height", "is_bidi", "line_tops", "pictures", "strokes")

    def __init__(self) -> None:
        self.height = 0
        self.is_bidi = False
        self.line_tops: list[int] = []
        self.fills: list[tuple[QBrush, list[QRectF]]] = []
        self.strokes: list[tuple[QBrush, list[QRectF]]] = []
        self.pictures: list[tuple[QPointF, QPixmap]] = []
        self.boxes: list[ChipBox] = []

    def paint_below(self, painter: QPainter) -> None:
        """Paints what lies under the text. The painter has the block's top left at 0, 0."""
        painter.setPen(Qt.PenStyle.NoPen)
        for brush, rects in self.fills:
            painter.setBrush(brush)
            painter.drawRects(rects)

    def paint_around(self, painter: QPainter) -> None:
        """Paints underlines and chips."""
        painter.setPen(Qt.PenStyle.NoPen)
        for brush, rects in self.strokes:
            painter.setBrush(brush)
            painter.drawRects(rects)
        for point, pixmap in self.pictures:
            painter.drawPixmap(point, pixmap)


class Builder:
    """Breaks a block into lines with room for lanes and chips, and collects what to paint."""

    def __init__(
        self, look: Look, layout: QTextLayout, *, column: int, overhang: int, is_bidi: bool
    ) -> None:
        """column: width of the lines; overhang: how far chips may leave it, both in pixels."""
        self._look = look
        self._layout = layout
        self._column = column
        self._overhang = overhang
        self._list = DisplayList()
        self._list.is_bidi = is_bidi
        self._fills: dict[str, list[QRectF]] = {}
        self._strokes: dict[Row, list[QRectF]] = {}
        self._is_backwards = layout.textOption().textDirection() == Qt.LayoutDirection.RightToLeft

    def build(self, marks: Sequence[Placed], *, gap: int) -> DisplayList:
        """Lays the block out and returns what to paint; one sweep over lines and marks.

        marks: sorted by their start. gap: empty pixels after the last line.
        """
        y, layout = 0, self._layout
        layout.beginLayout()
        line = layout.createLine()
        waiting = 0
        active: list[Placed] = []
        while line.isValid():
            line.setLineWidth(self._column)
            first = line.textStart()
            last = first + line.textLength()
            active = [placed for placed in active if placed.end > first]
            while waiting < len(marks) and marks[waiting].start < last:
                if marks[waiting].end > first:
                    active.append(marks[waiting])
                waiting += 1
            self._list.line_tops.append(y)
            y = self._add_line(line, y, active) if active else self._add_plain_line(line, y)
            line = layout.createLine()
        layout.endLayout()
        return self._finish(y + gap)

    def _add_plain_line(self, line: QTextLine, y: int) -> int:
        look = self._look
        if not line.textLength():  # an empty line is a gap between paragraphs in itself
            line.setPosition(QPointF(0, y))
            return y + look.text_height
        line.setPosition(QPointF(0, y + look.above))
        return y + look.above + ceil(line.height()) + look.below

    def _add_line(self, line: QTextLine, y: int, active: Sequence[Placed]) -> int:
        """Places the line and its marks; returns the y after it."""
        look = self._look
        first = line.textStart()
        chips = self._place_chips(line, [placed for placed in active if placed.start >= first])
        rows = max((row for _, _, row, _ in chips), default=-1) + 1
        top = y + max(look.above, rows * look.chip_height + 1 if rows else 0)
        height = ceil(line.height())
        line.setPosition(QPointF(0, top))
        for chip, x, row, mark in chips:
            chip_y = top - (row + 1) * look.chip_height
            self._list.pictures.append((QPointF(x, chip_y), chip.pixmap))
            self._list.boxes.append(ChipBox(x, chip_y, chip.width, chip.height, mark))
        for placed in active:
            self._add_band(line, placed, top, height)
        depth = 1 + max(placed.lane for placed in active)
        return top + height + max(look.below, depth * look.lane_pitch + 2)

    def _place_chips(
        self, line: QTextLine, starting: Sequence[Placed]
    ) -> list[tuple[Chip, int, int, Mark]]:
        """Each chip with its left edge, its row and its mark."""
        rows = ChipRows(-self._overhang, self._column + self._overhang)
        result = []
        for placed in starting:
            mark = placed.mark
            chip = self._look.chip(mark.label, certainty_of(mark))
            start = first_edge(self._layout, line, placed.start, is_bidi=self._list.is_bidi)
            row, left = rows.place(round(start.x), chip.width, leftwards=start.is_backwards)
            result.append((chip, left, row, mark))
        return result

    def _add_band(self, line: QTextLine, placed: Placed, top: int, height: int) -> None:
        """Adds fill, underline and ends of one mark on one line."""
        look, mark = self._look, placed.mark
        first = line.textStart()
        last = first + line.textLength()
        start, end = max(placed.start, first), min(placed.end, last)
        under = top + height + placed.lane * look.lane_pitch + 1
        found = runs(line, start, end, is_bidi=self._list.is_bidi)
        if end == last:
            found = trimmed(found, line)
        if not found:
            return
        is_filled = not mark.is_suggestion
        rows = look.rows(mark.label, certainty_of(mark))
        for left_edge, right_edge in found:
            left, right = round(left_edge), max(round(right_edge), round(left_edge) + 2)
            if is_filled:
                fill = QRectF(left, top, right - left, height)
                self._fills.setdefault(mark.label, []).append(fill)
            for row in rows:
                stroke = QRectF(left, under + row.top, right - left, row.height)
                self._strokes.setdefault(row, []).append(stroke)
        ticks = self._strokes.setdefault(look.ticks(mark.label), [])
        if placed.start >= first:
            place = self._first_edge(line, start, found)
            ticks.append(self._tick(place, under, at_left=not place.is_backwards))
        else:
            ticks += self._arrow(found, under, at_left=not self._is_backwards)
        if placed.end <= last:
            place = self._last_edge(line, end, found)
            ticks.append(self._tick(place, under, at_left=place.is_backwards))
        else:
            ticks += self._arrow(found, under, at_left=self._is_backwards)

    def _arrow(self, found: Sequence[Run], under: int, *, at_left: bool) -> list[QRectF]:
        """The sign that a span goes on from the line before, or to the next one.

        It stands beyond the text, where its paragraph's lines begin or end, and points the way
        that one reads. It is made of upright strokes: they are drawn with all others.
        """
        weight = self._look.stroke
        columns = weight + 1
        edge = found[0][0] - columns - weight if at_left else found[-1][1] + weight
        heights = range(2 * columns - 1, 0, -2)
        return [
            QRectF(round(edge) + place, under + (weight - height) // 2, 1, height)
            for place, height in enumerate(reversed(heights) if self._is_backwards else heights)
        ]

    def _first_edge(self, line: QTextLine, start: int, found: Sequence[Run]) -> Edge:
        if self._list.is_bidi:
            return first_edge(self._layout, line, start, is_bidi=True)
        return Edge(found[0][0], is_backwards=False)

    def _last_edge(self, line: QTextLine, end: int, found: Sequence[Run]) -> Edge:
        if self._list.is_bidi:
            return last_edge(self._layout, line, end, is_bidi=True)
        return Edge(found[-1][1], is_backwards=False)

    def _tick(self, place: Edge, under: int, *, at_left: bool) -> QRectF:
        """A short upright stroke inside of the span's end."""
        look = self._look
        x = round(place.x) - (0 if at_left else look.stroke)
        return QRectF(x, under - look.tick, look.stroke, look.tick + look.stroke)

    def _finish(self, height: int) -> DisplayList:
        look, result = self._look, self._list
        result.height = height
        for label, rects in self._fills.items():
            brush = look.fill(label)
            if brush is not None:
                result.fills.append((brush, rects))
        result.strokes = [(row.brush, rects) for row, rects in self._strokes.items()]
        return result


def estimate_heights(
    look: Look, blocks: Blocks, buckets: Iterable[object], column: int
) -> list[int]:
    """About how high each block will be, in whole pixels; 10,000 take 2 ms.

    buckets: for each block something true if it has marks. column: width of the lines.
    """
    plain = look.above + look.text_height + look.below
    marked, blank = plain + look.chip_height, look.text_height
    across = max(8.0, column / look.average_width)
    lengths = [end - start for start, end in pairwise([*blocks.starts, len(blocks.text) + 1])]
    return [
        (int(length / across + 1) * (marked if bucket else plain) if length > 1 else blank)
        + (look.paragraph_gap if length > 1 and following > 1 else 0)
        for length, following, bucket in zip(lengths, [*lengths[1:], 2], buckets, strict=True)
    ]
