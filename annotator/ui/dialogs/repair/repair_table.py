"""The table of spans that may be repaired; worked by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from annotator.ui.item_models.repairs import Column, RepairModel
from annotator.ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_SHARES = {
    Column.ARTICLE: 15,
    Column.LABEL: 14,
    Column.QUOTED: 19,
    Column.BEFORE: 13,
    Column.THERE: 19,
    Column.AFTER: 13,
}


class RepairTable(PlainTable):
    """Space ticks what is selected, Ctrl+A all, Ctrl+Shift+A none; Enter shows the place."""

    def __init__(self, model: RepairModel, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("RepairTable", "Spans that were left out")
        super().__init__("repair_table", title, model, parent)
        self._repairs = model
        self.elide_left(Column.BEFORE)  # cut where it is farthest from the words
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ticks, or shows."""
        key, held = event.key(), event.modifiers()
        if key == Qt.Key.Key_A and held & _CTRL:
            self._repairs.tick_all(not held & _SHIFT)
        elif key == Qt.Key.Key_Space and not held & _CTRL:
            self._repairs.toggle(self.rows())
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and held & _CTRL:
            event.ignore()  # the dialog's own
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the columns in proportion."""
        super().resizeEvent(event)
        header, room = self.horizontalHeader(), self.viewport().width()
        tick = self.verticalHeader().defaultSectionSize() + 8
        found = self.fontMetrics().horizontalAdvance("100% alike") + 26
        rest = max(0, room - tick - found)
        widths = {
            column: rest * share // sum(_SHARES.values()) for column, share in _SHARES.items()
        }
        header.resizeSection(Column.TICK, tick)
        for column, width in widths.items():
            header.resizeSection(column, width)
        header.resizeSection(Column.FOUND, room - tick - sum(widths.values()))
