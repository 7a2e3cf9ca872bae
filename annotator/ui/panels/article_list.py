"""The list of articles, with its filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.document import ArticleFilter, Status
from annotator.ui.item_models.article_delegate import ArticleDelegate
from annotator.ui.item_models.articles import ArticleListModel
from annotator.ui.panels.choices import make_choice

if TYPE_CHECKING:
    from annotator.domain.ids import DocumentId
    from annotator.services.browsing import Browsing
    from annotator.services.changes import Changed
    from annotator.ui.theme import Theme

_TYPING_PAUSE_MS = 150
_LEAST_WIDTH = 180


class ArticleListPanel(QWidget):
    """Shows the articles; says which one was chosen."""

    article_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article_list_panel")
        self.setMinimumWidth(_LEAST_WIDTH)
        self._model = ArticleListModel(self)
        self._delegate = ArticleDelegate(theme, self)
        self._words = self._make_words()
        self._status = self._make_status()
        self._table = self._make_table()
        self._count = QLabel(self)
        self._count.setObjectName("article_count")
        self._stale: set[DocumentId] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._catch_up)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._apply_filter)
        self._words.textChanged.connect(lambda _: self._pause.start())
        self._status.currentIndexChanged.connect(lambda _: self._apply_filter())
        self._arrange()

    # ------------------------------------------------------------ what the window uses

    def set_source(self, browsing: Browsing | None) -> None:
        """Shows the articles of a project."""
        self._model.set_source(browsing)
        self._show_count()

    def set_theme(self, theme: Theme) -> None:
        """Paints in other colours."""
        self._delegate.set_theme(theme)
        self._table.viewport().update()

    def apply(self, changed: Changed) -> None:
        """Shows what changed in the project."""
        if changed.listing:
            self._reload()
        else:
            self._stale |= changed.documents
            self._soon.start(0)

    def _catch_up(self) -> None:
        """Reads again what changed: after the article is painted, which is what one looks at."""
        stale, self._stale = self._stale, set()
        if self._status.currentData() is None:
            self._model.refresh(stale)
        else:
            self._reload()

    def select(self, document_id: DocumentId) -> None:
        """Marks the article as the one that is open, without saying that it was chosen."""
        place = self._model.place_of(document_id)
        blocked = QSignalBlocker(self._table.selectionModel())
        if place is None:
            self._table.clearSelection()
        else:
            self._table.selectRow(place)
            self._table.scrollTo(self._model.index(place, 0))
        del blocked
        self._table.viewport().update()

    def neighbour(self, document_id: DocumentId | None, step: int) -> DocumentId | None:
        """The article `step` rows further down (up if negative); None past either end."""
        count = self._model.rowCount()
        place = None if document_id is None else self._model.place_of(document_id)
        if place is None:
            return self._model.id_at(0) if count else None
        target = place + step
        return self._model.id_at(target) if 0 <= target < count else None

    def is_empty(self) -> bool:
        """Whether no article is shown."""
        return self._model.rowCount() == 0

    def focus_filter(self) -> None:
        """Puts the cursor into the filter."""
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()

    def focus_list(self) -> None:
        """Puts the keyboard onto the list."""
        self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ------------------------------------------------------------ parts

    def _make_words(self) -> QLineEdit:
        words = QLineEdit(self)
        words.setObjectName("article_filter")
        words.setPlaceholderText(self.tr("Filter articles"))
        words.setAccessibleName(self.tr("Filter articles"))
        words.setToolTip(self.tr("Words of the title, the outlet or the author"))
        words.setClearButtonEnabled(True)
        return words

    def _make_status(self) -> QComboBox:
        box = make_choice("status_filter", self)
        box.setAccessibleName(self.tr("Status of the articles shown"))
        box.addItem(self.tr("All"), None)
        box.addItem(self.tr("Unfinished"), frozenset(set(Status) - {Status.DONE}))
        for status in Status:
            box.addItem(str(status).capitalize(), frozenset({status}))
        return box

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
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.horizontalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().hide()
        # one height for all: a view that asks each row for its own walks a million of them
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(self._delegate.row_height(table.font()))
        table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        return table

    def _arrange(self) -> None:
        filters = QHBoxLayout()
        filters.setContentsMargins(10, 10, 10, 8)
        filters.setSpacing(8)
        filters.addWidget(self._words, stretch=1)
        filters.addWidget(self._status)
        self._count.setContentsMargins(12, 6, 12, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(filters)
        layout.addWidget(self._table, stretch=1)
        layout.addWidget(self._count)

    def _on_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.article_chosen.emit(self._model.id_at(current.row()))

    def _apply_filter(self) -> None:
        where = ArticleFilter(statuses=self._status.currentData(), words=self._words.text())
        blocked = QSignalBlocker(self._table.selectionModel())
        self._model.set_filter(where)
        del blocked
        self._show_count()

    def _reload(self) -> None:
        blocked = QSignalBlocker(self._table.selectionModel())
        self._model.reload()
        del blocked
        self._table.viewport().update()
        self._show_count()

    def _show_count(self) -> None:
        count = self._model.rowCount()
        self._count.setText(
            self.tr("1 article") if count == 1 else self.tr("{0} articles").format(f"{count:,}")
        )
