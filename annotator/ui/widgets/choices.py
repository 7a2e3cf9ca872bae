"""How boxes with a choice look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionComboBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ChoiceBox(QComboBox):
    """A box that ends with "…" what it has no room for; a style sheet would cut it."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """What is painted."""
        super().initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        field = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, field.width()
        )


def make_choice(name: str, parent: QWidget | None = None) -> ChoiceBox:
    """A box whose entries have room; name: its object name."""
    box = ChoiceBox(parent)
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
