"""Every action by its name: type a few letters, press Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.item_models.offers import KEYS, MENU, TITLE, OfferModel, found

if TYPE_CHECKING:
    from annotator.ui.actions import Actions

_WIDTH, _HEIGHT = 620, 420
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class Palette(QFrame):
    """A field over a list, at the top of the window; it goes when something was chosen."""

    def __init__(self, actions: Actions, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Actions"))
        self._actions = actions
        self._window = window
        self._field = QLineEdit(self)
        self._field.setObjectName("palette_field")
        self._field.setPlaceholderText(self.tr("What do you want to do?"))
        self._field.setAccessibleName(self.tr("Search the actions"))
        self._field.textChanged.connect(self._search)
        self._field.installEventFilter(self)
        self._model = OfferModel(self)
        self._table = self._make_table()
        self._nothing = QLabel(self.tr("Nothing is called that."), self)
        self._nothing.setObjectName("remark")
        self._nothing.setContentsMargins(10, 6, 10, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._field)
        column.addWidget(self._nothing)
        column.addWidget(self._table, stretch=1)

    def open(self) -> None:
        """Shows every action, the field empty."""
        width = min(_WIDTH, self._window.width() - 40)
        self.resize(width, min(_HEIGHT, self._window.height() - 80))
        self.move(self._window.mapToGlobal(QPoint((self._window.width() - width) // 2, 40)))
        self._field.clear()
        self._search("")
        self.show()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the field move through the list, Enter chooses."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _MOVES:
                QApplication.sendEvent(self._table, event)
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._choose(self._table.currentIndex().row())
                return True
        return super().eventFilter(watched, event)

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setObjectName("palette_list")
        table.setAccessibleName(self.tr("Actions"))
        table.setModel(self._model)
        table.setShowGrid(False)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.horizontalHeader().hide()
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(table.fontMetrics().height() * 1.7))
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for column, mode in (
            (TITLE, QHeaderView.ResizeMode.Stretch),
            (MENU, QHeaderView.ResizeMode.ResizeToContents),
            (KEYS, QHeaderView.ResizeMode.ResizeToContents),
        ):
            table.horizontalHeader().setSectionResizeMode(column, mode)
        table.clicked.connect(lambda index: self._choose(index.row()))
        return table

    def _search(self, typed: str) -> None:
        offers = found(self._actions.offers(), typed)
        self._model.show(offers)
        self._nothing.setVisible(not offers)
        if offers:
            self._table.selectRow(0)

    def _choose(self, row: int) -> None:
        offer = self._model.offer(row)
        if offer is not None and offer.action.isEnabled():
            self.hide()  # the keyboard is back where it was before the action begins
            offer.action.trigger()
