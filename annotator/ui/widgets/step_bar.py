"""Below a window of its own: what went wrong, and the steps that can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from annotator.ui.mnemonics import literal

if TYPE_CHECKING:
    from annotator.domain.edits import HistoryStatus


class StepBar(QWidget):
    """A sentence at the left, undo and redo with the names of their steps at the right."""

    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message = QLabel(self)
        self._message.setObjectName(f"{name}_message")
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._undo = QPushButton(self)
        self._undo.setObjectName(f"{name}_undo")
        self._undo.clicked.connect(self.undo_wanted)
        self._redo = QPushButton(self)
        self._redo.setObjectName(f"{name}_redo")
        self._redo.clicked.connect(self.redo_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 10)
        row.setSpacing(8)
        row.addWidget(self._message, stretch=1)
        for button in (self._undo, self._redo):
            button.setAutoDefault(False)
            row.addWidget(button)

    def say(self, error: BaseException | None) -> None:
        """Tells of an error; None: all is well again."""
        self._message.setText("" if error is None else str(error))

    def show_history(self, status: HistoryStatus | None) -> None:
        """Offers what can be undone and redone now."""
        for button, title, verb in (
            (self._undo, self.tr("Undo"), status and status.undo_verb),
            (self._redo, self.tr("Redo"), status and status.redo_verb),
        ):
            button.setEnabled(bool(verb))
            button.setText(literal(f"{title} “{verb}”") if verb else title)
