"""Keys of a panel: they work while the keyboard is in it, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def own_key(home: QWidget, call: Callable[[], object], *keys: str) -> None:
    """Calls something on each of these keys, in a widget and in all that it holds."""
    for key in keys:
        shortcut = QShortcut(QKeySequence(key), home)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(call)
