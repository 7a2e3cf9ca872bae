"""What to export, with a preview of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
)

from annotator.domain.document import ArticleFilter, Status
from annotator.services.describing import FormatRow, describe_formats
from annotator.services.exporting import ExportRequest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from annotator.services.exporting import Exporting

_PREVIEW_CHARACTERS = 6_000


class ExportDialog(QDialog):
    """Chooses format, articles and whether suggestions go along; shows how the file begins."""

    def __init__(self, exporting: Exporting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_dialog")
        self.setWindowTitle(self.tr("Export"))
        self.resize(760, 560)
        self._exporting = exporting
        self._format = QComboBox(self)
        self._format.setObjectName("export_format")
        for one in describe_formats():
            if one.writes:
                self._format.addItem(one.title, one)
        self._statuses = {status: self._status_box(status) for status in Status}
        self._suggestions = QCheckBox(self.tr("also pending suggestions"), self)
        self._suggestions.setObjectName("export_suggestions")
        self._count = QLabel(self)
        self._count.setObjectName("export_count")
        self._preview = QPlainTextEdit(self)
        self._preview.setObjectName("export_preview")
        self._preview.setAccessibleName(self.tr("How the file begins"))
        self._preview.setReadOnly(True)
        self._preview.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._save = self._buttons.addButton(
            self.tr("Export…"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._save.setObjectName("export_save")
        self._save.setDefault(True)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._format.currentIndexChanged.connect(self._show_preview)
        self._suggestions.toggled.connect(self._show_preview)
        self._arrange()
        self._show_preview()

    def request(self) -> ExportRequest:
        """What was chosen."""
        chosen = frozenset(status for status, box in self._statuses.items() if box.isChecked())
        where = ArticleFilter(statuses=None if chosen == frozenset(Status) else chosen)
        return ExportRequest(self._chosen().name, where, self._suggestions.isChecked())

    def extension(self) -> str:
        """The extension that the file should have, with its dot."""
        return self._chosen().extensions[0]

    def _chosen(self) -> FormatRow:
        chosen = self._format.currentData()
        assert isinstance(chosen, FormatRow)
        return chosen

    def _status_box(self, status: Status) -> QCheckBox:
        box = QCheckBox(str(status).capitalize(), self)
        box.setObjectName(f"export_{status.name.lower()}")
        box.setChecked(True)
        box.toggled.connect(self._show_preview)
        return box

    def _arrange(self) -> None:
        statuses = QHBoxLayout()
        for box in self._statuses.values():
            statuses.addWidget(box)
        statuses.addStretch(1)
        form = QFormLayout()
        form.addRow(self.tr("Format"), self._format)
        form.addRow(self.tr("Articles"), statuses)
        form.addRow("", self._suggestions)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._count)
        layout.addWidget(self._preview, stretch=1)
        layout.addWidget(self._buttons)

    def _show_preview(self) -> None:
        request = self.request()
        count = self._exporting.count(request)
        articles = (
            self.tr("1 article") if count == 1 else self.tr("{0} articles").format(f"{count:,}")
        )
        self._count.setText(self.tr("{0}. The file begins:").format(articles))
        self._save.setEnabled(count > 0)
        text = self._exporting.preview(request)
        shown = text[:_PREVIEW_CHARACTERS] + ("…" if len(text) > _PREVIEW_CHARACTERS else "")
        self._preview.setPlainText(shown)
