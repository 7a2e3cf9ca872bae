"""The name of a label as it stands above a span."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QLabel

from annotator.ui.editor.chips import draw_chip
from annotator.ui.editor.strokes import Certainty

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from annotator.ui.theme import Theme

_SIZE = 0.86
"""Of the letters, as a share of the widget's own."""


class LabelChip(QLabel):
    """A chip in the label's colour, solid for annotations, outlined for suggestions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("label_chip")

    def show_label(self, name: str, theme: Theme, *, is_suggestion: bool = False) -> None:
        """Shows another label, or the same one in other colours."""
        font = QFont(self.font())
        font.setPointSizeF(QFontInfo(font).pointSizeF() * _SIZE)
        font.setWeight(QFont.Weight.Bold)
        chip = draw_chip(
            theme.label_style(name),
            theme.background,
            certainty=Certainty.HIGH if is_suggestion else Certainty.GIVEN,
            font=font,
            height=QFontMetrics(font).height() + 4,
            pixel_ratio=self.devicePixelRatioF(),
        )
        self.setPixmap(chip.pixmap)
        self.setAccessibleName(name)
