"""How a table is to be read: its header, its sheet, what stands between its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from annotator.services.choosing_columns import DELIMITERS, layout_options
from annotator.ui.widgets.choices import let_narrow, make_choice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox

    from annotator.services.choosing_columns import TablePreview

_SHEET_LETTERS = 18


class LayoutForm(QWidget):
    """One line; what a kind of table has not is not shown."""

    changed = Signal()

    def __init__(self, preview: TablePreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header = QCheckBox(self.tr("First row &names the columns"), self)
        self._header.setObjectName("columns_header")
        self._header.setChecked(True)
        self._header.toggled.connect(self.changed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._header)
        line.addStretch(1)
        self._sheet = self._choice("columns_sheet", self.tr("S&heet"), line)
        self._delimiter = self._choice("columns_delimiter", self.tr("&Between the cells"), line)
        for sheet in preview.sheets:
            self._sheet.addItem(sheet, sheet)
        self._fill_delimiters(preview.delimiter)
        self._show(self._sheet, preview.sheet, is_there=len(preview.sheets) > 1)
        self._show(self._delimiter, preview.delimiter, is_there=bool(preview.delimiter))

    def options(self) -> dict[str, str]:
        """What is chosen, as an import takes it."""
        names = {sign: name for name, sign in DELIMITERS.items()}
        return layout_options(
            header=self._header.isChecked(),
            sheet=str(self._sheet.currentData() or ""),
            delimiter=names.get(str(self._delimiter.currentData() or ""), ""),
        )

    def _choice(self, name: str, title: str, line: QHBoxLayout) -> QComboBox:
        choice = make_choice(name, self)
        choice.setAccessibleName(title.replace("&", ""))
        let_narrow(choice)
        choice.setMinimumContentsLength(_SHEET_LETTERS if name == "columns_sheet" else 9)
        label = QLabel(title, self)
        label.setBuddy(choice)
        line.addWidget(label)
        line.addWidget(choice)
        choice.currentIndexChanged.connect(self.changed)
        return choice

    def _fill_delimiters(self, found: str) -> None:
        titles = {
            ",": self.tr("Comma"),
            ";": self.tr("Semicolon"),
            "\t": self.tr("Tab"),
            "|": self.tr("Bar"),
        }
        if found not in titles:
            titles[found] = found  # the file itself says so
        for sign, title in titles.items():
            self._delimiter.addItem(title, sign)

    def _show(self, choice: QComboBox, value: str, *, is_there: bool) -> None:
        blocked = QSignalBlocker(choice)
        choice.setCurrentIndex(max(0, choice.findData(value)))
        del blocked
        for widget in self.findChildren(QLabel):
            if widget.buddy() is choice:
                widget.setVisible(is_there)
        choice.setVisible(is_there)
