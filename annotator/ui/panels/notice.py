"""A strip above the article for what the user should know; it never stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.ui.parts.own_keys import own_key
from annotator.ui.widgets.close_button import close_button

if TYPE_CHECKING:
    from collections.abc import Callable

_LEAST_TEXT = 120


class Notice(QWidget):
    """One sentence, perhaps a button, and a way to close it: Escape, if the keyboard is in it."""

    left = Signal()
    """It has closed with the keyboard in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = QLabel(self)
        self._text.setObjectName("notice_text")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton(self)
        self._button.setObjectName("notice_button")
        self._button.clicked.connect(self._on_button)
        self._second = QPushButton(self)
        self._second.setObjectName("notice_second")
        self._second.clicked.connect(self._on_second)
        close = close_button(self.tr("Close this message"), parent=self)
        close.clicked.connect(self.close_it)
        own_key(self, self.close_it, "Esc")
        self._text.setMinimumWidth(_LEAST_TEXT)  # a long path must not widen the window
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 8, 8, 8)
        layout.setSpacing(10)
        layout.addWidget(self._text, stretch=1)
        buttons = QVBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self._button)
        buttons.addWidget(self._second)
        buttons.addStretch()
        layout.addLayout(buttons)
        layout.addWidget(close, alignment=Qt.AlignmentFlag.AlignTop)
        self._action: Callable[[], None] | None = None
        self._second_action: Callable[[], None] | None = None
        self.hide()

    def show_text(
        self,
        sentence: str,
        button: str = "",
        action: Callable[[], None] | None = None,
        *,
        second: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """Shows a sentence; with a button if there is something to do about it.

        second: the text of another one, and what that does.
        """
        self._text.setText(sentence)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._action = action
        text, self._second_action = second or ("", None)
        self._second.setText(text)
        self._second.setVisible(second is not None)
        self.show()
        self.setAccessibleName(sentence)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def close_it(self) -> None:
        """Closes it; what the keyboard does next is for the window to say."""
        had_keys = self.isAncestorOf(self.window().focusWidget())
        self.hide()
        if had_keys:
            self.left.emit()

    def text(self) -> str:
        """The sentence that is shown; "" if none is."""
        return "" if self.isHidden() else self._text.text()

    def drop(self, words: str) -> None:
        """Closes it if it is about these words: what it says of them is not so any more."""
        if words in self.text():
            self.close_it()

    def _on_button(self) -> None:
        self.close_it()
        if self._action is not None:
            self._action()

    def _on_second(self) -> None:
        self.close_it()
        if self._second_action is not None:
            self._second_action()
