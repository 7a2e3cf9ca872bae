"""The list of articles, with its filter."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.document import ArticleFilter, ListOrder
from annotator.ui.item_models.article_delegate import ArticleDelegate
from annotator.ui.item_models.articles import ArticleListModel, counted
from annotator.ui.panels.articles.filter_bar import FilterBar
from annotator.ui.widgets.nothing_here import NothingHere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.ids import DocumentId
    from annotator.services.browsing import Browsing
    from annotator.services.changes import Changed
    from annotator.services.jobs import Runner
    from annotator.ui.theme import Theme

_LEAST_WIDTH = 180
_SOUGHT = 20_000_000
"""Selected articles, times those of the list, that are sought again when the list changes."""


class ArticleListPanel(QWidget):
    """Shows the articles; says which one was chosen."""

    article_chosen = Signal(object)
    failed = Signal(object)
    """An error that reading the list met."""
    emptied = Signal(bool)
    """Whether the project has no article at all."""

    def __init__(self, theme: Theme, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article_list_panel")
        self.setMinimumWidth(_LEAST_WIDTH)
        self._browsing: Browsing | None = None
        self._open: DocumentId | None = None
        self._anchor = 0
        self._model = ArticleListModel(runner, self)
        self._delegate = ArticleDelegate(theme, self)
        self.filter = FilterBar(theme, self)
        self._table = self._make_table()
        self._count = QLabel(self)
        self._count.setObjectName("article_count")
        self._no_hits = NothingHere(self.tr("No article fits the filter."), self._table)
        self._before: list[DocumentId] | None = None
        self._is_quiet = False
        self._stale: set[DocumentId] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._catch_up)
        self.filter.changed.connect(self._apply_filter)
        self.filter.failed.connect(self.failed)
        self._model.failed.connect(self.failed)
        self._model.modelAboutToBeReset.connect(self._on_reset)
        self._model.loaded.connect(self._on_loaded)
        self._arrange()

    # ------------------------------------------------------------ what the window uses

    def set_source(self, browsing: Browsing | None) -> None:
        """Shows the articles of a project."""
        self._browsing = browsing
        self._open = None
        self._stale.clear()
        self.filter.set_source(browsing)
        with self._quietly():
            self._model.set_source(browsing)

    def set_theme(self, theme: Theme) -> None:
        """Paints in other colours."""
        self._delegate.set_theme(theme)
        self.filter.set_theme(theme)
        self._table.viewport().update()

    def apply(self, changed: Changed) -> None:
        """Shows what changed in the project."""
        if changed.listing:
            with self._quietly():
                self._model.follow(changed.documents, listing=True)
        else:
            self._stale |= changed.documents | changed.stories
            self._soon.start(0)

    def select(self, document_id: DocumentId) -> None:
        """Marks the article as the one that is open, without saying that it was chosen."""
        self._open = document_id
        place = self._model.place_of(document_id)
        with QSignalBlocker(self._table.selectionModel()):
            if place is None:
                self._table.clearSelection()
            else:
                self._anchor = place
                index, model = self._model.index(place, 0), self._table.selectionModel()
                flags = QItemSelectionModel.SelectionFlag
                # not the table's own ways: with Ctrl of the key still held they would toggle
                if not model.isRowSelected(place):
                    model.select(index, flags.ClearAndSelect | flags.Rows)
                model.setCurrentIndex(index, flags.NoUpdate)
                self._table.scrollTo(index)
        self._table.viewport().update()

    def neighbour(self, document_id: DocumentId | None, step: int) -> DocumentId | None:
        """The article `step` rows further down (up if negative); None past either end.

        One that has just left the list has the neighbours that it had in it.
        """
        count = self._model.rowCount()
        place = None if document_id is None else self._model.place_of(document_id)
        if place is not None:
            target = place + step
        elif document_id is not None and document_id == self._open and step:
            target = self._anchor + (step - 1 if step > 0 else step)
        else:
            target = 0
        return self._model.id_at(target) if 0 <= target < count else None

    def next_unfinished(self, document_id: DocumentId | None) -> DocumentId | None:
        """The next article of the list that is not done, wrapping round; never the same one."""
        if self._browsing is None:
            return None
        if not self._model.is_whole and self._is_plain():
            return self._browsing.next_unfinished(document_id)
        ids = self._model.ids()
        place = None if document_id is None else self._model.place_of(document_id)
        if place is not None:
            after, before = ids[place + 1 :], ids[:place]
        else:
            start = self._anchor if document_id is not None else 0
            after, before = ids[start:], ids[:start]
        found = self._browsing.first_unfinished(after)
        return found if found is not None else self._browsing.first_unfinished(before)

    def selected(self) -> list[DocumentId]:
        """The articles that are selected in the list, in its order."""
        rows = sorted(row for stretch in self._stretches() for row in stretch)
        return [self._model.id_at(row) for row in rows]

    def listed(self) -> list[int] | None:
        """All articles of the list, in its order; None while it is still being read."""
        return list(self._model.ids()) if self._model.is_whole else None

    def is_empty(self) -> bool:
        """Whether no article is shown."""
        return self._model.rowCount() == 0

    def focus_filter(self) -> None:
        """Puts the cursor into the filter."""
        self.filter.focus_words()

    def focus_list(self) -> None:
        """Puts the keyboard onto the list."""
        self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ------------------------------------------------------------ parts

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setObjectName("articles")
        table.setAccessibleName(self.tr("Articles"))
        table.setModel(self._model)
        table.setItemDelegate(self._delegate)
        table.setShowGrid(False)
        table.setMouseTracking(True)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.horizontalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().hide()
        # one height for all: a view that asks each row for its own walks a million of them
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(self._delegate.row_height(table.font()))
        table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        table.selectionModel().selectionChanged.connect(lambda *_: self._show_count())
        return table

    def _arrange(self) -> None:
        self._count.setContentsMargins(12, 6, 12, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.filter)
        layout.addWidget(self._table, stretch=1)
        layout.addWidget(self._count)

    def _on_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.article_chosen.emit(self._model.id_at(current.row()))

    def _apply_filter(self) -> None:
        with self._quietly(reveal=True):
            self._model.set_list(self.filter.where, self.filter.order)

    def _catch_up(self) -> None:
        """Reads again what changed: after the article is painted, which is what one looks at."""
        stale, self._stale = self._stale, set()
        with self._quietly():
            self._model.follow(stale, listing=False)

    def _on_reset(self) -> None:
        if self._before is None:
            self._before = self.selected()

    def _on_loaded(self) -> None:
        """The list came out of a job, or in the middle of a quiet change."""
        if not self._is_quiet:
            with self._quietly():
                pass

    @contextmanager
    def _quietly(self, *, reveal: bool = False) -> Iterator[None]:
        """Lets the list change and keeps what is selected, without saying that it was chosen."""
        if self._before is None:
            self._before = self.selected()
        self._is_quiet = True
        try:
            with QSignalBlocker(self._table.selectionModel()):
                yield
                self._select_again(self._before, reveal=reveal)
        finally:
            self._is_quiet = False
            self._before = None
        self._table.viewport().update()
        self._show_count()

    def _select_again(self, selected: list[DocumentId], *, reveal: bool) -> None:
        place = None if self._open is None else self._model.place_of(self._open)
        kept = selected if len(selected) * self._model.rowCount() <= _SOUGHT else []
        rows = {row for one in kept if (row := self._model.place_of(one)) is not None}
        if place is not None:
            rows.add(place)
            self._anchor = place
        selection = QItemSelection()
        for row in rows:
            index = self._model.index(row, 0)
            selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        model = self._table.selectionModel()
        model.select(selection, flags.ClearAndSelect | flags.Rows)
        if place is not None:
            model.setCurrentIndex(self._model.index(place, 0), flags.NoUpdate)
            if reveal:
                self._table.scrollTo(self._model.index(place, 0))
        else:
            model.clearCurrentIndex()
            if reveal:
                self._table.scrollToTop()

    def _stretches(self) -> list[range]:
        """The rows that are selected."""
        chosen = self._table.selectionModel().selection()
        stretches = [chosen.at(number) for number in range(chosen.count())]
        return [range(one.top(), one.bottom() + 1) for one in stretches]

    def _is_plain(self) -> bool:
        return (self._model.where, self._model.order) == (ArticleFilter(), ListOrder())

    def _show_count(self) -> None:
        is_empty = self._browsing is not None and self._model.is_whole and self.is_empty()
        self._no_hits.setVisible(is_empty and not self._is_plain())
        self.emptied.emit(is_empty and self._is_plain())
        if not self._model.is_whole:
            self._count.setText(self.tr("Counting…"))
            return
        count = counted(self._model.rowCount(), self.tr("article"))
        chosen = sum(map(len, self._stretches()))
        self._count.setText(
            self.tr("{0}, {1:,} selected").format(count, chosen) if chosen > 1 else count
        )
