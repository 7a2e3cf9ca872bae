"""A button whose menu has names to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from annotator.ui.mnemonics import literal
from annotator.ui.tips import literally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtWidgets import QWidget

_INDENT = "\u2002\u200a"
"""Qt leaves out the padding of a style sheet before a text to the left in a button with a menu."""
_WIDEST = 190
"""Of the names that are ticked, in pixels; the menu has them all."""


class NameChoice(QPushButton):
    """Shows which names are ticked.

    title: what is chosen, for screen readers. nothing: what stands there when none is ticked.
    """

    changed = Signal()

    def __init__(self, name: str, title: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("is_name_choice", True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = title
        self._nothing = nothing
        self._list = _StayingMenu(self)
        self._list.setObjectName(f"{name}_menu")
        self.setMenu(self._list)

    def set_names(self, names: Sequence[str], chosen: Iterable[str]) -> None:
        """The names there are, and those that are ticked; these are there even if not known."""
        ticked = tuple(chosen)
        wanted = [*names, *(one for one in ticked if one not in names)]
        if wanted == [one.data() for one in self._list.actions()]:
            self._tick(ticked)  # it may be open
            return
        self._list.clear()
        for name in wanted:
            action = QAction(literal(name), self._list)
            action.setData(name)
            action.setCheckable(True)
            action.setChecked(name in ticked)
            action.toggled.connect(self._on_toggled)
            self._list.addAction(action)
        self._show()

    def chosen(self) -> tuple[str, ...]:
        """The names that are ticked."""
        return tuple(one.data() for one in self._list.actions() if one.isChecked())

    def clear(self) -> None:
        """Ticks none."""
        for action in self._list.actions():
            action.setChecked(False)

    def _tick(self, names: Iterable[str]) -> None:
        for action in self._list.actions():
            with QSignalBlocker(action):
                action.setChecked(action.data() in names)
        self._show()

    def _on_toggled(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        text = ", ".join(self.chosen()) or self._nothing
        short = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, _WIDEST)
        self.setText(literal(f"{_INDENT}{short}"))
        self.setToolTip(literally(text) if short != text else "")
        self.setAccessibleName(f"{self._title}: {text}")


class _StayingMenu(QMenu):
    """Stays open while one ticks with the mouse or Space; Return and Escape close it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ticks what is under the mouse or the keyboard, and goes no further with that."""
        action = self.activeAction()
        is_click = event.type() == QEvent.Type.MouseButtonRelease
        is_space = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space  # type: ignore[attr-defined]
        if action is not None and (is_click or is_space):
            action.toggle()
            return True
        return super().eventFilter(watched, event)
