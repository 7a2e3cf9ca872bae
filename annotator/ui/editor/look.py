"""What the article is drawn with: distances, brushes and chips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QPainter,
    QPixmap,
    QTextCharFormat,
)

from annotator.ui.editor.chips import Chip, draw_chip

if TYPE_CHECKING:
    from annotator.ui.theme import Theme

_SAMPLE = "said the minister on Tuesday, while the talks in Geneva went on without result. "
_SERIFS = (
    "Source Serif 4",
    "Source Serif Pro",
    "Literata",
    "Charter",
    "Georgia",
    "Cambria",
    "Noto Serif",
    "DejaVu Serif",
    "Liberation Serif",
)
_POINTS = 12.5
LINE_LENGTH = 78
"""Characters of average width on the longest line."""


def default_reading_font() -> QFont:
    """The first of a few good serif faces that is installed; else the system's own serif."""
    installed = set(QFontDatabase.families())
    family = next((name for name in _SERIFS if name in installed), "")
    font = QFont(family) if family else QFont("serif")
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPointSizeF(_POINTS)
    return font


class Look:
    """Distances in whole pixels, brushes and chips; one for each theme, font and pixel ratio.

    Whole pixels keep text and lines crisp, and make the heights of paragraphs add up exactly.
    """

    def __init__(self, theme: Theme, font: QFont, pixel_ratio: float = 1.0) -> None:
        self.theme = theme
        self.font = font
        self._pixel_ratio = pixel_ratio
        metrics = QFontMetricsF(font)
        height = metrics.height()
        self.text_height = round(height)
        self.average_width = metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE)
        self.longest_line = round(self.average_width * LINE_LENGTH)
        self.above = max(2, round(height * 0.17))
        self.below = max(3, round(height * 0.25))
        self.paragraph_gap = round(height * 0.62)
        self.stroke = max(2, round(height * 0.10))
        self.lane_pitch = self.stroke * 2 + 1
        self.tick = self.stroke + 1
        self.chip_font = _chip_font(font)
        self.chip_height = round(QFontMetricsF(self.chip_font).height()) + 2
        self.selection_format = QTextCharFormat()
        self.selection_format.setBackground(theme.selection)
        self._chips: dict[tuple[str, bool], Chip] = {}
        self._fills: dict[str, QBrush] = {}
        self._solids: dict[str, QBrush] = {}
        self._dashes: dict[str, QBrush] = {}

    def chip(self, label: str, is_suggestion: bool) -> Chip:
        """The chip with a label's name: solid, or an outline for a suggestion."""
        chip = self._chips.get((label, is_suggestion))
        if chip is None:
            style = self.theme.label_style(label)
            chip = draw_chip(
                style,
                self.theme.background,
                is_suggestion=is_suggestion,
                font=self.chip_font,
                height=self.chip_height,
                pixel_ratio=self._pixel_ratio,
            )
            self._chips[label, is_suggestion] = chip
        return chip

    def fill(self, label: str) -> QBrush:
        """What lies under annotated text."""
        brush = self._fills.get(label)
        if brush is None:
            brush = self._fills[label] = QBrush(self.theme.label_style(label).fill)
        return brush

    def solid(self, label: str) -> QBrush:
        """The underline of an annotation, and all ticks."""
        brush = self._solids.get(label)
        if brush is None:
            brush = self._solids[label] = QBrush(self.theme.label_style(label).colour)
        return brush

    def dash(self, label: str) -> QBrush:
        """The underline of a suggestion: a texture, so that one rectangle draws all dashes."""
        brush = self._dashes.get(label)
        if brush is None:
            brush = self._dashes[label] = self._dash_texture(label)
        return brush

    def _dash_texture(self, label: str) -> QBrush:
        on, off = self.stroke * 2, self.stroke + 1
        pixmap = QPixmap(on + off, 1)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.fillRect(0, 0, on, 1, self.theme.label_style(label).colour)
        painter.end()
        return QBrush(pixmap)


def _chip_font(reading: QFont) -> QFont:
    font = QFont(reading)
    font.setFamilies(["Inter", "Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans"])
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPointSizeF(max(6.0, reading.pointSizeF() * 0.56))
    font.setWeight(QFont.Weight.DemiBold)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 104)
    return font
