"""What stands above an article: its headline and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from annotator.domain.document import DocumentInfo


class Headline(QWidget):
    """Title, then outlet, author, date and status in one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("headline")
        self._title = QLabel(self)
        self._title.setObjectName("article_title")
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._line = QLabel(self)
        self._line.setObjectName("article_details")
        self._line.setTextFormat(Qt.TextFormat.PlainText)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(26, 16, 26, 10)
        layout.setSpacing(3)
        layout.addWidget(self._title)
        layout.addWidget(self._line)

    def set_left(self, left: int) -> None:
        """Begins where the lines of the article begin, in pixels."""
        margins = self._column.contentsMargins()
        margins.setLeft(left)
        margins.setRight(left)
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
        self._line.setText("  ·  ".join(part for part in parts if part))
