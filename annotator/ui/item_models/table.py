"""What tables have in common: columns with names, numbers and keys set to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Index = QModelIndex | QPersistentModelIndex


class TableModel(QAbstractTableModel):
    """A table that knows its columns; cells are for those who derive from it.

    Whoever keeps its rows elsewhere than in `_rows` says how many there are as well.
    """

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self._titles: tuple[str, ...] = ()
        self._right: Collection[int] = ()
        self._rows: Sequence[Any] = ()

    def name_columns(self, *titles: str, right: Collection[int] = ()) -> None:
        """Says what the columns are called, once. right: those whose cells end in one line."""
        self._titles, self._right = titles, right

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Where the cells of a column stand, and its title."""
        side = Qt.AlignmentFlag.AlignRight if column in self._right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """As many as are kept here."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Those that were named."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._titles):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(section)
        return None
