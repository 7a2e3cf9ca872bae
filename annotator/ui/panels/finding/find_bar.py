"""A slim bar above the article: finds in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from annotator.domain.query import Pattern
from annotator.ui.parts.own_keys import own_key
from annotator.ui.widgets.close_button import close_button

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

_FIELD_WIDTH = 280
_LEAST_FIELD_WIDTH = 120


_SIGN = QSize(12, 12)


class FindBar(QWidget):
    """A field, three switches, and how many hits there are; it searches nothing itself."""

    pattern_changed = Signal()
    """What is looked for is another now."""
    step_asked = Signal(int)
    """To the next hit (1) or to the one before (-1)."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._field = _Field(self)
        self._field.setObjectName("find_field")
        self._field.setPlaceholderText(self.tr("Find in the article"))
        self._field.setAccessibleName(self.tr("Find in the article"))
        self._field.setClearButtonEnabled(True)
        self._field.setMinimumWidth(_LEAST_FIELD_WIDTH)
        self._field.setMaximumWidth(_FIELD_WIDTH)
        self._field.textChanged.connect(lambda _: self.pattern_changed.emit())
        self._field.entered.connect(self.step_asked)
        self._case = self._switch("find_case", "Aa", self.tr("Match the case of letters"), "Alt+C")
        self._words = self._switch("find_words", "W", self.tr("Whole words"), "Alt+W")
        self._regex = self._switch("find_regex", ".*", self.tr("Regular expression"), "Alt+R")
        self._told = QLabel(self)
        self._told.setObjectName("find_count")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._arrange()
        own_key(self, self.close_bar, "Esc")
        self.hide()

    # ------------------------------------------------------------ what the window uses

    def pattern(self) -> Pattern:
        """What is looked for."""
        return Pattern(
            self._field.text(),
            is_regex=self._regex.isChecked(),
            match_case=self._case.isChecked(),
            whole_words=self._words.isChecked(),
        )

    def open_bar(self, text: str = "") -> None:
        """Shows the bar, the keyboard in it; looks for a text if one is given."""
        self.show()
        if text and not self._regex.isChecked():
            self._field.setText(text)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def close_bar(self) -> None:
        """Hides the bar; what it found stays selected."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def tell(self, text: str) -> None:
        """Shows how many hits there are, or what is wrong with the pattern."""
        self._told.setText(text)

    def told(self) -> str:
        """What is shown."""
        return self._told.text()

    # ------------------------------------------------------------ parts

    def _switch(self, name: str, sign: str, says: str, key: str) -> QToolButton:
        switch = QToolButton(self)
        switch.setObjectName(name)
        switch.setText(sign)
        switch.setAccessibleName(says)
        switch.setToolTip(f"{says} ({key})")
        switch.setCheckable(True)
        switch.setAutoRaise(True)
        switch.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        switch.toggled.connect(lambda _: self.pattern_changed.emit())
        own_key(self, switch.toggle, key)
        return switch

    def _button(self, name: str, says: str, call: Callable[[], object]) -> QToolButton:
        """A button whose picture is the style sheet's."""
        button = QToolButton(self)
        button.setObjectName(name)
        button.setProperty("is_bare", True)
        button.setIconSize(_SIGN)
        button.setAccessibleName(says)
        button.setToolTip(says)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda _=False: call())
        return button

    def _arrange(self) -> None:
        before = self._button(
            "find_previous_button",
            self.tr("The hit before (Shift+F3)"),
            lambda: self.step_asked.emit(-1),
        )
        after = self._button(
            "find_next_button",
            self.tr("The next hit (F3)"),
            lambda: self.step_asked.emit(1),
        )
        close = close_button(self.tr("Close"), self.tr("Close (Esc)"), self)
        close.setObjectName("find_close")
        close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        close.clicked.connect(self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(4)
        row.addWidget(self._field, stretch=3)
        for one in (self._case, self._words, self._regex, before, after):
            row.addWidget(one)
        row.addSpacing(8)
        row.addWidget(self._told, stretch=2)
        row.addWidget(close)


class _Field(QLineEdit):
    """Enter goes on to the next hit, with Shift to the one before."""

    entered = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes Enter; the rest is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.entered.emit(-1 if is_back else 1)
        else:
            super().keyPressEvent(event)
