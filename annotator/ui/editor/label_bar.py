"""The small bar that offers the labels where the mouse has selected something."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QIcon
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.colours import over, translucent
from annotator.ui.editor.chips import draw_chip
from annotator.ui.editor.strokes import Certainty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRectF

    from annotator.ui.theme import Theme

_GAP = 6
"""Pixels between the selection and the bar."""
_EDGE = 8
_CHIP_SIZE = 0.82
"""Of the letters, as a share of the program's own."""

_SHEET = """
QFrame#label_bar {{ background: {raised}; border: 1px solid {border}; border-radius: 7px; }}
QToolButton {{ color: {muted}; background: transparent; border: 1px solid transparent;
    border-radius: 5px; padding: 2px 4px; }}
QToolButton:hover {{ background: {hover}; color: {text}; }}
QToolButton:pressed, QToolButton:checked {{ background: {pressed}; color: {text}; }}
"""


class Choice(NamedTuple):
    """A label to offer. key: as the platform writes it, "" for none."""

    label: str
    key: str


class LabelBar(QFrame):
    """Never takes the keyboard, and never lies over what is selected."""

    chosen = Signal(str, bool)
    """A label, and whether it is to stay armed."""

    def __init__(self, article: QWidget) -> None:
        """article: the viewport that it lies in."""
        super().__init__(article)
        self._article = article
        self._made_for: object = None
        self.setObjectName("label_bar")
        self.setFont(QApplication.font())  # not the article's
        self.setAccessibleName(self.tr("Labels for the selection"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(4, 4, 4, 4)
        self._rows.setSpacing(2)
        self._keep = self._make_button("label_bar_keep")
        self._keep.setText(self.tr("Keep"))
        self._keep.setCheckable(True)
        self._keep.setAccessibleName(self.tr("Keep the label armed"))
        self._keep.setToolTip(self.tr("The next label stays: each selection gets it at once"))
        self.hide()

    def offer(self, choices: Sequence[Choice], theme: Theme, boxes: Sequence[QRectF]) -> None:
        """Shows itself at a selection. boxes: of its lines that are on the screen."""
        width = self._article.width() - 2 * _EDGE
        wanted = (tuple(choices), theme, width)
        if wanted != self._made_for:
            self._made_for = wanted
            self._fill(choices, theme, width)
        self._keep.setChecked(False)
        self.place(boxes)

    def place(self, boxes: Sequence[QRectF]) -> None:
        """Lies above these lines, else below them; where there is no room, it hides."""
        corner = self._corner(boxes) if boxes else None
        self.setVisible(corner is not None)
        if corner is not None:
            self.move(corner)

    def _corner(self, boxes: Sequence[QRectF]) -> QPoint | None:
        size = self.sizeHint()
        self.resize(size)
        last = self._article.width() - size.width() - _EDGE
        above = round(min(box.top() for box in boxes)) - size.height() - _GAP
        below = round(max(box.bottom() for box in boxes)) + _GAP
        if above >= 2:
            return QPoint(max(_EDGE, min(round(boxes[0].left()), last)), above)
        if below + size.height() <= self._article.height():
            return QPoint(max(_EDGE, min(round(boxes[-1].left()), last)), below)
        return None

    # ------------------------------------------------------------ parts

    def _fill(self, choices: Sequence[Choice], theme: Theme, width: int) -> None:
        self._empty()
        self.setStyleSheet(
            _SHEET.format(
                raised=theme.raised.name(),
                border=theme.border.name(),
                muted=theme.muted.name(),
                text=theme.text.name(),
                hover=over(translucent(theme.text, 0.08), theme.raised).name(),
                pressed=over(translucent(theme.text, 0.16), theme.raised).name(),
            )
        )
        buttons = [self._make_choice(choice, theme) for choice in choices]
        row, taken = self._add_row(), 0
        for button in (*buttons, self._keep):
            needed = button.sizeHint().width() + row.spacing()
            if taken and taken + needed > width:
                row.addStretch()
                row, taken = self._add_row(), 0
            row.addWidget(button)
            taken += needed
        row.addStretch()

    def _empty(self) -> None:
        for button in self.findChildren(QToolButton):
            if button is not self._keep:
                button.setParent(None)
                button.deleteLater()
        while (item := self._rows.takeAt(0)) is not None:
            layout = item.layout()
            if layout is not None:
                layout.deleteLater()

    def _add_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self._rows.addLayout(row)
        return row

    def _make_choice(self, choice: Choice, theme: Theme) -> QToolButton:
        font = QFont(self.font())
        font.setPointSizeF(QFontInfo(font).pointSizeF() * _CHIP_SIZE)
        font.setWeight(QFont.Weight.Bold)
        chip = draw_chip(
            theme.label_style(choice.label),
            theme.raised,
            certainty=Certainty.GIVEN,
            font=font,
            height=QFontMetrics(font).height() + 4,
            pixel_ratio=self.devicePixelRatioF(),
        )
        button = self._make_button(f"label_bar_{choice.label}")
        button.setIcon(QIcon(chip.pixmap))
        button.setIconSize(QSize(chip.width, chip.height))
        button.setText(f" {choice.key}" if choice.key else "")
        button.setAccessibleName(self.tr("Label as {0}").format(choice.label))
        button.clicked.connect(lambda: self.chosen.emit(choice.label, self._keep.isChecked()))
        return button

    def _make_button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button
