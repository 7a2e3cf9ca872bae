"""Above the article: from which score on suggestions are shown, and how many are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

STEP = 5
"""Per cent, of a key press."""
HIGHEST = 95
_WIDTH = 96


class ThresholdBar(QWidget):
    """A slider and what it hides, live. Not there while no suggestion has a score."""

    moved = Signal(int)
    """The least score that is shown, in per cent."""
    left = Signal()
    """The slider was let go of: the keyboard should go back to where it was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("threshold_bar")
        self._said = QLabel(self)
        self._said.setObjectName("threshold_count")
        self._slider = _Slider(self)
        self._slider.setObjectName("threshold")
        self._slider.setAccessibleName(
            self.tr("Least score of the suggestions that are shown, in per cent")
        )
        self._slider.valueChanged.connect(self._on_moved)
        self._slider.sliderReleased.connect(self.left)
        self._slider.left.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._said)
        row.addWidget(self._slider)

    def show_value(self, percent: int) -> None:
        """Puts the slider somewhere without telling of it."""
        blocked = QSignalBlocker(self._slider)
        self._slider.setValue(percent)
        del blocked

    def show_count(self, pending: int, hidden: int) -> None:
        """Says how many suggestions wait for a decision, and how many of them are hidden."""
        percent, many = self._slider.value(), f"{pending:,}"
        if percent == 0:
            said = self.tr("1 suggestion") if pending == 1 else self.tr("{0} suggestions")
        else:
            said = self.tr("below {2}%: {1} of {0} hidden")
        self._said.setText(said.format(many, f"{hidden:,}", percent))
        self.setToolTip(
            self.tr(
                "Suggestions with a score below {0}% are hidden; those without a score never are."
                " The list of articles counts all of them."
            ).format(percent)
        )

    def _on_moved(self, percent: int) -> None:
        self.moved.emit(percent)


class _Slider(QSlider):
    """A click on it leaves the keyboard in the article; Enter and Escape lead back there."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, HIGHEST)
        self.setSingleStep(1)
        self.setPageStep(STEP)
        self.setFixedWidth(_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}:
            self.left.emit()
        else:
            super().keyPressEvent(event)
