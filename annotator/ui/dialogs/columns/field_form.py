"""Which column of a table is which field of an article: one choice a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from annotator.ui.mnemonics import plain
from annotator.ui.widgets.choices import let_narrow, make_choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QComboBox

_IN_A_COLUMN = 4


class FieldForm(QWidget):
    """Two columns of choices; a column of the table stands for one field at most."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        titles = {
            "text": self.tr("Te&xt"),
            "title": self.tr("&Title"),
            "outlet": self.tr("&Outlet"),
            "byline": self.tr("&Author"),
            "published": self.tr("&Date"),
            "url": self.tr("Add&ress"),
            "language": self.tr("&Language"),
        }
        self.titles = {field: plain(title) for field, title in titles.items()}
        """How the fields are called, by their names."""
        self._choices = {field: self._choice(field) for field in titles}
        self._chosen_last = ""
        self._taken: dict[str, str] = {}  # columns that the last choice took, by field
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for number, (field, title) in enumerate(titles.items()):
            column, row = divmod(number, _IN_A_COLUMN)
            name = QLabel(title, self)
            name.setBuddy(self._choices[field])
            if column:
                name.setContentsMargins(12, 0, 0, 0)
            grid.addWidget(name, row, 2 * column)
            grid.addWidget(self._choices[field], row, 2 * column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)

    def show_columns(self, columns: Sequence[str], mapping: Mapping[str, str]) -> None:
        """Offers these columns. mapping: what is chosen at first, by field."""
        self._taken = {}
        for field, choice in self._choices.items():
            blocked = QSignalBlocker(choice)
            choice.clear()
            choice.addItem(self.tr("Choose…") if field == "text" else self.tr("None"), "")
            for column in columns:
                choice.addItem(column, column)
            choice.setCurrentIndex(max(0, choice.findData(mapping.get(field, ""))))
            del blocked

    def mapping(self) -> dict[str, str]:
        """The columns that are chosen, by field."""
        found = {field: str(choice.currentData()) for field, choice in self._choices.items()}
        return {field: column for field, column in found.items() if column}

    def focus_text(self) -> None:
        """Puts the keyboard where the column of the texts is chosen."""
        self._choices["text"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choice(self, field: str) -> QComboBox:
        choice = make_choice(f"column_of_{field}", self)
        choice.setAccessibleName(self.tr("Column: {0}").format(self.titles[field]))
        let_narrow(choice)
        choice.currentIndexChanged.connect(lambda _: self._on_chosen(field))
        return choice

    def _on_chosen(self, field: str) -> None:
        """Takes the column from whichever field has it, and gives back what was taken before.

        For the arrow keys pass over columns that are not meant.
        """
        given_back = self._taken if field == self._chosen_last else {}
        self._chosen_last, self._taken = field, {}
        for other, before in given_back.items():
            if not self._choices[other].currentData():
                self._choose(other, before)
        column = str(self._choices[field].currentData())
        for other, choice in self._choices.items():
            if column and other != field and choice.currentData() == column:
                self._taken[other] = column
                self._choose(other, "")
        self.changed.emit()

    def _choose(self, field: str, column: str) -> None:
        """Shows a choice without telling."""
        choice = self._choices[field]
        blocked = QSignalBlocker(choice)
        choice.setCurrentIndex(max(0, choice.findData(column)))
        del blocked
