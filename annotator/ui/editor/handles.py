"""The current mark: drawn emphasised, with a handle at each end to drag."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from annotator.ui.editor.bands import boxes_of, first_edge, last_edge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QTextLayout, QTextLine

    from annotator.domain.span import Span
    from annotator.ui.editor.display_list import DisplayList
    from annotator.ui.editor.layout import ArticleLayout
    from annotator.ui.editor.paragraphs import Blocks
    from annotator.ui.theme import LabelStyle

_OUTLINE = 1.5
_KNOB = 3.5
_REACH = 6
"""Pixels beside a handle that still count as the handle."""


class End(Enum):
    """Which boundary a handle moves."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A span to draw as the current one, in its label's style."""

    span: Span
    style: LabelStyle

    def touches(self, blocks: Blocks, index: int) -> bool:
        """Whether some of the span is in the block."""
        return self.span.start < blocks.end(index) and blocks.starts[index] < self.span.end

    def paint_below(
        self,
        painter: QPainter,
        blocks: Blocks,
        index: int,
        layout: QTextLayout,
        shown: DisplayList,
    ) -> None:
        """Paints the stronger fill of one block, under its text."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.style.strong_fill)
        painter.drawRects(list(self._boxes(blocks, index, layout, shown)))

    def paint_above(
        self,
        painter: QPainter,
        blocks: Blocks,
        index: int,
        layout: QTextLayout,
        shown: DisplayList,
    ) -> None:
        """Paints the outline of one block, open where a line breaks, and the handles."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.style.colour, _OUTLINE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in self._boxes(blocks, index, layout, shown):
            painter.drawLine(box.topLeft(), box.topRight())
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setPen(QPen(self.style.colour, 2))
        painter.setBrush(self.style.colour)
        for end in End:
            place = self._place(blocks, index, layout, shown, end)
            if place is not None:
                line, x = place
                bottom = line.y() + line.height()
                painter.drawLine(QPointF(x, line.y() - 1), QPointF(x, bottom + 1))
                painter.drawEllipse(QPointF(x, bottom + _KNOB), _KNOB, _KNOB)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def handle_at(self, layout: ArticleLayout, x: float, y: float) -> End | None:
        """The handle at a point of the document; the nearer one where both are within reach."""
        index = layout.block_at(y)
        if not self.touches(layout.blocks, index):
            return None
        lines, shown = layout.lay_out(index)
        point = QPointF(x, y) - layout.origin(index)
        nearest, least = None, float(_REACH)
        for end in End:
            place = self._place(layout.blocks, index, lines, shown, end)
            if place is None:
                continue
            line, at = place
            beside = abs(point.x() - at)
            if line.y() - 1 <= point.y() <= line.y() + line.height() + 2 * _KNOB and beside < least:
                nearest, least = end, beside
        return nearest

    def _boxes(
        self, blocks: Blocks, index: int, layout: QTextLayout, shown: DisplayList
    ) -> Iterator[QRectF]:
        start, end = local_u16(self.span, blocks, index)
        return boxes_of(layout, start, end, is_bidi=shown.is_bidi)

    def _place(
        self,
        blocks: Blocks,
        index: int,
        layout: QTextLayout,
        shown: DisplayList,
        end: End,
    ) -> tuple[QTextLine, float] | None:
        """The line and the x of a handle; None if that end is in another block."""
        first, last = blocks.starts[index], blocks.end(index)
        start_u16, end_u16 = local_u16(self.span, blocks, index)
        if end is End.START:
            if not first <= self.span.start < last:
                return None
            line = layout.lineForTextPosition(start_u16)
            return line, first_edge(layout, line, start_u16, is_bidi=shown.is_bidi).x
        if not first < self.span.end <= last:
            return None
        line = layout.lineForTextPosition(end_u16 - 1)
        return line, last_edge(layout, line, end_u16, is_bidi=shown.is_bidi).x


def local_u16(span: Span, blocks: Blocks, index: int) -> tuple[int, int]:
    """A span in UTF-16 units from a block's start, perhaps beyond it."""
    start = blocks.starts_u16[index]
    to_u16 = blocks.offsets.to_u16
    return to_u16(span.start) - start, to_u16(span.end) - start
