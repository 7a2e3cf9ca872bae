"""What the mouse does to marks: a click makes one current, a handle is dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from annotator.domain.errors import OffsetError
from annotator.domain.span import Span
from annotator.ui.editor.handles import End

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from annotator.domain.segments import Mark


class Target(Protocol):
    """What the mouse needs of the view; points are in the viewport, offsets in code points."""

    def current_mark(self) -> Mark | None:
        """The mark with the handles."""
        ...

    def handle_at(self, point: QPointF) -> End | None:
        """The handle at a point."""
        ...

    def boundary_near(self, point: QPointF) -> int:
        """The offset between two characters next to a point."""
        ...

    def marks_under(self, point: QPointF) -> list[Mark]:
        """The marks under a point, innermost first; a chip stands for its mark alone."""
        ...

    def preview(self, span: Span | None) -> None:
        """Draws the current mark as if it had that span; None: as it is."""
        ...

    def trimmed(self, span: Span) -> Span | None:
        """The span without white space at its ends; None if nothing is left."""
        ...


class MarkMouse:
    """Follows the left button from press to release."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._pressed_at: QPointF | None = None
        self._dragged: End | None = None
        self._span: Span | None = None
        self._pressed: Mark | None = None

    @property
    def is_dragging(self) -> bool:
        """Whether a handle is held."""
        return self._dragged is not None

    def press(self, event: QMouseEvent) -> bool:
        """Returns whether a handle was taken, so that no text is to be selected."""
        self._pressed_at = None
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        self._pressed_at = event.position() if plain else None
        self._dragged = self._target.handle_at(event.position())
        mark = self._target.current_mark()
        self._span = Span(mark.start, mark.end) if self._dragged and mark else None
        return self.is_dragging

    def move(self, point: QPointF) -> None:
        """Moves the boundary that is held, at least one character from the other."""
        mark = self._target.current_mark()
        if mark is None or self._dragged is None:
            return
        boundary = self._target.boundary_near(point)
        try:
            if self._dragged is End.START:
                span = Span(boundary, mark.end)
            else:
                span = Span(mark.start, boundary)
        except OffsetError:
            return
        if span != self._span:
            self._span = span
            self._target.preview(span)

    def release_handle(self) -> tuple[Mark, Span] | None:
        """The mark and its new span; None if that is no other than before."""
        mark, span = self._target.current_mark(), self._span
        self.cancel()
        if mark is None or span is None:
            return None
        trimmed = self._target.trimmed(span)
        if trimmed is None or trimmed == Span(mark.start, mark.end):
            return None
        return mark, trimmed

    def cancel(self) -> None:
        """Lets go of the handle; the mark stays as it is."""
        self._dragged = self._span = None
        self._target.preview(None)

    def clicked(self, event: QMouseEvent) -> Mark | None:
        """The mark that a release clicks; None if it ends a selection or meets no mark.

        Clicking again where the same marks lie goes on to the next of them, outwards.
        """
        pressed_at, self._pressed_at = self._pressed_at, None
        if pressed_at is None or event.button() != Qt.MouseButton.LeftButton:
            return None
        way = (event.position() - pressed_at).manhattanLength()
        if way >= QApplication.startDragDistance():
            return None
        under = self._target.marks_under(event.position())
        if not under:
            self._pressed = None
            return None
        self._pressed = _after(self._pressed, under)
        return self._pressed


def _after(mark: Mark | None, marks: list[Mark]) -> Mark:
    """The one after `mark`, round and round; the first if it is not among them."""
    ids = [one.id for one in marks]
    if mark is None or mark.id not in ids:
        return marks[0]
    return marks[(ids.index(mark.id) + 1) % len(marks)]
