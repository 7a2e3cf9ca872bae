"""The page of a search through the project: its form, its hits, and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.item_models.concordance import Column, ConcordanceModel, cell
from annotator.ui.panels.finding.query_form import QueryForm
from annotator.ui.widgets.choices import make_choice
from annotator.ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from annotator.domain.hits import Hit
    from annotator.domain.query import Query

_SHARES = {
    Column.LABEL: (0.13, 100),
    Column.TITLE: (0.20, 190),
    Column.OUTLET: (0.14, 140),
    Column.PUBLISHED: (0.13, 100),
}
"""Of the table's width, and the most in pixels. What stands before and after gets the rest."""
_WIDEST_HIT = 0.28
_MEASURED = 100
"""So many hits say how wide their column is."""
_CELL_PADDING = 26


class ConcordancePage(QWidget):
    """Shows hits as they are handed over; says which one is looked at and which are chosen."""

    asked = Signal(object)
    """A Query is to be looked for."""
    stop_asked = Signal()
    previewed = Signal(object)
    """A Hit is to be shown, while the keyboard stays here."""
    opened = Signal(object)
    """A Hit is to be shown, and gets the keyboard."""
    chosen = Signal(object)
    """A list of Hits is to be worked on: those selected, or all where one at most is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("concordance")
        self.form = QueryForm(self)
        self.model = ConcordanceModel(self)
        self._table = _HitTable(self.model, self)
        self._told = QLabel(self)
        self._told.setObjectName("concordance_count")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._order = self._make_order()
        self._tag = QPushButton(self.tr("&Review and tag…"), self)
        self._tag.setObjectName("concordance_tag")
        self._tag.setAutoDefault(False)
        self._tag.clicked.connect(lambda _=False: self.chosen.emit(self.chosen_hits()))
        self.form.asked.connect(self.asked)
        self.form.stop_asked.connect(self.stop_asked)
        self.form.refused.connect(self.tell)
        self.form.left.connect(self.focus_hits)
        self._table.opened.connect(self.opened)
        self._table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self._table.horizontalHeader().sortIndicatorChanged.connect(self._on_sorted)
        self._arrange()
        self.offer_tagging(False)

    # ------------------------------------------------------------ what the window uses

    def begin(self, query: Query) -> None:
        """Empties the table for what will be found."""
        self.model.clear()
        is_about_annotations = query.wants_annotations
        self._table.setColumnHidden(Column.LABEL, not is_about_annotations)
        self.form.set_running(True)
        self._tag.setEnabled(False)

    def add(self, hits: Sequence[Hit]) -> None:
        """Shows more hits."""
        is_first = not self.model.rowCount()
        self.model.add(hits)
        if is_first:
            self._table.share_room()

    def end(self) -> None:
        """No more will come: puts all into the order that is shown."""
        self.form.set_running(False)
        self._tag.setEnabled(self.model.rowCount() > 0)
        header = self._table.horizontalHeader()
        if header.sortIndicatorSection() in list(Column):
            self.model.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())

    def tell(self, text: str) -> None:
        """Says how many there are, or what is wrong."""
        self._told.setText(text)

    def told(self) -> str:
        """What is said."""
        return self._told.text()

    def offer_tagging(self, is_offered: bool) -> None:
        """Whether somebody works on hits that are chosen."""
        self._tag.setVisible(is_offered)

    def focus_hits(self) -> None:
        """Puts the keyboard onto the hits; does nothing while there are none."""
        if self.model.rowCount():
            self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if not self._table.currentIndex().isValid():
                self._table.selectRow(0)

    def chosen_hits(self) -> list[Hit]:
        """Those selected; all of them where one at most is."""
        rows = self._table.rows()
        return [self.model.hit(row) for row in rows] if len(rows) > 1 else self.model.hits()

    # ------------------------------------------------------------ parts

    def _make_order(self) -> QComboBox:
        box = make_choice("concordance_order", self)
        box.setAccessibleName(self.tr("Order of the hits"))
        box.setToolTip(self.tr("Order of the hits"))
        box.addItem(self.tr("As found"), -1)
        for column in Column:
            header = self.model.headerData(column, Qt.Orientation.Horizontal)
            box.addItem(self.tr("By: {0}").format(header), int(column))
        box.activated.connect(lambda _: self._sort(box.currentData()))
        return box

    def _sort(self, column: int) -> None:
        self._table.horizontalHeader().setSortIndicator(column, Qt.SortOrder.AscendingOrder)

    def _on_sorted(self, column: int, order: Qt.SortOrder) -> None:
        column = column if column in list(Column) else -1
        self.model.sort(column, order)
        self._order.setCurrentIndex(self._order.findData(column))

    def _on_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.previewed.emit(self.model.hit(current.row()))

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        foot.addWidget(self._told, stretch=1)
        foot.addWidget(self._order)
        foot.addWidget(self._tag)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.form)
        column.addWidget(self._table, stretch=1)
        column.addLayout(foot)


class _HitTable(PlainTable):
    """Rows that are copied with Ctrl+C and opened with Enter."""

    opened = Signal(object)

    def __init__(self, model: ConcordanceModel, parent: QWidget) -> None:
        super().__init__("hits", QCoreApplication.translate("_HitTable", "Hits"), model, parent)
        self._hits = model
        self.setItemDelegateForColumn(Column.HIT, _InBold(self))
        self.elide_left(Column.LEFT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.row_chosen.connect(lambda row: self.opened.emit(model.hit(row)))
        header = self.horizontalHeader()
        header.setMinimumSectionSize(60)
        for column in Column:
            if column in (Column.LEFT, Column.RIGHT):
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSectionsClickable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the columns in proportion."""
        super().resizeEvent(event)
        self.share_room()

    def share_room(self) -> None:
        """Gives hits what they need, and what is known of their articles a share."""
        room = self.viewport().width()
        bold = QFont(self.font())
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        first = (self._hits.hit(row) for row in range(min(_MEASURED, self._hits.rowCount())))
        needed = max((metrics.horizontalAdvance(hit.text) for hit in first), default=0)
        needed = max(needed + _CELL_PADDING, self.horizontalHeader().sectionSizeHint(Column.HIT))
        self.setColumnWidth(Column.HIT, min(needed, round(room * _WIDEST_HIT)))
        for column, (share, most) in _SHARES.items():
            self.setColumnWidth(column, min(most, round(room * share)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copies; the rest is that of any table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            lines = ["\t".join(self._cells(row)) for row in self.rows()]
            if lines:
                QGuiApplication.clipboard().setText("\n".join(lines) + "\n")
        else:
            super().keyPressEvent(event)

    def _cells(self, row: int) -> list[str]:
        hit = self._hits.hit(row)
        shown = [column for column in Column if not self.isColumnHidden(column)]
        return [" ".join(cell(hit, column).split()) for column in shown]


class _InBold(QStyledItemDelegate):
    """Sets the hit in bold."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Changes what Qt would paint."""
        super().initStyleOption(option, index)
        option.font.setBold(True)
