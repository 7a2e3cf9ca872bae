"""What stands above an article: its headline and where it comes from."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.ui.stylesheet import SCROLL_BAR_WIDTH

if TYPE_CHECKING:
    from annotator.domain.document import DocumentInfo

_LEAST_WIDTH = 400
"""With the panels beside it, and lines between them, the window may be 800 pixels wide."""
_RIGHT_TO_LEFT_MARK = "\u200f"


class Headline(QWidget):
    """Title, then outlet, author, date and status in one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("headline")
        self.setMinimumWidth(_LEAST_WIDTH)
        self._title = QLabel(self)
        self._title.setObjectName("article_title")
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._line = QLabel(self)
        self._line.setObjectName("article_details")
        self._line.setTextFormat(Qt.TextFormat.PlainText)
        self._line.setWordWrap(True)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(26, 16, 26, 10)
        layout.setSpacing(3)
        layout.addWidget(self._title)
        layout.addWidget(self._line)

    def set_left(self, left: int) -> None:
        """Begins and ends where the lines of the article do, in pixels.

        The article has a scroll bar to the right of its lines, always.
        """
        margins = self._column.contentsMargins()
        margins.setLeft(left)
        margins.setRight(left + SCROLL_BAR_WIDTH)
        self._column.setContentsMargins(margins)

    def show_info(self, info: DocumentInfo | None) -> None:
        """Shows an article's details; None clears them."""
        if info is None:
            self._title.clear()
            self._line.clear()
            return
        metadata = info.metadata
        self._title.setText(metadata.title)
        status = f"{info.status}: {info.flag_reason}" if info.flag_reason else str(info.status)
        parts = (metadata.outlet, metadata.byline, metadata.published, status)
        line = "  ·  ".join(part for part in parts if part)
        self._line.setText(f"{_RIGHT_TO_LEFT_MARK}{line}" if _reads_back(metadata.title) else line)


def _reads_back(text: str) -> bool:
    """Whether a text's first letter belongs to a script that is written from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False
