"""Names that no entry of the registry is linked to yet, with who may be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt

from annotator.ui.item_models.table import Index, TableModel
from annotator.ui.tips import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.domain.matching import Candidate
    from annotator.domain.registry import UnlinkedName
    from annotator.services.registry_browsing import RegistryBrowsing

TEXT, LABEL, COUNT, SUGGESTED, REASON = range(5)
"""The columns."""


class UnlinkedModel(TableModel):
    """One row a name, the commonest first; who may be meant is looked up when it is shown."""

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self.name_columns(
            self.tr("Name"),
            self.tr("Label"),
            self.tr("Mentions"),
            self.tr("May be"),
            self.tr("Because"),
            right=(COUNT,),
        )
        self._registry: RegistryBrowsing | None = None
        self._names: list[UnlinkedName] = []
        self._suggested: dict[UnlinkedName, Candidate | None] = {}

    def show_names(self, names: Sequence[UnlinkedName], registry: RegistryBrowsing | None) -> None:
        """Shows these."""
        self.beginResetModel()
        self._registry = registry
        self._names = list(names)
        self._suggested.clear()
        self.endResetModel()

    def remove(self, name: UnlinkedName) -> None:
        """Takes a name off the list: it is linked now."""
        if name in self._names:
            row = self._names.index(name)
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._names[row]
            self.endRemoveRows()

    def suggest_anew(self) -> None:
        """Looks up again who may be meant: the registry is another."""
        self._suggested.clear()
        if self._names:
            last = self.index(len(self._names) - 1, REASON)
            self.dataChanged.emit(self.index(0, SUGGESTED), last)

    def name(self, row: int) -> UnlinkedName | None:
        """The name in a row; None if there is no such row."""
        return self._names[row] if 0 <= row < len(self._names) else None

    def suggestion(self, row: int) -> Candidate | None:
        """The likeliest entry for a row; None if none is likely."""
        name = self.name(row)
        if name is None or self._registry is None:
            return None
        if name not in self._suggested:
            found = self._registry.suggest(name.text, name.label, count=1)
            self._suggested[name] = found[0] if found else None
        return self._suggested[name]

    # ------------------------------------------------------------ what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many names."""
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell, and a sentence for screen readers."""
        name = self.name(index.row()) if index.isValid() else None
        if name is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return told(self._cell(name, index.row(), index.column()), role)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cells = (self._cell(name, index.row(), column) for column in range(5))
            return ", ".join(cell for cell in cells if cell)
        return None

    def _cell(self, name: UnlinkedName, row: int, column: int) -> str:
        if column < SUGGESTED:
            return (name.text, name.label, f"{name.count:,}")[column]
        candidate = self.suggestion(row)
        if candidate is None:
            return ""
        return candidate.entry.name if column == SUGGESTED else candidate.match.reason
