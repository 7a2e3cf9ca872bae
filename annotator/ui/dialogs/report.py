"""What an import left out, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout

from annotator.ui.widgets.wrapped_table import WrappedTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from annotator.domain.exchange import Problem


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
        table = WrappedTable(
            "report_table",
            self.windowTitle(),
            (self.tr("Where"), self.tr("Why")),
            [(one.origin, one.sentence) for one in self._problems],
            self,
        )
        layout.addWidget(table, stretch=1)
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

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(str(one) for one in self._problems))
