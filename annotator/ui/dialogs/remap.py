"""Keys of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import NotAllowed
from annotator.ui.item_models.offers import KEYS, MENU, TITLE, OfferModel, found
from annotator.ui.keymap import portable
from annotator.ui.widgets.buttons import make_button

if TYPE_CHECKING:
    from annotator.ui.actions import Actions, Offer

_SIZE = (640, 520)


class RemapDialog(QDialog):
    """Every action with its keys; choose one and press the keys that it should have.

    Labels are listed, too: their keys belong to the label scheme, where they are changed.
    """

    changed = Signal()
    """An action has other keys now."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("remap_dialog")
        self.setWindowTitle(self.tr("Change keys"))
        self.resize(*_SIZE)
        self._actions = actions
        self._search = QLineEdit(self)
        self._search.setObjectName("remap_search")
        self._search.setPlaceholderText(self.tr("Search the actions"))
        self._search.setAccessibleName(self.tr("Search the actions"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._fill)
        self._model = OfferModel(self, all_usable=True)
        self._table = self._make_table()
        self._keys = QKeySequenceEdit(self)
        self._keys.setObjectName("remap_keys")
        self._keys.setMaximumSequenceLength(1)
        self._keys.setAccessibleName(self.tr("Press the new key"))
        self._keys.editingFinished.connect(self._set_key)
        self._none = make_button("remap_none", self.tr("No key"), self, lambda: self._set(()))
        self._own = make_button("remap_own", self.tr("The usual one"), self, self._reset)
        self._remark = QLabel(self)
        self._remark.setObjectName("remark")
        self._remark.setWordWrap(True)
        self._remark.setTextFormat(Qt.TextFormat.PlainText)
        self._arrange()
        self._fill()

    # ------------------------------------------------------------ parts

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setProperty("is_plain", True)
        table.setObjectName("remap_table")
        table.setAccessibleName(self.tr("Actions and their keys"))
        table.setModel(self._model)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(table.fontMetrics().height() * 1.7))
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        for column, mode in (
            (TITLE, QHeaderView.ResizeMode.Stretch),
            (MENU, QHeaderView.ResizeMode.ResizeToContents),
            (KEYS, QHeaderView.ResizeMode.ResizeToContents),
        ):
            table.horizontalHeader().setSectionResizeMode(column, mode)
        table.selectionModel().currentRowChanged.connect(self._on_row)
        return table

    def _arrange(self) -> None:
        title = QLabel(self.tr("&New key"), self)
        title.setBuddy(self._keys)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(title)
        row.addWidget(self._keys, stretch=1)
        row.addWidget(self._none)
        row.addWidget(self._own)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._search)
        column.addWidget(self._table, stretch=1)
        column.addLayout(row)
        column.addWidget(self._remark)
        column.addWidget(buttons)

    def _fill(self) -> None:
        """Shows what fits."""
        chosen = self._current()
        typed = self._search.text().strip()
        offers = self._actions.offers()
        if typed:
            offers = found(offers, typed)
        self._model.show(offers)
        names = [one.name for one in offers]
        row = names.index(chosen.name) if chosen is not None and chosen.name in names else 0
        self._table.selectRow(row)
        self._on_row()

    def _current(self) -> Offer | None:
        return self._model.offer(self._table.currentIndex().row())

    def _on_row(self, *_: QModelIndex) -> None:
        offer = self._current()
        may = offer is not None and not self._is_label(offer)
        for one in (self._keys, self._none, self._own):
            one.setEnabled(may)
        self._keys.clear()
        is_label = offer is not None and self._is_label(offer)
        self._remark.setText(
            self.tr("The key of a label is changed in the label scheme.") if is_label else ""
        )

    def _is_label(self, offer: Offer) -> bool:
        return offer.name.startswith("label_")

    def _set_key(self) -> None:
        key = portable(self._keys.keySequence().toString(_PORTABLE))
        if key:
            self._set((key,))

    def _reset(self) -> None:
        offer = self._current()
        if offer is not None:
            self._set(self._actions.own_keys(offer.name))

    def _set(self, keys: tuple[str, ...]) -> None:
        offer = self._current()
        if offer is None or self._is_label(offer):
            return
        try:
            self._actions.set_keys(offer.name, keys)
        except NotAllowed as error:
            self._keys.clear()
            self._remark.setText(str(error))
            return
        self._fill()
        self._remark.setText(self.tr("Changed and remembered."))
        self.changed.emit()


_PORTABLE = QKeySequence.SequenceFormat.PortableText
