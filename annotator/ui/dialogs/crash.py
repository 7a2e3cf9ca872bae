"""The report of an error: to read, to copy, or to find in its folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from annotator.ui.folder_opening import open_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from annotator.services.crashes.reports import Report

_SIZE = (720, 480)


class CrashDialog(QDialog):
    """Stands beside the work, which goes on."""

    def __init__(self, report: Report, what: str, parent: QWidget | None = None) -> None:
        """what: happened, and what it means for the user."""
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        self.setWindowTitle(self.tr("Report of an error"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self._report = report
        said = _wrapped(what, "crash_what")
        hint = _wrapped(
            self.tr(
                "The report says where it happened; it holds no text of your articles. Send it,"
                " with a word on what you did, to whoever looks after this program for you."
            ),
            "detail",
        )
        self._text = QPlainTextEdit(report.text)
        self._text.setObjectName("crash_report")
        self._text.setAccessibleName(self.tr("Report"))
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._note = _wrapped("", "detail")
        self._note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(8)
        layout.addWidget(said)
        layout.addWidget(hint)
        layout.addSpacing(4)
        layout.addWidget(self._text, stretch=1)
        layout.addWidget(self._note)
        layout.addSpacing(4)
        layout.addWidget(self._buttons())
        self._say_where()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        copy = buttons.addButton(self.tr("Copy &report"), role)
        copy.setObjectName("crash_copy")
        copy.clicked.connect(self._copy)
        folder = buttons.addButton(self.tr("Open &folder"), role)
        folder.setObjectName("crash_folder")
        folder.clicked.connect(self._open_folder)
        folder.setEnabled(self._report.path is not None)
        for button in (copy, folder):
            button.setAutoDefault(False)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setDefault(True)
        close.setFocus()
        buttons.rejected.connect(self.reject)
        self._copy_button: QPushButton = copy
        return buttons

    def _say_where(self) -> None:
        path = self._report.path
        self._note.setText(
            self.tr("It could not be stored; copy it before you close this.")
            if path is None
            else self.tr("It is kept as {0}.").format(path)
        )

    def _copy(self) -> None:
        """Copies it, and says so; a clipboard that another program holds takes nothing."""
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(self._report.text)
        if clipboard.text() == self._report.text:
            self._note.setText(self.tr("The report is on the clipboard."))
        else:
            self._text.selectAll()
            self._text.setFocus()
            self._note.setText(
                self.tr("The clipboard cannot be reached now. The report is selected; copy it.")
            )

    def _open_folder(self) -> None:
        path = self._report.path
        if path is not None and not open_folder(path.parent):
            self._note.setText(
                self.tr("No program here shows folders. The report is {0}.").format(path)
            )


def _wrapped(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
