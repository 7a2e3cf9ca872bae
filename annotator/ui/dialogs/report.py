"""What an import left out, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from annotator.ui.tips import literally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from annotator.domain.exchange import Problem


_WRAPPED = 1_000
"""With more rows than this none is wrapped: measuring 10,000 took two seconds."""
_ROW_AIR = 15


class ReportDialog(QDialog):
    """A table of problems, to read or to copy.

    repairable: how many of them are spans that may be repaired.
    """

    repair_wanted = Signal()
    """The spans are to be repaired; the dialog has closed."""

    def __init__(
        self,
        summary: str,
        problems: Sequence[Problem],
        parent: QWidget | None = None,
        *,
        repairable: int = 0,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("report_dialog")
        self.setWindowTitle(self.tr("What was left out"))
        self.resize(760, 420)
        self._problems = tuple(problems)
        said = QLabel(summary, self)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(12)
        layout.addWidget(said)
        layout.addWidget(self._table(), stretch=1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(self.tr("Copy all"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        if repairable:
            self._add_repair(buttons, repairable)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setDefault(True)
        close.setFocus()
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _add_repair(self, buttons: QDialogButtonBox, count: int) -> None:
        text = (
            self.tr("&Repair 1 span…")
            if count == 1
            else self.tr("&Repair {0} spans…").format(f"{count:,}")
        )
        repair = buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        repair.setObjectName("report_repair")
        repair.setAutoDefault(False)
        repair.clicked.connect(self.accept)
        repair.clicked.connect(self.repair_wanted)

    def _table(self) -> QTableWidget:
        table = QTableWidget(len(self._problems), 2, self)
        table.setObjectName("report_table")
        table.setHorizontalHeaderLabels([self.tr("Where"), self.tr("Why")])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(True)
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        table.setColumnWidth(0, 230)
        for row, problem in enumerate(self._problems):
            for column, text in enumerate((problem.origin, problem.sentence)):
                item = QTableWidgetItem(text)
                item.setToolTip(literally(text))
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                table.setItem(row, column, item)
        if len(self._problems) <= _WRAPPED:
            # not once: how high a row must be depends on widths that only the layout knows
            table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        else:
            table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + _ROW_AIR)
        return table

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(str(one) for one in self._problems))
