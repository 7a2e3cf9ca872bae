"""An article from the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
)

from annotator.domain.document import Metadata
from annotator.domain.errors import NotAllowed
from annotator.domain.published import checked_published
from annotator.services.reading import ReadRequest, Source
from annotator.ui.mnemonics import plain
from annotator.ui.plain_text import text_of

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

_NAME = "pasted text.txt"
_LETTERS_OF_A_DATE = 18


def pasted(data: QMimeData | None) -> tuple[str, Metadata]:
    """The text on a clipboard and what is known of it; that of a web page, a paragraph a line.

    data: None where the platform has no clipboard.
    """
    if data is None:
        return "", Metadata()
    if data.hasHtml():
        from annotator.services.looking_into import look_into_html

        text, metadata = look_into_html(data.html())
        if text:
            return text, metadata
    return data.text(), Metadata()


class PasteDialog(QDialog):
    """Shows pasted text, to be trimmed before it becomes an article: later it cannot be.

    metadata: what is known of it; it may be edited here, and later.
    """

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        metadata: Metadata = Metadata(),  # noqa: B008 - a frozen value
    ) -> None:
        super().__init__(parent)
        self.setObjectName("paste_dialog")
        self.setWindowTitle(self.tr("Paste an article"))
        self._fields: dict[str, QLineEdit] = {}
        form = self._form(metadata)
        hint = QLabel(self.tr("The text cannot be changed once it is an article."), self)
        hint.setObjectName("remark")
        hint.setWordWrap(True)
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("paste_text")
        self._text.setAccessibleName(self.tr("Text of the article"))
        self._text.setTabChangesFocus(True)
        self._text.setPlainText(text)
        self._problem = QLabel(self)
        self._problem.setObjectName("paste_problem")
        self._problem.setProperty("is_problem", True)
        self._problem.setWordWrap(True)
        self._problem.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self._add = buttons.addButton(
            self.tr("&Add article"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._add.setObjectName("paste_add")
        self._add.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._text.textChanged.connect(self._enable)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self._text, stretch=1)
        layout.addWidget(hint)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)
        room = self.screen().availableSize()
        self.resize(min(720, room.width() - 40), min(620, room.height() - 60))
        self._text.setFocus()
        self._enable()

    def request(self) -> ReadRequest:
        """What to import: as a file of that text would be, unless something is said about it."""
        values = {name: field.text().strip() for name, field in self._fields.items()}
        data = text_of(self._text).encode()
        if not any(values.values()):
            return ReadRequest(Source(data, _NAME))
        return ReadRequest(Source(data, _NAME, _metadata(values)), "text")

    def accept(self) -> None:
        """Closes the dialog, if the date is one."""
        date = self._fields["published"]
        try:
            date.setText(checked_published(date.text()))
        except NotAllowed as error:
            self._problem.setText(str(error))
            self._problem.show()
            date.setFocus()
        else:
            super().accept()

    # ------------------------------------------------------------ parts

    def _form(self, metadata: Metadata) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for title, name, row, column, width in (
            (self.tr("&Title"), "title", 0, 0, 3),
            (self.tr("&Outlet"), "outlet", 1, 0, 1),
            (self.tr("&Date"), "published", 1, 2, 1),
            (self.tr("A&uthor"), "byline", 2, 0, 1),
            (self.tr("&Language"), "language", 2, 2, 1),
            (self.tr("Add&ress"), "url", 3, 0, 3),
        ):
            field = self._fields[name] = QLineEdit(getattr(metadata, name), self)
            field.setObjectName(f"paste_{name}")
            field.setAccessibleName(plain(title))
            field.setCursorPosition(0)
            label = QLabel(title, self)
            label.setBuddy(field)
            grid.addWidget(label, row, column)
            grid.addWidget(field, row, column + 1, 1, width)
        self._fields["title"].setPlaceholderText(self.tr("The first line of the text"))
        self._fields["published"].setPlaceholderText("2026-01-31")
        self._fields["language"].setPlaceholderText("en")
        narrow = self.fontMetrics().averageCharWidth() * _LETTERS_OF_A_DATE
        self._fields["published"].setFixedWidth(narrow)
        self._fields["language"].setFixedWidth(narrow)
        grid.setColumnStretch(1, 1)
        return grid

    def _enable(self) -> None:
        self._add.setEnabled(not self._text.document().isEmpty())


def _metadata(values: dict[str, str]) -> Metadata:
    return Metadata(**values)  # type: ignore[arg-type] # names of its texts
