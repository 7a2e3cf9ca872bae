"""Label chips: drawn once each, then copied to wherever a span starts."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap

from annotator.ui.editor.strokes import Certainty

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFont

    from annotator.ui.theme import LabelStyle


class Chip(NamedTuple):
    """A picture of a label's name. width, height: logical pixels."""

    pixmap: QPixmap
    width: int
    height: int


def draw_chip(
    style: LabelStyle,
    background: QColor,
    *,
    certainty: Certainty,
    font: QFont,
    height: int,
    pixel_ratio: float,
) -> Chip:
    """A solid chip; for a suggestion an outlined one with the name in the label's own ink.

    The outline is broken as the line below the span is: the more, the less sure it is.
    """
    is_suggestion = certainty is not Certainty.GIVEN
    width = ceil(QFontMetricsF(font).horizontalAdvance(style.name)) + height // 2 + 3
    pixmap = QPixmap(ceil(width * pixel_ratio), ceil(height * pixel_ratio))
    pixmap.setDevicePixelRatio(pixel_ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    if is_suggestion:
        painter.setPen(_outline(certainty, style))
        painter.setBrush(background)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour)
    inset = 0.5 if is_suggestion else 0.0
    box = QRectF(inset, inset, width - 2 * inset, height - 1 - 2 * inset)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(style.ink if is_suggestion else style.on_colour)
    metrics = QFontMetricsF(font)
    left = (width - metrics.horizontalAdvance(style.name)) / 2
    # its capitals are in the middle: centred by its ascent, a name stands too low
    painter.drawText(QPointF(left, round((height - 1 + metrics.capHeight()) / 2)), style.name)
    painter.end()
    return Chip(pixmap, width, height)


def _outline(certainty: Certainty, style: LabelStyle) -> QPen:
    pen = QPen(style.colour, 1)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    match certainty:
        case Certainty.MIDDLE:
            pen.setDashPattern([3, 2])
        case Certainty.LOW:
            pen.setDashPattern([1, 2])
    return pen


class ChipRows:
    """Finds room for the chips above one line.

    Chips that start close together stand side by side; a new row is begun where one would leave
    the column. lowest, highest: the x between which chips may stand.
    """

    def __init__(self, lowest: int, highest: int) -> None:
        self._lowest = lowest
        self._highest = highest
        self._rows: list[list[tuple[int, int]]] = []

    def __len__(self) -> int:
        return len(self._rows)

    def place(self, x: int, width: int, *, leftwards: bool) -> tuple[int, int]:
        """Row (0 is next to the text) and left edge of a chip for a span that starts at x."""
        wanted = x - width if leftwards else x
        for row, taken in enumerate(self._rows):
            left = _first_gap(taken, wanted, width, leftwards=leftwards)
            if left >= self._lowest and left + width <= self._highest:
                taken.append((left, left + width))
                return row, left
        left = max(self._lowest, min(wanted, self._highest - width))
        self._rows.append([(left, left + width)])
        return len(self._rows) - 1, left


def _first_gap(taken: list[tuple[int, int]], left: int, width: int, *, leftwards: bool) -> int:
    """The nearest left edge, in the given direction, at which no taken stretch is met."""
    for start, end in sorted(taken, reverse=leftwards):
        if left < end + 2 and start < left + width + 2:
            left = start - 2 - width if leftwards else end + 2
    return left
