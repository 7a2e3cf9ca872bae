"""Buttons beside lists and fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def make_button(
    name: str, text: str, parent: QWidget, call: Callable[[], object] | None = None
) -> QPushButton:
    """A button that Enter in another field does not press; name: its object name."""
    button = QPushButton(text, parent)
    button.setObjectName(name)
    button.setAutoDefault(False)
    if call is not None:
        button.clicked.connect(call)
    return button
