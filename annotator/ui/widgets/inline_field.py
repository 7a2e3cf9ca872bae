"""A question in one line, asked where one works: nothing waits for the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from annotator.ui.panels.articles.tag_field import TagField
from annotator.ui.parts.own_keys import own_key
from annotator.ui.widgets.close_button import close_button

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LEAST_FIELD = 80


class InlineField(QWidget):
    """A label, a field and a button. Return answers, Escape leaves everything as it was."""

    closed = Signal()
    """It was answered or left: the keyboard should go back to where it was."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("is_inline", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._label = QLabel(self)
        self._field = TagField(self)
        self._field.setObjectName(f"{name}_text")
        self._field.setMinimumWidth(_LEAST_FIELD)
        self._field.returnPressed.connect(self._answer)
        self._label.setBuddy(self._field)
        self._button = QPushButton(self)
        self._button.setObjectName(f"{name}_button")
        self._button.setAutoDefault(False)
        self._button.clicked.connect(self._answer)
        close = close_button(self.tr("Leave it"), self.tr("Leave it (Esc)"), self)
        close.clicked.connect(self.leave)
        own_key(self, self.leave, "Esc")
        layout = self._row = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self._label)
        layout.addWidget(self._field, stretch=1)
        layout.addWidget(self._button)
        layout.addWidget(close)
        self._on_answer: Callable[[str], object] = lambda _: None
        self.hide()

    def ask(
        self,
        question: str,
        button: str,
        on_answer: Callable[[str], object],
        *,
        text: str = "",
        known: Iterable[str] = (),
        is_list: bool = False,
    ) -> None:
        """Asks, and puts the cursor into the field.

        text: what stands there. known: what is completed. is_list: several, with commas between.
        """
        self._label.setText(question)
        self._button.setText(button)
        self._on_answer = on_answer
        self._field.set_known(known, is_list=is_list)
        self._field.setAccessibleName(question)
        self._field.setText(text)
        self.show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        if is_list:  # what is there is kept, and more is typed behind it
            self._field.end(False)
        else:
            self._field.selectAll()

    def set_narrow(self) -> None:
        """Takes as little room beside the field as there is in a narrow panel."""
        self._row.setContentsMargins(10, 0, 4, 8)
        self._row.setSpacing(6)

    def leave(self) -> None:
        """Closes it without an answer."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _answer(self) -> None:
        if self.isHidden():
            return
        self.hide()
        self._on_answer(self._field.text())
        self.closed.emit()
