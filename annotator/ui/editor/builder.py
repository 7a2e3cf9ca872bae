"""Breaks a block into lines with room for lanes and chips, and collects what to paint there."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from annotator.ui.editor.bands import Edge, first_edge, last_edge, runs, trimmed
from annotator.ui.editor.chips import ChipRows
from annotator.ui.editor.display_list import ChipBox, DisplayList, LineList
from annotator.ui.editor.strokes import certainty_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QTextLayout, QTextLine

    from annotator.domain.segments import Mark
    from annotator.ui.editor.bands import Run
    from annotator.ui.editor.chips import Chip
    from annotator.ui.editor.display_list import Placed
    from annotator.ui.editor.look import Look


class Builder:
    """Lays out one block. What marks do not touch stays as it was laid out before."""

    def __init__(
        self, look: Look, layout: QTextLayout, *, column: int, overhang: int, is_bidi: bool
    ) -> None:
        """column: width of the lines; overhang: how far chips may leave it, both in pixels."""
        self._look = look
        self._layout = layout
        self._column = column
        self._overhang = overhang
        self._is_bidi = is_bidi
        self._is_backwards = layout.textOption().textDirection() == Qt.LayoutDirection.RightToLeft

    def build(
        self, marks: Sequence[Placed], *, gap: int, before: DisplayList | None = None
    ) -> DisplayList:
        """Lays the block out and returns what to paint; one sweep over lines and marks.

        marks: sorted by their start. gap: empty pixels after the last line. before: what this
        made of the same block with other marks, if its lines are still there: where they break
        does not depend on marks, so only lines whose marks differ are collected anew.
        """
        known: Sequence[LineList] = ()
        if before is not None and len(before.lines) == self._layout.lineCount():
            known = before.lines
        lines: list[LineList] = []
        y, waiting = 0, 0
        active: list[Placed] = []
        for number, line in enumerate(self._kept_lines() if known else self._new_lines()):
            first = line.textStart()
            last = first + line.textLength()
            active = [placed for placed in active if placed.end > first]
            while waiting < len(marks) and marks[waiting].start < last:
                if marks[waiting].end > first:
                    active.append(marks[waiting])
                waiting += 1
            if known and known[number].active == active:
                shown = known[number].moved_to(y)
                if shown.y != known[number].y:
                    line.setPosition(QPointF(0, shown.top))
            else:
                shown = self._add_line(line, y, active)
            lines.append(shown)
            y += shown.height
        return DisplayList(self._look, lines, y + gap, is_bidi=self._is_bidi)

    def _new_lines(self) -> Iterator[QTextLine]:
        layout = self._layout
        layout.beginLayout()
        line = layout.createLine()
        while line.isValid():
            line.setLineWidth(self._column)
            yield line
            line = layout.createLine()
        layout.endLayout()

    def _kept_lines(self) -> Iterator[QTextLine]:
        return map(self._layout.lineAt, range(self._layout.lineCount()))

    def _add_line(self, line: QTextLine, y: int, active: Sequence[Placed]) -> LineList:
        """Places the line and its marks."""
        look, shown = self._look, LineList(y, active)
        if not line.textLength():  # an empty line is a gap between paragraphs in itself
            shown.height = look.text_height
            line.setPosition(QPointF(0, y))
            return shown
        first = line.textStart()
        chips = self._place_chips(line, [placed for placed in active if placed.start >= first])
        rows = max((row for _, _, row, _ in chips), default=-1) + 1
        above = max(look.above, rows * look.chip_height - look.chip_overlap if rows else 0)
        letters = ceil(line.height())
        shown.top = y + above
        line.setPosition(QPointF(0, shown.top))
        for chip, x, row, mark in chips:
            chip_y = shown.top + look.chip_overlap - (row + 1) * look.chip_height
            shown.pictures.append((QPointF(x, chip_y), chip.pixmap))
            shown.boxes.append(ChipBox(x, chip_y, chip.width, chip.height, mark))
        for placed in active:
            self._add_band(shown, line, placed, letters)
        below = look.below
        if active:
            depth = 1 + max(placed.lane for placed in active)
            below = max(below, depth * look.lane_pitch + 2)
        shown.height = above + letters + below
        return shown

    def _place_chips(
        self, line: QTextLine, starting: Sequence[Placed]
    ) -> list[tuple[Chip, int, int, Mark]]:
        """Each chip with its left edge, its row and its mark."""
        rows = ChipRows(-self._overhang, self._column + self._overhang)
        result = []
        for placed in starting:
            mark = placed.mark
            chip = self._look.chip(mark.label, certainty_of(mark))
            start = first_edge(self._layout, line, placed.start, is_bidi=self._is_bidi)
            row, left = rows.place(round(start.x), chip.width, leftwards=start.is_backwards)
            result.append((chip, left, row, mark))
        return result

    def _add_band(self, shown: LineList, line: QTextLine, placed: Placed, height: int) -> None:
        """Adds fill, underline and ends of one mark. height: of the line's letters."""
        look, mark, top = self._look, placed.mark, shown.top
        first = line.textStart()
        last = first + line.textLength()
        start, end = max(placed.start, first), min(placed.end, last)
        under = top + height + placed.lane * look.lane_pitch + 1
        found = runs(line, start, end, is_bidi=self._is_bidi)
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
                shown.fills.setdefault(mark.label, []).append(fill)
            for row in rows:
                stroke = QRectF(left, under + row.top, right - left, row.height)
                shown.strokes.setdefault(row, []).append(stroke)
        ticks = shown.strokes.setdefault(look.ticks(mark.label), [])
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
        if self._is_bidi:
            return first_edge(self._layout, line, start, is_bidi=True)
        return Edge(found[0][0], is_backwards=False)

    def _last_edge(self, line: QTextLine, end: int, found: Sequence[Run]) -> Edge:
        if self._is_bidi:
            return last_edge(self._layout, line, end, is_bidi=True)
        return Edge(found[-1][1], is_backwards=False)

    def _tick(self, place: Edge, under: int, *, at_left: bool) -> QRectF:
        """A short upright stroke inside of the span's end."""
        look = self._look
        x = round(place.x) - (0 if at_left else look.stroke)
        return QRectF(x, under - look.tick, look.stroke, look.tick + look.stroke)
