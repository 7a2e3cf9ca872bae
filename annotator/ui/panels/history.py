"""The history of an article: what was done, and the way back to any of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.item_models.steps import CHANGES, VERB, WHEN, WHO, StepModel

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class HistoryPage(QWidget):
    """A table of steps, newest first; a double click or Enter goes to one."""

    step_chosen = Signal(int)
    """The number of the step that the article should stand at; 0: as imported."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history_page")
        self.model = StepModel(self)
        self._table = _Table(self)
        self._table.setObjectName("history_table")
        self._table.setAccessibleName(self.tr("History of the article"))
        self._table.setModel(self.model)
        header = self._table.horizontalHeader()
        for column, mode in (
            (VERB, QHeaderView.ResizeMode.Stretch),
            (CHANGES, QHeaderView.ResizeMode.ResizeToContents),
            (WHO, QHeaderView.ResizeMode.ResizeToContents),
            (WHEN, QHeaderView.ResizeMode.ResizeToContents),
        ):
            header.setSectionResizeMode(column, mode)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._table.activated.connect(lambda index: self._choose(index.row()))
        self._table.entered_row.connect(self._choose)
        remark = QLabel(
            self.tr(
                "Enter or a double click takes the article to how it was right after a step."
                " The one it stands at is bold; steps in italics are undone."
            ),
            self,
        )
        remark.setObjectName("remark")
        remark.setWordWrap(True)
        remark.setContentsMargins(16, 6, 16, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(0)
        layout.addWidget(self._table, stretch=1)
        layout.addWidget(remark)
        self.setFocusProxy(self._table)

    def show_now(self) -> None:
        """Moves to the row that the article stands at."""
        self._table.selectRow(self.model.now)

    def _choose(self, row: int) -> None:
        if self.model.index(row, 0).flags() & Qt.ItemFlag.ItemIsEnabled:
            self.step_chosen.emit(self.model.number(row))


class _Table(QTableView):
    """Enter chooses a row, whatever the platform's own key for that is."""

    entered_row = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.6))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered_row.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)
