"""Before a damaged project is recovered that has a backup: whether to fill gaps from that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout

from annotator.ui.dates import written_time
from annotator.ui.mnemonics import literal

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

_WIDTH = 480
_INDENT = 26
"""As far as the text of the check box above, in pixels."""


class RecoverDialog(QDialog):
    """One question; what was chosen is read when it was accepted."""

    def __init__(self, path: Path, made_at: datetime, parent: QWidget | None = None) -> None:
        """path: the damaged project. made_at: when its newest good backup was made, aware."""
        super().__init__(parent)
        self.setObjectName("recover_dialog")
        self.setWindowTitle(self.tr("Recover what can be read"))
        told = self._said("recover_told")
        told.setText(
            self.tr(
                "What can be read of {0} goes into a new project, which is then opened. The"
                " damaged file stays as it is."
            ).format(path.name)
        )
        fill = self.tr("&Fill gaps from the backup of {0}").format(literal(written_time(made_at)))
        self._fill = QCheckBox(fill, self)
        self._fill.setObjectName("recover_fill")
        self._fill.setChecked(True)
        remark = self._said("remark")
        remark.setText(
            self.tr(
                "Only what cannot be read any more is taken from there. Articles that are filled"
                " up are tagged “from a backup”."
            )
        )
        remark.setIndent(_INDENT)
        self._fill.setAccessibleDescription(remark.text())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(16)
        layout.addWidget(told)
        choice = QVBoxLayout()
        choice.setSpacing(4)
        choice.addWidget(self._fill)
        choice.addWidget(remark)
        layout.addLayout(choice)
        layout.addWidget(self._buttons())
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))
        self._fill.setFocus()

    def fills(self) -> bool:
        """Whether gaps are filled from the backup."""
        return self._fill.isChecked()

    def _said(self, name: str) -> QLabel:
        said = QLabel(self)
        said.setObjectName(name)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        return said

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        go = buttons.addButton(self.tr("&Recover"), QDialogButtonBox.ButtonRole.AcceptRole)
        go.setObjectName("recover_go")
        go.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons
