"""The registry as a table: ids of all entries, rows of those that are looked at."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt

from annotator.domain.ids import EntryId
from annotator.domain.registry import EntryFilter, EntryRow
from annotator.ui.item_models.paging import Pages
from annotator.ui.item_models.table import Index, TableModel
from annotator.ui.tips import told

if TYPE_CHECKING:
    from annotator.domain.entries import RegistryEntry
    from annotator.services.registry_browsing import RegistryBrowsing

NAME, LABEL, KIND, ALIASES, MENTIONS, WIKIDATA, PLACE = range(7)
"""The columns."""


def coordinates(entry: RegistryEntry) -> str:
    """Where a place is: "34.7300, 36.7200"; "" if that is not known."""
    if entry.latitude is None or entry.longitude is None:
        return ""
    return f"{entry.latitude:.4f}, {entry.longitude:.4f}"


class EntryModel(TableModel):
    """One row an entry."""

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self.name_columns(
            self.tr("Name"),
            self.tr("Label"),
            self.tr("Kind"),
            self.tr("Other names"),
            self.tr("Mentions"),
            self.tr("Wikidata"),
            self.tr("Coordinates"),
            right=(MENTIONS,),
        )
        self._registry: RegistryBrowsing | None = None
        self._where = EntryFilter()
        self._pages = self._none()

    def set_source(self, registry: RegistryBrowsing | None) -> None:
        """Shows the entries of a project; None empties the table."""
        self._registry = registry
        self.reload()

    def set_filter(self, where: EntryFilter) -> None:
        """Shows only what the filter lets through, in its order."""
        if where != self._where:
            self._where = where
            self.reload()

    def reload(self) -> None:
        """Reads the ids again; where they are as before, only the rows."""
        ids = self._registry.ids(self._where) if self._registry else array("q")
        if ids == self._pages.ids and self._registry is not None:
            self._pages = Pages(ids, self._read)
            self.refresh()
            return
        self.beginResetModel()
        self._pages = Pages(ids, self._read)
        self.endResetModel()

    def refresh(self) -> None:
        """Reads the rows again that are shown."""
        self._pages.forget()
        if len(self._pages):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._pages) - 1, PLACE))

    def id_at(self, row: int) -> EntryId:
        """The entry in a row."""
        return EntryId(self._pages.ids[row])

    def row_of(self, entry_id: EntryId) -> int | None:
        """The row of an entry; None if the filter hides it."""
        ids = self._pages.ids
        return ids.index(entry_id) if entry_id in ids else None

    def row_at(self, row: int) -> EntryRow | None:
        """All about a row; None if the entry is gone."""
        return self._pages[row]

    # ------------------------------------------------------------ what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many entries."""
        return 0 if parent.isValid() else len(self._pages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell, and a sentence for screen readers."""
        if not index.isValid() or index.row() >= len(self._pages):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return None
        row = self._pages[index.row()]
        if row is None:
            return ""
        cells = _cells(row)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == NAME:
            return ", ".join(
                f"{cell} mentions" if place == MENTIONS else cell
                for place, cell in enumerate(cells)
                if cell
            )
        return told(cells[index.column()], role)

    def _read(self, ids: array[int]) -> list[EntryRow]:
        assert self._registry is not None
        return self._registry.rows([EntryId(one) for one in ids])

    def _none(self) -> Pages[EntryRow]:
        return Pages(array("q"), lambda _: [])


def _cells(row: EntryRow) -> tuple[str, ...]:
    entry = row.entry
    return (
        entry.name,
        entry.label,
        entry.kind,
        ", ".join(entry.aliases),
        f"{row.mentions:,}",
        entry.wikidata,
        coordinates(entry),
    )
