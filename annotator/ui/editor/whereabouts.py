"""What lies where on the screen; points and boxes are in the viewport, offsets code points."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextLine

from annotator.domain.segments import innermost_first
from annotator.ui.editor.bands import boxes_of
from annotator.ui.editor.handles import local_u16

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QRectF
    from PySide6.QtWidgets import QScrollBar

    from annotator.domain.segments import Mark
    from annotator.domain.span import Span
    from annotator.ui.editor.handles import End
    from annotator.ui.editor.layout import ArticleLayout


class Under(NamedTuple):
    """What a point meets. chip: whether it lies on the chip of the one mark that there is then."""

    marks: list[Mark]
    chip: bool = False


class Whereabouts:
    """Asks the layout; nothing that is off the screen is laid out for it."""

    def __init__(self, layout: ArticleLayout, bar: QScrollBar) -> None:
        self._layout = layout
        self._bar = bar

    def handle_at(self, point: QPointF) -> End | None:
        """The handle of the emphasised mark at a point."""
        emphasis = self._layout.emphasis
        if emphasis is None:
            return None
        return emphasis.handle_at(self._layout, point.x(), point.y() + self._bar.value())

    def boundary_near(self, point: QPointF) -> int:
        """The offset between two characters next to a point."""
        place = QPointF(point.x(), point.y() + self._bar.value())
        position = self._layout.hitTest(place, Qt.HitTestAccuracy.FuzzyHit)
        return self._layout.blocks.to_code_points(position)

    def character_at(self, point: QPointF) -> int | None:
        """The offset of the character under a point; None beside the text."""
        index, line, inner = self._layout.line_at(point.x(), point.y() + self._bar.value())
        return None if line is None else self._offset_in(index, line, inner)

    def under(self, point: QPointF) -> Under:
        """The marks under a point, innermost first; a chip stands for its mark alone."""
        index, line, inner = self._layout.line_at(point.x(), point.y() + self._bar.value())
        _, shown = self._layout.lay_out(index)
        for box in shown.boxes:
            if box.holds(inner.x(), inner.y()):
                return Under([box.mark], chip=True)
        if line is None:
            return Under([])
        offset = self._offset_in(index, line, inner)
        return Under(innermost_first(self._layout.marks.in_block(index), offset))

    def _offset_in(self, index: int, line: QTextLine, inner: QPointF) -> int:
        blocks = self._layout.blocks
        local = line.xToCursor(inner.x(), QTextLine.CursorPosition.CursorOnCharacter)
        return blocks.to_code_points(blocks.starts_u16[index] + local)

    def boxes(self, span: Span, height: int) -> list[QRectF]:
        """The boxes of a span's lines that are on the screen, from the top. height: of it."""
        layout, blocks = self._layout, self._layout.blocks
        result = []
        for index in self._on_screen(height):
            if span.start < blocks.end(index) and blocks.starts[index] < span.end:
                lines, shown = layout.lay_out(index)
                origin = layout.origin(index) - QPointF(0, self._bar.value())
                start, end = local_u16(span, blocks, index)
                found = boxes_of(lines, start, end, is_bidi=shown.is_bidi)
                result += [box.translated(origin) for box in found]
        return [box for box in result if box.bottom() > 0 and box.top() < height]

    def marks_on_screen(self, height: int) -> list[Mark]:
        """The marks that touch paragraphs on the screen, each once."""
        marks = {
            mark.id: mark
            for index in self._on_screen(height)
            for mark in self._layout.marks.in_block(index)
        }
        return list(marks.values())

    def _on_screen(self, height: int) -> Iterator[int]:
        layout, top = self._layout, self._bar.value()
        index = layout.block_at(top)
        while index < len(layout.blocks) and layout.top_of(index) < top + height:
            yield index
            index += 1
