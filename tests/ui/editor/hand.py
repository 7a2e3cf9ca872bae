"""A hand on the mouse over a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from annotator.ui.editor.view import ArticleView

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.MouseButton.NoButton
NO_KEY = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Hand:
    """Sends real mouse events, each with a time of its own, so that no test depends on a clock."""

    def __init__(self, view: ArticleView, text: str) -> None:
        self.view = view
        self.text = text
        self.at = QPoint(0, 0)
        self._now = 1_000

    def place(self, offset: int) -> QPoint:
        """Where a caret before the character stands, in the middle of its line."""
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(len(self.text[:offset].encode("utf-16-le")) // 2)
        return self.view.cursorRect(cursor).center()

    def start(self, words: str) -> QPoint:
        """Before some words."""
        return self.place(self.text.index(words))

    def end(self, words: str) -> QPoint:
        """After them."""
        return self.place(self.text.index(words) + len(words))

    def inside(self, words: str) -> QPoint:
        """On their second character."""
        return self.place(self.text.index(words) + 1) + QPoint(2, 0)

    def chip(self, words: str) -> QPoint:
        """On the chip of a mark that begins with some words."""
        return self.start(words) + QPoint(6, -18)

    def press(self, point: QPoint, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        """The button goes down, long after whatever was before."""
        self._now += 5_000
        self._send(QEvent.Type.MouseButtonPress, point, LEFT, LEFT, keys)

    def move(self, point: QPoint, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        """With the button held."""
        self._send(QEvent.Type.MouseMove, point, NONE, LEFT, keys)

    def hover(self, point: QPoint) -> None:
        """Without."""
        self._send(QEvent.Type.MouseMove, point, NONE, NONE, NO_KEY)

    def release(self, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        """The button goes up."""
        self._send(QEvent.Type.MouseButtonRelease, self.at, LEFT, NONE, keys)

    def click(self, point: QPoint, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        """Down and up."""
        self.press(point, keys)
        self.release(keys)

    def drag(self, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        """From one point to another, and lets go."""
        self.pull(start, end, keys)
        self.release(keys)

    def pull(self, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        """The same, without letting go."""
        self.press(start, keys)
        for step in range(1, 6):
            self.move(start + (end - start) * step / 5, keys)

    def click_often(self, point: QPoint, times: int) -> None:
        """A double or triple click: quick ones."""
        self.double_press(point)
        self.release()
        if times > 2:
            self._now += 100
            self._send(QEvent.Type.MouseButtonPress, point, LEFT, LEFT, NO_KEY)
            self.release()

    def double_press(self, point: QPoint) -> None:
        """A double click whose second press is held."""
        self.click(point)
        self._now += 100
        self._send(QEvent.Type.MouseButtonDblClick, point, LEFT, LEFT, NO_KEY)

    def _send(
        self,
        kind: QEvent.Type,
        point: QPoint,
        button: Qt.MouseButton,
        held: Qt.MouseButton,
        keys: Qt.KeyboardModifier,
    ) -> None:
        self.at = point
        self._now += 10
        port = self.view.viewport()
        event = QMouseEvent(
            kind, QPointF(point), QPointF(port.mapToGlobal(point)), button, held, keys
        )
        event.setTimestamp(self._now)
        QApplication.sendEvent(port, event)
