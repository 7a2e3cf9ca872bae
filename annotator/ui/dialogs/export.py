"""What to export, with a preview of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import (
    QCheckBox,
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
from annotator.ui.dialogs.preview import readable
from annotator.ui.widgets.choices import make_choice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from annotator.services.exporting import Exporting


class ExportDialog(QDialog):
    """Chooses format, articles and whether suggestions go along; shows how the file begins."""

    def __init__(self, exporting: Exporting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_dialog")
        self.setWindowTitle(self.tr("Export"))
        self.resize(760, 600)
        self._exporting = exporting
        self._format = make_choice("export_format", self)
        for one in describe_formats():
            if one.writes:
                self._format.addItem(one.title, one)
        self._statuses = {status: self._status_box(status) for status in Status}
        self._suggestions = QCheckBox(self.tr("Include pending suggestions"), self)
        self._suggestions.setObjectName("export_suggestions")
        self._count = QLabel(self)
        self._count.setObjectName("export_count")
        self._remark = QLabel(self.tr("Long texts and lists are shortened here."), self)
        self._remark.setObjectName("remark")
        self._preview = QPlainTextEdit(self)
        self._preview.setObjectName("export_preview")
        self._preview.setAccessibleName(self.tr("How the file begins"))
        self._preview.setReadOnly(True)
        self._preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        letters = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        letters.setPointSizeF(QFontInfo(self.font()).pointSizeF())
        self._preview.setFont(letters)
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
        statuses.setSpacing(18)
        for box in self._statuses.values():
            statuses.addWidget(box)
        statuses.addStretch(1)
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        form.addRow(self.tr("Format"), self._format)
        form.addRow(self.tr("Articles"), statuses)
        form.addRow("", self._suggestions)
        caption = QHBoxLayout()
        caption.addWidget(self._count)
        caption.addStretch(1)
        caption.addWidget(self._remark)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(8)
        layout.addLayout(form)
        layout.addSpacing(8)
        layout.addLayout(caption)
        layout.addWidget(self._preview, stretch=1)
        layout.addSpacing(6)
        layout.addWidget(self._buttons)

    def _show_preview(self) -> None:
        request = self.request()
        count = self._exporting.count(request)
        articles = (
            self.tr("1 article") if count == 1 else self.tr("{0} articles").format(f"{count:,}")
        )
        self._count.setText(self.tr("{0}. The file begins:").format(articles))
        self._save.setEnabled(count > 0)
        self._preview.setPlainText(readable(self._exporting.preview(request)))
