"""What came of recovering a project: what is in the new one, and what is missing there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout

from annotator.ui.widgets.wrapped_table import WrappedTable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from annotator.domain.recovery import RecoveryReport

_MOST_ROWS = 10_000
"""More are told of in the summary alone; the copy has them all."""
_NARROW = 520


class RecoveryDialog(QDialog):
    """A summary, and a row for each thing that is missing or damaged; to read or to copy."""

    def __init__(self, report: RecoveryReport, parent: QWidget | None = None) -> None:
        from annotator.services.recovering import summary

        super().__init__(parent)
        self.setObjectName("recovery_dialog")
        self.setWindowTitle(self.tr("What was recovered"))
        self._report = report
        self._summary = summary(report)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(12)
        for number, sentence in enumerate(self._sentences()):
            layout.addWidget(self._said(sentence, number))
        if report.unsaved:
            layout.addWidget(self._table(), stretch=1)
        layout.addWidget(self._buttons())
        if report.unsaved:
            self.resize(720, 480)
        else:
            self.resize(_NARROW, layout.totalHeightForWidth(_NARROW))

    def _sentences(self) -> list[str]:
        kept = self.tr("The damaged file was not changed: {0}").format(self._report.source.name)
        if not self._report.unsaved:
            return [*self._summary, self.tr("Nothing is known to be missing."), kept]
        return [*self._summary, kept]

    def _said(self, sentence: str, number: int) -> QLabel:
        said = QLabel(sentence, self)
        said.setObjectName(f"recovery_said_{number}")
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return said

    def _table(self) -> WrappedTable:
        rows = self._report.unsaved[:_MOST_ROWS]
        return WrappedTable(
            "recovery_table",
            self.tr("What is missing or damaged"),
            (self.tr("Article"), self.tr("What became of it")),
            [(one.where, one.sentence[:1].upper() + one.sentence[1:]) for one in rows],
            self,
        )

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(self.tr("&Copy all"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("recovery_copy")
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setDefault(True)
        close.setFocus()
        buttons.rejected.connect(self.reject)
        return buttons

    def _copy(self) -> None:
        lines = [*self._sentences(), *(str(one) for one in self._report.unsaved)]
        QGuiApplication.clipboard().setText("\n".join(lines))
