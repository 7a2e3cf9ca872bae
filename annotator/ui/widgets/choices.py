"""How boxes with a choice look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QStyledItemDelegate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def make_choice(name: str, parent: QWidget | None = None) -> QComboBox:
    """A box whose entries have room; name: its object name."""
    box = QComboBox(parent)
    box.setObjectName(name)
    give_room(box)
    return box


def give_room(box: QComboBox) -> None:
    """Gives the entries of a box room, which only this delegate takes from the style sheet."""
    box.setItemDelegate(QStyledItemDelegate(box))


def let_narrow(box: QComboBox) -> None:
    """Lets a box be narrower than its longest entry."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(5)
