"""Paints laid-out blocks: marks below and around, the text, the selection, the caret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextLayout

from annotator.ui.editor.bands import caret_x

if TYPE_CHECKING:
    from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter

    from annotator.ui.editor.display_list import DisplayList
    from annotator.ui.editor.handles import Emphasis
    from annotator.ui.editor.look import Look
    from annotator.ui.editor.paragraphs import Blocks


class BlockPainter:
    """For one paint event. The painter has the top left of the block at 0, 0 each time."""

    def __init__(
        self,
        painter: QPainter,
        context: QAbstractTextDocumentLayout.PaintContext,
        look: Look,
        blocks: Blocks,
        emphasis: Emphasis | None,
    ) -> None:
        self._painter = painter
        self._look = look
        self._blocks = blocks
        self._emphasis = emphasis
        self._caret = context.cursorPosition
        self._selections = [
            (one.cursor.selectionStart(), one.cursor.selectionEnd()) for one in context.selections
        ]

    def paint(self, index: int, layout: QTextLayout, shown: DisplayList, clip: QRectF) -> None:
        """Paints a block, as far as it lies in the clip."""
        painter, emphasis = self._painter, self._emphasis
        if emphasis is not None and not emphasis.touches(self._blocks, index):
            emphasis = None
        paint = shown.paint_between(clip.top(), clip.bottom())
        paint.below(painter)
        if emphasis is not None:
            emphasis.paint_below(painter, self._blocks, index, layout, shown)
        paint.around(painter)
        painter.setPen(self._look.theme.text)
        layout.draw(painter, -layout.position(), self._selected_in(index), clip)
        if emphasis is not None:
            emphasis.paint_above(painter, self._blocks, index, layout, shown)
        self._paint_caret(index, layout)

    def _paint_caret(self, index: int, layout: QTextLayout) -> None:
        """Paints the caret if it is in this block; it does not blink."""
        position = self._caret  # -1 for none
        start = self._blocks.starts_u16[index]
        if not start <= position <= self._blocks.end_u16(index):
            return
        line = layout.lineForTextPosition(position - start)
        if line.isValid():
            x = round(caret_x(line, position - start)) - 1
            box = QRectF(x, line.y(), 2, line.height())
            self._painter.fillRect(box, self._look.theme.accent)

    def _selected_in(self, index: int) -> list[QTextLayout.FormatRange]:
        first = self._blocks.starts_u16[index]
        last = self._blocks.end_u16(index)
        result = []
        for start, end in self._selections:
            if end > first and start < last:
                part = QTextLayout.FormatRange()
                part.start = max(0, start - first)
                part.length = min(end, last) - first - part.start
                part.format = self._look.selection_format
                result.append(part)
        return result
