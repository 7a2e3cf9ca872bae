"""What the article is drawn with: distances, brushes and chips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QTextCharFormat

from annotator.ui.editor.chips import Chip, draw_chip
from annotator.ui.editor.strokes import Certainty, Row, broken
from annotator.ui.editor.typography import Typography

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.ui.theme import Theme

_SAMPLE = "said the minister on Tuesday, while the talks in Geneva went on without result. "
_ABOVE = 0.4
"""The share of a line's spacing that lies above its letters: chips need less room than lanes."""

_OVERLAP = 0.05
"""The share of a line's height, above its tallest letters, that chips may stand in."""


class Look:
    """Distances in whole pixels, brushes and chips; one for each theme, font and pixel ratio.

    Whole pixels keep text and lines crisp, and make the heights of paragraphs add up exactly.
    """

    def __init__(
        self,
        theme: Theme,
        font: QFont,
        pixel_ratio: float = 1.0,
        typography: Typography | None = None,
    ) -> None:
        """typography: its typeface and size count for nothing, the font has them zoomed."""
        self.theme = theme
        self.font = font
        self._pixel_ratio = pixel_ratio
        setting = typography or Typography()
        metrics = QFontMetricsF(font)
        height = metrics.height()
        self.text_height = round(height)
        self.average_width = metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE)
        self.longest_line = round(self.average_width * setting.line_length)
        spacing = height * (setting.line_spacing - 1)
        self.above = max(2, round(spacing * _ABOVE))
        self.below = max(3, round(spacing * (1 - _ABOVE)))
        self.paragraph_gap = round(height * setting.paragraph_spacing)
        self.stroke = max(2, round(height * 0.10)) + (1 if theme.is_high_contrast else 0)
        self.lane_pitch = self.stroke * 2 + 1
        self.tick = self.stroke + 1
        self.chip_font = _chip_font(font)
        self.chip_height = round(QFontMetricsF(self.chip_font).height()) + 1
        self.chip_overlap = round(height * _OVERLAP)
        self.selection_format = QTextCharFormat()
        self.selection_format.setBackground(theme.selection)
        self._chips: dict[tuple[str, Certainty], Chip] = {}
        self._fills: dict[str, QBrush | None] = {}
        self._ticks: dict[str, Row] = {}
        self._rows: dict[tuple[str, Certainty], Sequence[Row]] = {}

    def chip(self, label: str, certainty: Certainty) -> Chip:
        """The chip with a label's name: solid, or an outline for a suggestion."""
        chip = self._chips.get((label, certainty))
        if chip is None:
            chip = self._chips[label, certainty] = draw_chip(
                self.theme.label_style(label),
                self.theme.background,
                certainty=certainty,
                font=self.chip_font,
                height=self.chip_height,
                pixel_ratio=self._pixel_ratio,
            )
        return chip

    def fill(self, label: str) -> QBrush | None:
        """What lies under annotated text; None for nothing."""
        if label not in self._fills:
            colour = self.theme.label_style(label).fill
            self._fills[label] = QBrush(colour) if colour.alpha() else None
        return self._fills[label]

    def ticks(self, label: str) -> Row:
        """What ends of spans, and signs that they go on, are drawn with."""
        row = self._ticks.get(label)
        if row is None:
            brush = QBrush(self.theme.label_style(label).colour)
            row = self._ticks[label] = Row(0, self.stroke, brush)
        return row

    def rows(self, label: str, certainty: Certainty) -> Sequence[Row]:
        """What the line under a span consists of."""
        rows = self._rows.get((label, certainty))
        if rows is None:
            style = self.theme.label_style(label)
            rows = broken(style.stroke, certainty, self.stroke, style.colour)
            self._rows[label, certainty] = rows
        return rows


def _chip_font(reading: QFont) -> QFont:
    font = QFont(reading)
    font.setFamilies(["Inter", "Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans"])
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPointSizeF(max(6.0, reading.pointSizeF() * 0.56))
    font.setWeight(QFont.Weight.DemiBold)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 104)
    return font
