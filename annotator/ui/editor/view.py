"""The article on the screen, and what hands do to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

from annotator.ui.editor.marked_view import MarkedView
from annotator.ui.editor.mouse import Mouse
from annotator.ui.editor.reaching import Reaching
from annotator.ui.editor.whereabouts import Whereabouts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import (
        QContextMenuEvent,
        QCursor,
        QKeyEvent,
        QMouseEvent,
    )
    from PySide6.QtWidgets import QWidget

    from annotator.domain.segments import Mark
    from annotator.domain.span import Span
    from annotator.ui.editor.drags import Grain
    from annotator.ui.editor.handles import End
    from annotator.ui.editor.whereabouts import Under


class ArticleView(MarkedView):
    """Says what the user did to the text and its marks; what comes of that, it is told."""

    mark_pressed = Signal(object)
    """A Mark was clicked: the innermost; clicking again goes on to the next around it."""
    resized = Signal(object, object)
    """A handle of the current mark was dragged and released: the Mark and its new Span."""
    picked = Signal(object, object)
    """The mouse has selected a Span, and let go; and with which Grain."""
    joined = Signal(object, object)
    """A Mark was dragged onto another that a relation may join it to."""
    moved = Signal()
    """The text lies elsewhere in the viewport now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whereabouts = Whereabouts(self._layout, self.verticalScrollBar())
        self._reaching = Reaching(self.viewport(), self._whereabouts)
        self._mouse = Mouse(self, self.viewport(), self.verticalScrollBar())
        self._pointer: QCursor | None = None
        self.column_moved.connect(self._moved)

    def set_article(self, text: str, marks: Sequence[Mark]) -> None:
        """Shows a text from its top; whatever a hand holds is let go."""
        self._mouse.cancel()
        self.stop_reaching()
        super().set_article(text, marks)

    # what the mouse asks and says; points are in the viewport

    @property
    def text(self) -> str:
        """The article's."""
        return self._blocks.text

    def handle_at(self, point: QPointF) -> End | None:
        """The handle of the current mark at a point."""
        return self._whereabouts.handle_at(point)

    def boundary_near(self, point: QPointF) -> int:
        """The offset between two characters next to a point."""
        return self._whereabouts.boundary_near(point)

    def character_at(self, point: QPointF) -> int | None:
        """The character under a point; None beside the text."""
        return self._whereabouts.character_at(point)

    def under(self, point: QPointF) -> Under:
        """The marks under a point, innermost first; a chip stands for its mark alone."""
        return self._whereabouts.under(point)

    def marks_under(self, point: QPointF) -> list[Mark]:
        """The same, without whether it is a chip."""
        return self._whereabouts.under(point).marks

    def boxes(self, span: Span) -> list[QRectF]:
        """The boxes of a span's lines that are on the screen, from the top."""
        return self._whereabouts.boxes(span, self.viewport().height())

    def sweep(self, anchor: int, position: int) -> None:
        """Selects from one offset to the other, where the caret is then."""
        self._move_cursor(anchor, position)

    def pick(self, span: Span, grain: Grain) -> None:
        """Tells that the mouse has selected a span."""
        if QGuiApplication.clipboard().supportsSelection():
            self._copy_to(QClipboard.Mode.Selection)
        self.picked.emit(span, grain)

    def resize_mark(self, mark: Mark, span: Span) -> None:
        """Tells that a handle was dragged; of a mark that is gone meanwhile, nothing."""
        if self.mark(mark.id) is not None:
            self.resized.emit(mark, span)

    # joining marks by relations

    def set_joins(self, joins: Callable[[str, str], bool]) -> None:
        """Says between which labels relations lead; else no mark can be dragged to another."""
        self._reaching.joins = joins

    def can_reach_from(self, mark: Mark) -> bool:
        """Whether some relation may begin or end at a mark."""
        return any(
            self._reaching.joins(mark.label, label) or self._reaching.joins(label, mark.label)
            for label in self._theme.labels
        )

    def reach(self, source: Mark, point: QPointF) -> None:
        """Draws a line from a mark to the pointer, or to the mark under it that may be joined."""
        target = self._reaching.target_at(source, point)
        self._show_reach(source, target, None if target else point)

    def drop(self, source: Mark, point: QPointF) -> None:
        """Tells of the mark under the pointer, if it may be joined."""
        target = self._reaching.target_at(source, point)
        if target is not None and self.mark(source.id) is not None:
            self.joined.emit(source, target)

    def show_reach(self, source: Mark, target: Mark) -> None:
        """Draws a line from a mark to another, for keys that choose one."""
        self._show_reach(source, target, None)

    def _show_reach(self, source: Mark, target: Mark | None, point: QPointF | None) -> None:
        if not self._hides_links:  # one line at a time
            self._hides_links = True
            self._links.repaint()
        self._reaching.show(source, target, point, self._theme)

    def stop_reaching(self) -> None:
        """Draws no such line any more."""
        self._reaching.stop()
        self._hides_links = False
        self._links.repaint()

    def let_go(self) -> bool:
        """Takes from the mouse what it holds. Returns whether it held anything."""
        was_dragging = self._mouse.is_dragging
        self._mouse.cancel()
        return was_dragging

    # Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape lets go of what the mouse holds."""
        if event.key() != Qt.Key.Key_Escape or not self.let_go():
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes a handle or a mark, or begins a selection; other buttons are Qt's."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._mouse.press(event)
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Takes the word; a third click takes the sentence."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._mouse.double_click(event)
        else:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Goes on with what is held; shows what can be taken hold of."""
        if self._mouse.is_held:
            self._mouse.move(event)
        elif not event.buttons():
            self._show_pointer(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends a drag, or clicks what is under the pointer."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        mark = self._mouse.release()
        if mark is not None:
            self.mark_pressed.emit(mark)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Chooses the mark under the pointer first, if nothing is selected."""
        under = self.marks_under(QPointF(event.pos()))
        current = self.current_mark()
        if under and current not in under and not self.textCursor().hasSelection():
            self.mark_pressed.emit(under[0])
        super().contextMenuEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What lies over the text moves along."""
        super().scrollContentsBy(dx, dy)
        self._moved()

    def _refresh(self, dirty: set[int]) -> None:
        super()._refresh(dirty)
        self._moved()

    def _moved(self) -> None:
        if self._is_loading:  # nobody may ask yet where anything stands
            return
        self._reaching.trace()
        self.moved.emit()

    # the pointer

    def set_pointer(self, pointer: QCursor | None) -> None:
        """The pointer over text, where a selection would begin; None: the usual one."""
        self._pointer = pointer
        self.viewport().setCursor(pointer or Qt.CursorShape.IBeamCursor)

    def _show_pointer(self, point: QPointF) -> None:
        if self.handle_at(point) is not None:
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
        elif self.under(point).chip:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.viewport().setCursor(self._pointer or Qt.CursorShape.IBeamCursor)
