"""A few words in the status bar about what a key has just done; they go by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent

from annotator.ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_STAYS_MS = 5_000
_MOST_WIDTH = 420
_MARGIN = 10
"""From the edge of the window, as far as the hint at the other one; in pixels."""


class Said(ElidedLabel):
    """For what needs no answer and would only pile up as a notice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("said")
        self.setMaximumWidth(_MOST_WIDTH)
        self.setContentsMargins(0, 0, _MARGIN, 0)
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.setInterval(_STAYS_MS)
        self._going.timeout.connect(self.hide)
        self.hide()

    def say(self, sentence: str) -> None:
        """Shows a sentence for a while, in place of the one before."""
        self.set_full_text(sentence)
        self.show()
        self._going.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def what(self) -> str:
        """The sentence that is shown; "" if none is."""
        return "" if self.isHidden() else self.full_text()
