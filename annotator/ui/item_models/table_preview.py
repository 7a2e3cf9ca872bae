"""The first rows of a table that is to be imported, and what its columns are taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette

from annotator.ui.item_models.table import Index, TableModel
from annotator.ui.tips import told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class TablePreviewModel(TableModel):
    """A row a row; above each column its name and, below that, what it is taken for."""

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self._columns: Sequence[str] = ()
        self._rows: Sequence[Sequence[str]] = ()
        self._uses: Mapping[str, str] = {}

    def show_table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Shows these; nothing is taken for anything yet. rows: as wide as columns."""
        self.beginResetModel()
        self._columns, self._rows, self._uses = columns, rows, {}
        self.name_columns(*columns)
        self.endResetModel()

    def show_uses(self, uses: Mapping[str, str]) -> None:
        """Says what columns are taken for, by their names; the others are kept as they are."""
        self._uses = uses
        if self._columns:
            last = len(self._columns) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
            if self._rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, last))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The texts; those that are only kept are fainter."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        text = self._rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return told(text, role)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._use(column)}: {text}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role == Qt.ItemDataRole.ForegroundRole and column not in self._uses:
            return QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The name of a column, and what it is taken for."""
        found = super().headerData(section, orientation, role)
        if found is None or role != Qt.ItemDataRole.DisplayRole:
            return found
        column = self._columns[section]
        return f"{column}\n{self._use(column)}"

    def _use(self, column: str) -> str:
        return self._uses.get(column, self.tr("kept"))
