"""An article from the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
)

from annotator.services.reading import Source
from annotator.ui.plain_text import text_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class PasteDialog(QDialog):
    """Shows pasted text, to be trimmed before it becomes an article: later it cannot be."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paste_dialog")
        self.setWindowTitle(self.tr("Paste an article"))
        self.resize(680, 520)
        hint = QLabel(
            self.tr("The first line becomes the headline. The text cannot be changed later."), self
        )
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("paste_text")
        self._text.setAccessibleName(self.tr("Text of the article"))
        self._text.setTabChangesFocus(True)
        self._text.setPlainText(text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._add = buttons.addButton(
            self.tr("Add article"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._add.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._text.textChanged.connect(self._enable)
        hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(10)
        layout.addWidget(hint)
        layout.addWidget(self._text, stretch=1)
        layout.addSpacing(4)
        layout.addWidget(buttons)
        self._enable()

    def source(self) -> Source:
        """What to import."""
        return Source(text_of(self._text).encode(), "pasted text.txt")

    def _enable(self) -> None:
        self._add.setEnabled(not self._text.document().isEmpty())
