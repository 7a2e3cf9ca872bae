"""The article list: ids of all, rows of those that are looked at."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from annotator.domain.document import ArticleFilter, ArticleRow, Status
from annotator.domain.ids import DocumentId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.services.browsing import Browsing

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The whole ArticleRow, for the delegate."""

_PAGE = 64
_PAGES_KEPT = 32


class ArticleListModel(QAbstractTableModel):
    """One row an article, in the order of import.

    Holds eight bytes an article; rows are read from the project 64 at a time, as they are shown.
    """

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self._browsing: Browsing | None = None
        self._where = ArticleFilter()
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, list[ArticleRow]] = OrderedDict()

    # ------------------------------------------------------------ what the panel uses

    def set_source(self, browsing: Browsing | None) -> None:
        """Shows the articles of a project; None empties the list."""
        self._browsing = browsing
        self.reload()

    def set_filter(self, where: ArticleFilter) -> None:
        """Shows only what the filter lets through."""
        if where != self._where:
            self._where = where
            self.reload()

    def reload(self) -> None:
        """Reads the ids again; rows follow as they are shown. New articles are appended rows."""
        ids = self._browsing.ids(self._where) if self._browsing else array("q")
        grown = len(ids) >= len(self._ids) and ids[: len(self._ids)] == self._ids
        self._pages.clear()
        if grown and len(ids) > len(self._ids):
            self.beginInsertRows(QModelIndex(), len(self._ids), len(ids) - 1)
            self._ids = ids
            self.endInsertRows()
        elif not grown:
            self.beginResetModel()
            self._ids = ids
            self.endResetModel()

    def refresh(self, documents: Iterable[DocumentId]) -> None:
        """Reads the rows of these articles again, and of no others: counting takes its time."""
        for document_id in documents:
            place = self.place_of(document_id)
            if place is None or self._browsing is None:
                continue
            page = self._pages.get(place // _PAGE)
            if page is not None:
                (page[place % _PAGE],) = self._browsing.rows([document_id])
            index = self.index(place, 0)
            self.dataChanged.emit(index, index)

    def id_at(self, place: int) -> DocumentId:
        """The article in a row."""
        return DocumentId(self._ids[place])

    def place_of(self, document_id: DocumentId) -> int | None:
        """The row of an article; None if the filter hides it."""
        # the order of import is that of the ids, so a million are as quick to search as a hundred
        place = bisect_left(self._ids, document_id)
        found = place < len(self._ids) and self._ids[place] == document_id
        return place if found else None

    # ------------------------------------------------------------ what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many articles."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One: the delegate paints all of a row."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title; ROW_ROLE: the ArticleRow; and a sentence for screen readers."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._row(index.row()).title
        if role == ROW_ROLE:
            return self._row(index.row())
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return describe(self._row(index.row()))
        return None

    def _row(self, place: int) -> ArticleRow:
        number = place // _PAGE
        page = self._pages.get(number)
        if page is None:
            assert self._browsing is not None
            ids = self._ids[number * _PAGE : (number + 1) * _PAGE]
            page = self._browsing.rows([DocumentId(one) for one in ids])
            self._pages[number] = page
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        return page[place % _PAGE]


def describe(row: ArticleRow) -> str:
    """An article's line in words: what the delegate paints, for tooltips and screen readers."""
    parts = [row.title, ", ".join(part for part in (row.outlet, row.published) if part)]
    flagged = row.status is Status.FLAGGED and row.flag_reason
    parts.append(f"{row.status}: {row.flag_reason}" if flagged else str(row.status))
    parts.append(f"{row.annotation_count} annotations, {row.pending_count} suggestions")
    return "\n".join(part for part in parts if part)
