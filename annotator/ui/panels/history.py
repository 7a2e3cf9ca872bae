"""The history of an article: what was done, and the way back to any of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.item_models.steps import CHANGES, VERB, WHEN, WHO, StepModel
from annotator.ui.widgets.plain_table import PlainTable


class HistoryPage(QWidget):
    """A table of steps, newest first; a double click or Enter goes to one."""

    step_chosen = Signal(int)
    """The number of the step that the article should stand at; 0: as imported."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history_page")
        self.model = StepModel(self)
        title = self.tr("History of the article")
        self._table = PlainTable("history_table", title, self.model, self)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self._table.horizontalHeader()
        for column, mode in (
            (VERB, QHeaderView.ResizeMode.Stretch),
            (CHANGES, QHeaderView.ResizeMode.ResizeToContents),
            (WHO, QHeaderView.ResizeMode.ResizeToContents),
            (WHEN, QHeaderView.ResizeMode.ResizeToContents),
        ):
            header.setSectionResizeMode(column, mode)
        self._table.row_chosen.connect(self._choose)
        remark = QLabel(
            self.tr(
                "Enter or a double click takes the article to how it was right after a step."
                " The one it stands at is bold; steps in italics are undone."
            ),
            self,
        )
        remark.setObjectName("remark")
        remark.setWordWrap(True)
        remark.setContentsMargins(12, 8, 12, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
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
