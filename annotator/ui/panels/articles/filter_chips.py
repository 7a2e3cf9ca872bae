"""The conditions that hold for the list, side by side; each goes away by a click or a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from annotator.ui.mnemonics import literal
from annotator.ui.tips import literally
from annotator.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from annotator.ui.parts.filter_words import Active

_LONGEST = 28
"""Characters."""
_CROSS = QSize(9, 9)


class Chip(QToolButton):
    """One condition; what is too long for one line is cut."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("is_chip", True)
        short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
        self.setText(literal(short))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(_CROSS)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross follows the words
        self.setToolTip(literally(self.tr("Without “{0}”").format(words)))
        self.setAccessibleName(self.tr("Take away the condition: {0}").format(words))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that delete, and Return, do what a click does."""
        keys = Qt.Key
        if event.key() in {keys.Key_Delete, keys.Key_Backspace, keys.Key_Return, keys.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class FilterChips(QWidget):
    """Shows conditions; says which one is to go."""

    taken_away = Signal(object)
    """The Active that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filter_chips")
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(12, 0, 8, 8)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._chips: list[Chip] = []
        self.hide()

    def show_conditions(self, conditions: Sequence[Active]) -> None:
        """Shows these and no others; nothing at all for none."""
        had_focus = any(chip.hasFocus() for chip in self._chips)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._make(one) for one in conditions]
        self.setVisible(bool(self._chips))
        if had_focus and self._chips:
            self._chips[-1].setFocus()
        self.updateGeometry()

    def _make(self, condition: Active) -> Chip:
        chip = Chip(condition.words, self)
        chip.setObjectName("filter_chip")
        chip.clicked.connect(lambda: self.taken_away.emit(condition))
        self._flow.addWidget(chip)
        chip.show()
        return chip
