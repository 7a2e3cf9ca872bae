"""What is said where there is nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea

_MARGIN = 16


class NothingHere(QLabel):
    """Covers what an area shows with a sentence; keys and the mouse reach the area all the same."""

    def __init__(self, text: str, area: QAbstractScrollArea) -> None:
        super().__init__(text, area.viewport())
        self._place = area.viewport()
        self.setObjectName("nothing_here")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMargin(_MARGIN)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._place.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays as large as the area."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def setVisible(self, visible: bool) -> None:
        """Fits first."""
        if visible:
            self._fit()
        super().setVisible(visible)

    def _fit(self) -> None:
        self.setGeometry(self._place.rect())
