"""The small cross that closes a strip, or takes something away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_SIZE = QSize(12, 12)


def close_button(spoken: str, tip: str = "", parent: QWidget | None = None) -> QToolButton:
    """A button without a frame; its picture is the style sheet's, so that it follows the theme."""
    button = QToolButton(parent)
    button.setProperty("is_close", True)
    button.setAccessibleName(spoken)
    button.setToolTip(tip or spoken)
    button.setIconSize(_SIZE)
    button.setAutoRaise(True)
    return button
