"""The left button over an article: what a press begins, from clicks to drags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtWidgets import QApplication

from annotator.ui.editor.drags import Board, CoarseSweep, Grain, HandleDrag, Reach, Sweep

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QScrollBar, QWidget

    from annotator.domain.segments import Mark
    from annotator.ui.editor.drags import Drag
    from annotator.ui.editor.handles import End
    from annotator.ui.editor.whereabouts import Under

_ALT = Qt.KeyboardModifier.AltModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_SCROLL_EVERY_MS = 20
_FASTEST = 60
"""Pixels that are scrolled at a time while a drag is held beyond the view."""


class Target(Board, Protocol):
    """What the mouse needs of the view besides."""

    def current_mark(self) -> Mark | None:
        """The mark with the handles."""
        ...

    def handle_at(self, point: QPointF) -> End | None:
        """The handle at a point."""
        ...

    def under(self, point: QPointF) -> Under:
        """The marks under a point, innermost first."""
        ...

    def can_reach_from(self, mark: Mark) -> bool:
        """Whether a relation may begin or end at a mark."""
        ...

    def anchor(self) -> int:
        """Where the selection began."""
        ...

    def clear_selection(self) -> None:
        """Selects nothing."""
        ...


class Mouse(QObject):
    """Follows the left button from press to release; scrolls while a drag is held beyond."""

    def __init__(self, target: Target, viewport: QWidget, bar: QScrollBar) -> None:
        super().__init__(viewport)
        self._target = target
        self._viewport = viewport
        self._bar = bar
        self._drag: Drag | None = None
        self._is_plain = False
        self._clicked: Mark | None = None
        self._double_click: tuple[int, QPointF] | None = None
        self._point = QPointF()
        self._is_free = False
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_SCROLL_EVERY_MS)
        self._scrolling.timeout.connect(self._scroll)

    @property
    def is_held(self) -> bool:
        """Whether the button is down, and what was begun not cancelled."""
        return self._drag is not None

    @property
    def is_dragging(self) -> bool:
        """Whether more than a click has begun."""
        return self._drag is not None and self._drag.has_begun

    def press(self, event: QMouseEvent) -> None:
        """Begins what lies under the pointer: a handle, a relation, or a selection."""
        point = self._point = event.position()
        self._is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        self._drag = self._begin(event, point)

    def _begin(self, event: QMouseEvent, point: QPointF) -> Drag:
        target, held = self._target, event.modifiers()
        if self._is_third_click(event):
            self._is_plain = False
            return CoarseSweep(target, Grain.SENTENCE, point)
        end, current = target.handle_at(point), target.current_mark()
        if end is not None and current is not None:
            return HandleDrag(target, current, end)
        under = target.under(point)
        if under.chip or held & _CTRL:
            source = next((mark for mark in under.marks if target.can_reach_from(mark)), None)
            if source is not None:
                target.clear_selection()
                return Reach(target, source, point)
        boundary = target.boundary_near(point)
        anchor = target.anchor() if held & _SHIFT else boundary
        sweep = Sweep(target, anchor, point)
        if held & _SHIFT:
            sweep.has_begun = True
            sweep.move(point, freely=bool(held & _ALT))
        else:
            target.sweep(boundary, boundary)
        return sweep

    def double_click(self, event: QMouseEvent) -> None:
        """Takes the word; on a chip it is one more click."""
        if self._target.under(event.position()).chip:
            self.press(event)
            return
        self._is_plain = False
        self._point = event.position()
        self._double_click = (event.timestamp(), event.position())
        self._drag = CoarseSweep(self._target, Grain.WORD, event.position())

    def _is_third_click(self, event: QMouseEvent) -> bool:
        second, self._double_click = self._double_click, None
        if second is None:
            return False
        time, place = second
        near = (event.position() - place).manhattanLength() < QApplication.startDragDistance()
        return near and event.timestamp() - time <= QApplication.doubleClickInterval()

    def move(self, event: QMouseEvent) -> None:
        """Goes on with what was begun; without it nothing happens."""
        self._point = event.position()
        self._is_free = bool(event.modifiers() & _ALT)
        self._follow()
        outside = self.is_dragging and self._beyond() != 0
        if outside and not self._scrolling.isActive():
            self._scrolling.start()
        elif not outside:
            self._scrolling.stop()

    def release(self) -> Mark | None:
        """Ends what was begun. Returns the mark that was clicked, if it was no more than a click.

        Clicking again where the same marks lie goes on to the next of them, outwards.
        """
        drag, self._drag = self._drag, None
        self._scrolling.stop()
        if drag is None:
            return None
        drag.release()
        if drag.has_begun or not self._is_plain:
            return None
        marks = self._target.under(self._point).marks
        self._clicked = _after(self._clicked, marks) if marks else None
        return self._clicked

    def cancel(self) -> None:
        """Lets go; all stays as it is."""
        drag, self._drag = self._drag, None
        self._scrolling.stop()
        if drag is not None:
            drag.cancel()

    # beyond the view

    def _beyond(self) -> float:
        """How far the pointer is above (negative) or below the view, in pixels."""
        y, height = self._point.y(), self._viewport.height()
        return min(0.0, y) + max(0.0, y - (height - 1))

    def _follow(self) -> None:
        if self._drag is not None:
            last = self._viewport.height() - 1
            inside = QPointF(self._point.x(), min(max(0.0, self._point.y()), last))
            self._drag.move(inside, freely=self._is_free)

    def _scroll(self) -> None:
        beyond = self._beyond()
        way = min(_FASTEST, 2 + abs(round(beyond / 3)))
        self._bar.setValue(self._bar.value() + (way if beyond > 0 else -way))
        self._follow()


def _after(mark: Mark | None, marks: list[Mark]) -> Mark:
    """The one after `mark`, round and round; the first if it is not among them."""
    ids = [one.id for one in marks]
    if mark is None or mark.id not in ids:
        return marks[0]
    return marks[(ids.index(mark.id) + 1) % len(marks)]
