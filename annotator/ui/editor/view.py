"""The article, with everything that is marked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QTextLine

from annotator.domain.span import Span
from annotator.ui.editor.handles import Emphasis
from annotator.ui.editor.mouse import MarkMouse
from annotator.ui.editor.reading_view import ReadingView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from annotator.domain.segments import Mark
    from annotator.ui.editor.handles import End


class ArticleView(ReadingView):
    """Draws marks around the text, and says what the user did to them.

    It never changes what it shows: it is told what to show.
    """

    mark_pressed = Signal(object)
    """A Mark was clicked: the innermost; clicking again goes on to the next around it."""
    resized = Signal(object, object)
    """A handle of the current mark was dragged and released: the Mark and its new Span."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._current: int | None = None
        super().__init__(parent)
        self._mouse = MarkMouse(self)

    # marks

    def set_article(self, text: str, marks: Sequence[Mark]) -> None:
        """Shows a text from its top, the caret at 0, no mark current. Its line ends are all "\\n".

        Raises OffsetError for a mark that passes the end of the text.
        """
        self._current = None
        self._mouse.cancel()
        self._show_text(text, marks)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Shows other marks on the same text; what does not differ is not laid out again."""
        self._refresh(self._marks.replace(marks))

    def change_marks(self, *, removed: Sequence[Mark], added: Sequence[Mark]) -> None:
        """The quick way after an edit: only the paragraphs that these marks touch are redone.

        Marks go by id: an added one replaces the one with its id; a removed one may be unknown.
        """
        self._refresh(self._marks.change(removed=removed, added=added))

    def marks(self) -> Sequence[Mark]:
        """What is shown, in reading order: by start, the longer first, then by id."""
        return self._marks.ordered

    def set_current(self, mark_id: int | None) -> None:
        """Emphasises a mark and gives it handles; None: no mark."""
        if mark_id != self._current:
            self._current = mark_id
            self._show_current()

    def marks_at(self, offset: int) -> list[Mark]:
        """The marks that cover the character at `offset`, the innermost (shortest) first."""
        return self._marks.at(self._blocks.at(offset), offset)

    def current_mark(self) -> Mark | None:
        """The mark that set_current() chose, if it is shown."""
        return None if self._current is None else self._marks.by_id.get(self._current)

    def _refresh(self, dirty: set[int]) -> None:
        with self._scroller.kept():
            visible = [index for index in self._scroller.visible() if index in dirty]
            for index in dirty:
                height = self._layout.height_of(index)
                self._layout.forget(index)
                if index in visible:
                    self._layout.lay_out(index)
                    same = self._layout.height_of(index) == height
                    self._update_blocks(index, index, to_the_end=not same)
        self._show_current()

    def _show_current(self) -> None:
        mark = self.current_mark()
        self._emphasise(None if mark is None else mark)

    def _emphasise(self, mark: Mark | None) -> None:
        """Draws a mark emphasised instead of the one that was."""
        before = self._layout.emphasis
        after = None
        if mark is not None:
            style = self._theme.label_style(mark.label)
            after = Emphasis(Span(mark.start, mark.end), style)
        if after != before:
            self._layout.emphasis = after
            for one in (before, after):
                if one is not None:
                    self._update_span(one.span)

    def _update_span(self, span: Span) -> None:
        self._update_blocks(self._blocks.at(span.start), self._blocks.at(span.end - 1))

    def _on_look_changed(self) -> None:
        self._show_current()

    # what the mouse asks; points are in the viewport

    def handle_at(self, point: QPointF) -> End | None:
        """The handle of the current mark at a point."""
        emphasis = self._layout.emphasis
        if emphasis is None:
            return None
        return emphasis.handle_at(self._layout, point.x(), point.y() + self._scrolled())

    def boundary_near(self, point: QPointF) -> int:
        """The offset between two characters next to a point."""
        place = QPointF(point.x(), point.y() + self._scrolled())
        return self._blocks.to_code_points(self._layout.hitTest(place, Qt.HitTestAccuracy.FuzzyHit))

    def marks_under(self, point: QPointF) -> list[Mark]:
        """The marks under a point, innermost first; a chip stands for its mark alone."""
        index, line, inner = self._layout.line_at(point.x(), point.y() + self._scrolled())
        _, shown = self._layout.lay_out(index)
        for box in shown.boxes:
            if box.holds(inner.x(), inner.y()):
                return [box.mark]
        if line is None:
            return []
        on_character = QTextLine.CursorPosition.CursorOnCharacter
        local = line.xToCursor(inner.x(), on_character)
        return self.marks_at(self._blocks.to_code_points(self._blocks.starts_u16[index] + local))

    def trimmed(self, span: Span) -> Span | None:
        """A span without white space at its ends; None if nothing is left."""
        return self._blocks.trimmed(span)

    def preview(self, span: Span | None) -> None:
        """Draws the current mark as if it had that span; None: as it is."""
        mark = self.current_mark()
        if mark is not None and span is not None:
            mark = mark._replace(start=span.start, end=span.end)
        self._emphasise(mark)

    # Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape lets go of a handle."""
        if self._mouse.is_dragging and event.key() == Qt.Key.Key_Escape:
            self._mouse.cancel()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes a handle, or begins a selection."""
        if self._mouse.press(event):
            event.accept()
        else:
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Chooses the mark under the pointer first, if nothing is selected."""
        under = self.marks_under(QPointF(event.pos()))
        current = self.current_mark()
        if under and current not in under and not self.textCursor().hasSelection():
            self.mark_pressed.emit(under[0])
        super().contextMenuEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drags a handle or a selection; shows what can be taken hold of."""
        if self._mouse.is_dragging:
            self._mouse.move(event.position())
            return
        super().mouseMoveEvent(event)
        if not event.buttons():
            self.viewport().setCursor(self._pointer_at(event.position()))

    def _pointer_at(self, point: QPointF) -> Qt.CursorShape:
        if self.handle_at(point) is not None:
            return Qt.CursorShape.SizeHorCursor
        return Qt.CursorShape.IBeamCursor

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends a drag, or clicks what is under the pointer."""
        if self._mouse.is_dragging:
            change = self._mouse.release_handle()
            if change is not None:
                self.resized.emit(*change)
            return
        super().mouseReleaseEvent(event)
        mark = self._mouse.clicked(event)
        if mark is not None and not self.textCursor().hasSelection():
            self.mark_pressed.emit(mark)
