"""Whose work the program is made of, as a table: the program itself, data, components."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt

from annotator.ui.item_models.table import Index, TableModel
from annotator.ui.tips import told

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME, VERSION, LICENCE = range(3)
"""The columns."""


class Work(NamedTuple):
    """A row. text: what is shown beside it."""

    name: str
    version: str
    licence: str
    text: str

    def fits(self, words: Sequence[str]) -> bool:
        """Whether each of these, in small letters, stands in one of the columns."""
        said = f"{self.name} {self.version} {self.licence}".casefold()
        return all(word in said for word in words)


class WorkModel(TableModel):
    """The rows that were shown last."""

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self.name_columns(self.tr("Name"), self.tr("Version"), self.tr("Licence"))
        self._rows: tuple[Work, ...] = ()

    def show(self, rows: Sequence[Work]) -> None:
        """Shows these."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def work(self, row: int) -> Work | None:
        """What stands in a row, None if there is no such row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The texts of the columns, which are tooltips as well: some licences are long."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return told(self._rows[index.row()][index.column()], role)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        return None
