"""What stands above an article: its headline and where it comes from."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from annotator.ui.dates import written_date
from annotator.ui.stylesheet import SCROLL_BAR_WIDTH
from annotator.ui.tips import literally

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from annotator.domain.document import DocumentInfo

_LEAST_WIDTH = 400
"""With the panels beside it, and lines between them, the window may be 800 pixels wide."""
_RIGHT_TO_LEFT_MARK = "\u200f"


class Headline(QWidget):
    """Title; outlet, author, date and status in one line; and the link, to be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("headline")
        self.setMinimumWidth(_LEAST_WIDTH)
        self._first_line = ""
        self._title = self._plain("article_title")
        self._line = self._plain("article_details")
        self._link = QLineEdit(self)
        self._link.setObjectName("article_link")
        self._link.setAccessibleName(self.tr("Link"))
        self._link.setReadOnly(True)
        self._link.setFrame(False)
        self._copy = QToolButton(self)
        self._copy.setObjectName("copy_link")
        self._copy.setText(self.tr("Copy link"))
        self._copy.setAccessibleName(self.tr("Copy link"))
        self._copy.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._link.text()))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._link, stretch=1)
        row.addWidget(self._copy)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(26, 18, 26, 10)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        self._below_title = QHBoxLayout()
        self._below_title.setSpacing(16)
        self._below_title.addWidget(self._line, stretch=1)
        layout.addLayout(self._below_title)
        layout.addLayout(row)
        self.show_info(None)

    def put_at_the_end(self, widget: QWidget) -> None:
        """Puts something at the end of the line of details."""
        self._below_title.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def set_left(self, left: int) -> None:
        """Begins and ends where the lines of the article do, in pixels.

        The article has a scroll bar to the right of its lines, always.
        """
        margins = self._column.contentsMargins()
        margins.setLeft(left)
        margins.setRight(left + SCROLL_BAR_WIDTH)
        self._column.setContentsMargins(margins)

    def set_typeface(self, font: QFont) -> None:
        """Sets the title in the typeface of the article; its size is the style sheet's."""
        # its own font would be lost whenever the program's style sheet is set anew
        family = font.family().replace("\\", "\\\\").replace('"', '\\"')
        self._title.setStyleSheet(f'font-family: "{family}";')

    def set_first_line(self, line: str) -> None:
        """The line that the article's text begins with; a title that it repeats is set small."""
        self._first_line = " ".join(line.split())

    def show_info(self, info: DocumentInfo | None) -> None:
        """Shows an article's details; None clears them."""
        metadata = info.metadata if info else None
        url = metadata.url if metadata else ""
        self._link.setText(url)
        self._link.setCursorPosition(0)
        self._link.setToolTip(literally(url))
        for one in (self._link, self._copy):
            one.setVisible(bool(url))
        if info is None or metadata is None:
            self._title.clear()
            self._line.clear()
            self._line.setToolTip("")
            return
        self._title.setText(metadata.title)
        self._set_small(" ".join(metadata.title.split()) == self._first_line)
        status = f"{info.status}: {info.flag_reason}" if info.flag_reason else str(info.status)
        published = written_date(metadata.published)
        parts = (metadata.outlet, metadata.byline, published, status)
        line = "  ·  ".join(part for part in parts if part)
        self._line.setText(f"{_RIGHT_TO_LEFT_MARK}{line}" if _reads_back(metadata.title) else line)
        is_said_otherwise = published != metadata.published
        self._line.setToolTip(literally(metadata.published) if is_said_otherwise else "")

    def _set_small(self, is_small: bool) -> None:
        if self._title.property("is_small") != is_small:
            self._title.setProperty("is_small", is_small)
            style = self._title.style()
            style.unpolish(self._title)  # a style sheet reads properties once
            style.polish(self._title)

    def _plain(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label


def _reads_back(text: str) -> bool:
    """Whether a text's first letter belongs to a script that is written from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False
