"""What an export that was made has not carried as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout

from annotator.ui.dialogs.export.fitting import Fitting

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from annotator.services.exporting import ExportReport


class LostDialog(QDialog):
    """Not modal: one may look into the articles beside it. Escape closes it."""

    def __init__(self, report: ExportReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_lost")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What did not fit"))
        self.resize(820, 520)
        fitting = Fitting(self)
        fitting.show_found(report.found)
        place = QLabel(self.tr("All of it is in {0}.").format(report.told_in), self)
        place.setObjectName("remark")
        place.setTextFormat(Qt.TextFormat.PlainText)
        place.setWordWrap(True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 12, 18, 18)
        layout.setSpacing(12)
        layout.addWidget(fitting, stretch=1)
        layout.addWidget(place)
        layout.addWidget(buttons)
