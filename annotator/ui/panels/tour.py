"""The first steps, one at a time, below the article they are made in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence


class TourStrip(QWidget):
    """Says what to try next, on which keys, and how many steps are left."""

    skipped = Signal()
    """The user wants to see no more of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tour")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._count = QLabel(self)
        self._count.setObjectName("tour_count")
        self._keys = QHBoxLayout()
        self._keys.setSpacing(5)
        self._text = QLabel(self)
        self._text.setObjectName("tour_text")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._skip = QPushButton(self)
        self._skip.setObjectName("tour_skip")
        self._skip.clicked.connect(self.skipped)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 10, 10, 10)
        row.setSpacing(12)
        row.addWidget(self._count)
        row.addLayout(self._keys)
        row.addWidget(self._text, stretch=1)
        row.addWidget(self._skip)
        self._caps: list[QLabel] = []

    def show_step(self, number: int, total: int, keys: Sequence[str], text: str) -> None:
        """Shows a step, counted from 1; keys: as the platform writes them."""
        self._count.setText(self.tr("First steps, {0} of {1}").format(number, total))
        self._show_caps(keys)
        self._text.setText(text)
        self._skip.setText(self.tr("Skip"))
        self.setAccessibleName(text)

    def show_end(self, keys: Sequence[str], text: str) -> None:
        """Shows the last words."""
        self._count.setText(self.tr("That is all"))
        self._show_caps(keys)
        self._text.setText(text)
        self._skip.setText(self.tr("Close"))
        self.setAccessibleName(text)

    def _show_caps(self, keys: Sequence[str]) -> None:
        for old in self._caps:
            old.hide()
            self._keys.removeWidget(old)
            old.deleteLater()
        self._caps = [QLabel(key, self) for key in keys]
        for cap in self._caps:
            cap.setObjectName("key")
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._keys.addWidget(cap, alignment=Qt.AlignmentFlag.AlignVCenter)
