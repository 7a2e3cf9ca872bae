"""The lines under spans: a shape for each label, broken the more the less sure a suggestion is."""

from __future__ import annotations

from enum import IntEnum
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPainter, QPixmap

from annotator.ui.theme import Stroke

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from annotator.domain.segments import Mark

_HIGH, _LOW = 0.8, 0.5


class Certainty(IntEnum):
    """How sure it is that a mark is right: annotations are, suggestions by their score."""

    GIVEN = 0
    HIGH = 1
    MIDDLE = 2
    LOW = 3


def certainty_of(mark: Mark) -> Certainty:
    """An annotation's, or a suggestion's by its score; without a score it is in the middle."""
    if not mark.is_suggestion:
        return Certainty.GIVEN
    score = mark.score
    if score is None:
        return Certainty.MIDDLE
    if score >= _HIGH:
        return Certainty.HIGH
    return Certainty.MIDDLE if score >= _LOW else Certainty.LOW


class Row:
    """One of the rectangles that make up a line. top, height: pixels below the lane's own top.

    Rows are compared by identity: all spans that share one are drawn in one go.
    """

    __slots__ = ("brush", "height", "top")

    def __init__(self, top: int, height: int, brush: QBrush) -> None:
        self.top = top
        self.height = height
        self.brush = brush


class Rhythm(NamedTuple):
    """Which pixels of a row are inked, again and again: `on` from `start`, then not until `length`.

    The rows of a line are rectangles, and what varies along them is a texture of one pixel's
    height, so that all lines of a label are a few calls, however many spans there are.
    """

    length: int
    on: int
    start: int = 0

    def inks(self, x: int) -> bool:
        """Whether the pixel is inked."""
        return (x - self.start) % self.length < self.on


_WHOLE = Rhythm(1, 1)


def shape(stroke: Stroke, unit: int) -> list[tuple[int, int, Rhythm]]:
    """Top, height and rhythm of the rows of an unbroken line; unit: its weight in pixels."""
    thin = max(1, unit // 2)
    match stroke:
        case Stroke.SOLID:
            return [(0, unit, _WHOLE)]
        case Stroke.DOUBLE:
            return [(0, thin, _WHOLE), (2 * thin, thin, _WHOLE)]
        case Stroke.WAVE:
            up, down = Rhythm(4 * unit, 2 * unit), Rhythm(4 * unit, 2 * unit, 2 * unit)
            return [(0, 2 * thin, up), (thin, 2 * thin, down)]
        case Stroke.COMB:
            return [(0, thin, _WHOLE), (thin, 2 * thin, Rhythm(2 * unit, thin))]
        case Stroke.BEADS:
            return [(thin, thin, _WHOLE), (0, 3 * thin, Rhythm(4 * unit, 2 * thin + 1))]


def dashes(certainty: Certainty, unit: int) -> Rhythm:
    """What is left of a line; unit: its weight in pixels."""
    match certainty:
        case Certainty.GIVEN:
            return _WHOLE
        case Certainty.HIGH:
            return Rhythm(5 * unit, 4 * unit)
        case Certainty.MIDDLE:
            return Rhythm(4 * unit, 2 * unit)
        case Certainty.LOW:
            return Rhythm(4 * unit, unit)


def broken(stroke: Stroke, certainty: Certainty, unit: int, colour: QColor) -> list[Row]:
    """The rows that draw a label's line."""
    dash = dashes(certainty, unit)
    return [
        Row(top, height, _texture(rhythm, dash, colour))
        for top, height, rhythm in shape(stroke, unit)
    ]


def _texture(rhythm: Rhythm, dash: Rhythm, colour: QColor) -> QBrush:
    length = lcm(rhythm.length, dash.length)
    inked = [x for x in range(length) if rhythm.inks(x) and dash.inks(x)]
    if len(inked) == length:
        return QBrush(colour)
    pixmap = QPixmap(length, 1)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    for x in inked:
        painter.fillRect(x, 0, 1, 1, colour)
    painter.end()
    return QBrush(pixmap)
