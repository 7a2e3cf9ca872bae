"""Presses keys as a keyboard would: shortcuts first, then the widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from annotator.services.self_test.steps import Wrong

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

_TURNS = 4
"""Of the event loop, until all that comes of a key is shown."""


class Keyboard:
    """Types into a window, whether or not it is the one that the desktop gives its keys to.

    Qt looks for shortcuts where the system's own events come in, which a program cannot send to
    itself; so they are looked for here, in Qt's order.
    """

    def __init__(self, window: QWidget, home: QWidget) -> None:
        """home: where the keyboard is if it is nowhere."""
        self._window = window
        self._home = home
        self.pressed = 0

    def press(self, keys: str, times: int = 1) -> None:
        """Presses a key, named as Qt does: "Ctrl+Shift+Z", so many times."""
        for _ in range(times):
            self._press(QKeySequence(keys))
            self.pressed += 1
            for _ in range(_TURNS):
                QApplication.processEvents()

    def _press(self, keys: QKeySequence) -> None:
        focused: QWidget | None = self._window.focusWidget()
        target = self._home if focused is None else focused
        override = _event(QEvent.Type.ShortcutOverride, keys)
        override.ignore()
        QApplication.sendEvent(target, override)
        actions = [] if override.isAccepted() else _actions(target, keys)
        if len(actions) > 1:
            names = ", ".join(one.objectName() for one in actions)
            raise Wrong(f"The key {keys.toString()} stands for several things: {names}.")
        if actions:
            actions[0].trigger()
            return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, _event(kind, keys))


def _event(kind: QEvent.Type, keys: QKeySequence) -> QKeyEvent:
    combined: QKeyCombination = keys[0]  # type: ignore[index] # PySide leaves it out
    key, held = combined.key(), combined.keyboardModifiers()
    is_letter = Qt.Key.Key_A <= key <= Qt.Key.Key_Z
    types = is_letter and not held & ~Qt.KeyboardModifier.ShiftModifier
    text = (chr(key) if held else chr(key).lower()) if types else ""
    return QKeyEvent(kind, key, held, text)


def _actions(target: QWidget, keys: QKeySequence) -> list[QAction]:
    """Those on the key that can be carried out where the keyboard is."""
    found: dict[int, QAction] = {}
    here: QWidget | None = target
    while here is not None:
        for action in here.actions():
            reaches = (
                here is target or action.shortcutContext() != Qt.ShortcutContext.WidgetShortcut
            )
            if reaches and action.isEnabled() and keys in action.shortcuts():
                found[id(action)] = action
        here = None if here.isWindow() else here.parentWidget()
    return list(found.values())
