"""The article list: ids of all, rows of those that are looked at."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from annotator.domain.document import (
    MOST_COPIES,
    ArticleFilter,
    ArticleRow,
    ListOrder,
    Status,
)
from annotator.domain.errors import Cancelled
from annotator.domain.ids import DocumentId
from annotator.ui.tips import told

if TYPE_CHECKING:
    from collections.abc import Collection

    from annotator.services.browsing import Browsing
    from annotator.services.jobs import Handle, Runner

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The whole ArticleRow, for the delegate."""

_PAGE = 64
_PAGES_KEPT = 32
_FIRST = 2 * _PAGE
"""So many articles are shown at once; a list that is longer is read in a job."""
_FOLLOWED = 200
"""So many articles that changed are asked for one by one; for more the list is read anew."""
_ID_BYTES = 8


class ArticleListModel(QAbstractTableModel):
    """One row an article, in the order asked for.

    Holds eight bytes an article; rows are read from the project 64 at a time, as they are shown.
    An article that an edit moves within the order keeps its place until the list is read anew:
    nothing jumps while one works on it.
    """

    loaded = Signal()
    """The list is whole: its length is that of the list in the project."""
    failed = Signal(object)
    """An error that reading the list met."""

    def __init__(self, runner: Runner, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self._runner = runner
        self._browsing: Browsing | None = None
        self.where = ArticleFilter()
        self.order = ListOrder()
        self.is_whole = True
        self._data = b""
        self._ids = memoryview(self._data).cast("q")
        self._hint = 0
        self._pages: OrderedDict[int, list[ArticleRow]] = OrderedDict()
        self._reading: Handle | None = None
        self._reads_again = False
        self._era = 0

    # ------------------------------------------------------------ what the panel uses

    def set_source(self, browsing: Browsing | None) -> None:
        """Shows the articles of a project; None empties the list."""
        self._show(b"", is_whole=False)
        self._browsing = browsing
        self._read_anew()

    def set_list(self, where: ArticleFilter, order: ListOrder) -> None:
        """Shows only what the filter lets through, in that order."""
        if (where, order) != (self.where, self.order):
            self.where, self.order = where, order
            self._read_anew()

    def reload(self) -> None:
        """Reads the same list again; until it is there, a long one stays as it is."""
        self._pages.clear()
        if self._reading is not None:
            self._reads_again = True
        elif self._read_first() is not None:
            self._read_all()

    def follow(self, documents: Collection[DocumentId], *, listing: bool) -> None:
        """Shows that articles changed; listing: some may have come or gone."""
        if self._browsing is None:
            return
        if not 0 < len(documents) <= _FOLLOWED:
            self.reload()
            self._repaint()
            return
        if not listing and self.where == ArticleFilter():
            self._refresh(documents)
            return
        shown = self._browsing.passing(self.where, list(documents))
        for document_id in documents:
            place = None if document_id in shown else self.place_of(document_id)
            if place is not None:
                self._take_out(place)
        if any(self.place_of(one) is None for one in shown):
            self.reload()
        if listing:  # some may have a copy more, or one less
            self._pages.clear()
            self._repaint()
        self._refresh(shown)

    def id_at(self, place: int) -> DocumentId:
        """The article in a row."""
        return DocumentId(self._ids[place])

    def ids(self) -> memoryview[int]:
        """All of them, in order; not to be kept."""
        return self._ids

    def place_of(self, document_id: DocumentId) -> int | None:
        """The row of an article; None if it is not in the list, or not yet."""
        # mostly it is where it was asked for last, or beside that
        for place in (self._hint, self._hint + 1, self._hint - 1):
            if 0 <= place < len(self._ids) and self._ids[place] == document_id:
                self._hint = place
                return place
        wanted = array("q", [document_id]).tobytes()
        at = self._data.find(wanted)
        while at % _ID_BYTES and at >= 0:  # the end of one id and the beginning of the next
            at = self._data.find(wanted, at + 1)
        if at < 0:
            return None
        self._hint = at // _ID_BYTES
        return self._hint

    # ------------------------------------------------------------ reading

    def _read_anew(self) -> None:
        """Shows the first rows of another list, and has the others read."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self._era += 1
        self._reads_again = False
        self._pages.clear()
        if self._browsing is None:
            self._show(b"", is_whole=True)
            return
        first = self._read_first()
        if first is not None:
            if first:
                self._show(first, is_whole=False)
            self._read_all()

    def _read_first(self) -> bytes | None:
        """Shows the list if it is short; else returns its beginning, b"" if that takes longer."""
        assert self._browsing is not None
        first = self._browsing.first_ids(self.where, self.order, _FIRST)
        if first is not None and len(first) < _FIRST:
            self._show(first.tobytes(), is_whole=True)
            return None
        return first.tobytes() if first is not None else b""

    def _read_all(self) -> None:
        assert self._browsing is not None
        era = self._era

        def done(ids: array[int]) -> None:
            if era == self._era:
                self._reading = None
                self._show(ids.tobytes(), is_whole=True)
                if self._reads_again:
                    self._reads_again = False
                    self.reload()

        def failed(error: BaseException) -> None:
            if era == self._era:
                self._reading = None
                if not isinstance(error, Cancelled):
                    self.failed.emit(error)

        # an inline runner is done before it returns
        self._reading = _Nothing()
        job = self._browsing.ids_job(self.where, self.order)
        handle = self._runner.run(job, on_done=done, on_error=failed)
        if self._reading is not None:
            self._reading = handle

    def _show(self, data: bytes, *, is_whole: bool) -> None:
        count, now = len(self._ids), len(data) // _ID_BYTES
        if data.startswith(self._data):
            if now > count:
                self.beginInsertRows(QModelIndex(), count, now - 1)
                self._take(data)
                self._pages.pop(count // _PAGE, None)  # it may have been a short one
                self.endInsertRows()
        else:
            self.beginResetModel()
            self._take(data)
            self._pages.clear()
            self.endResetModel()
        self.is_whole = is_whole
        if is_whole:
            self.loaded.emit()

    def _take(self, data: bytes) -> None:
        self._data = data
        self._ids = memoryview(data).cast("q")

    def _take_out(self, place: int) -> None:
        self.beginRemoveRows(QModelIndex(), place, place)
        at = place * _ID_BYTES
        self._take(self._data[:at] + self._data[at + _ID_BYTES :])
        for number in [one for one in self._pages if one >= place // _PAGE]:
            del self._pages[number]
        self.endRemoveRows()

    def _refresh(self, documents: Collection[DocumentId]) -> None:
        """Reads the rows of these articles again, as far as they are at hand."""
        assert self._browsing is not None
        wanted = set(documents)
        for number, page in self._pages.items():
            for offset, row in enumerate(page):
                if row.id in wanted:
                    page[offset : offset + 1] = self._browsing.rows([row.id])
                    index = self.index(number * _PAGE + offset, 0)
                    self.dataChanged.emit(index, index)

    def _repaint(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

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
            return told(describe(self._row(index.row())), role)
        return None

    def _row(self, place: int) -> ArticleRow:
        number = place // _PAGE
        page = self._pages.get(number)
        if page is None:
            assert self._browsing is not None
            ids = self._ids[number * _PAGE : (number + 1) * _PAGE]
            page = self._browsing.rows([*map(DocumentId, ids)])
            self._pages[number] = page
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        return page[place % _PAGE]


class _Nothing:
    """Stands for a job that is about to be started."""

    def cancel(self) -> None:
        """There is nothing to cancel yet."""

    def pause(self) -> None:
        """There is nothing to wait."""

    def resume(self) -> None:
        """There is nothing that waits."""


def describe(row: ArticleRow) -> str:
    """An article's line in words: what the delegate paints, for tooltips and screen readers."""
    parts = [row.title, ", ".join(part for part in (row.outlet, row.published) if part)]
    flagged = row.status is Status.FLAGGED and row.flag_reason
    parts.append(f"{row.status}: {row.flag_reason}" if flagged else str(row.status))
    if row.tags:
        parts.append(f"tags: {', '.join(row.tags)}")
    parts.append(
        f"{counted(row.annotation_count, 'annotation')},"
        f" {counted(row.pending_count, 'suggestion')} to decide,"
        f" {counted(row.length, 'character')}"
    )
    if row.copies:
        parts.append(copies_of(row))
    return "\n".join(part for part in parts if part)


def copies_of(row: ArticleRow) -> str:
    """How many copies of an article there are, in words."""
    if row.copies >= MOST_COPIES:
        return f"{MOST_COPIES} copies or more"
    return "1 copy" if row.copies == 1 else f"{row.copies} copies"


def counted(count: int, what: str) -> str:
    """A number of things in words: "1 article", "2,000 articles"."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
