"""The line between two boxes of text: where it leaves one, and how it reaches the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF

AIR = 2.0
"""Between a box and what is drawn around it, in pixels."""
_INSET, _CHIP = 8.0, 64.0
_DIP = 18.0


def nearest(source: list[QRectF], target: list[QRectF]) -> tuple[QRectF, QRectF]:
    """The two boxes, one of each end, between which there is the least way down or up."""
    pairs = ((one, other) for one in source for other in target)
    return min(pairs, key=lambda pair: abs(pair[0].center().y() - pair[1].center().y()))


def curve(start: QRectF, end: QRectF) -> tuple[QPainterPath, QPointF]:
    """A line between two boxes, and its direction where it ends."""
    if start.bottom() > end.top() and end.bottom() > start.top():
        first = QPointF(start.center().x(), start.bottom() + AIR)
        last = QPointF(end.center().x(), end.bottom() + AIR)
        path = QPainterPath(first)
        path.cubicTo(first + QPointF(0, _DIP), last + QPointF(0, _DIP), last)
        return path, QPointF(0, -1)
    down = 1 if end.top() > start.top() else -1
    insets = (_INSET, _CHIP) if down > 0 else (_CHIP, _INSET)  # chips stand above
    leaving = start.bottom() + AIR if down > 0 else start.top() - AIR
    reaching = end.top() - AIR if down > 0 else end.bottom() + AIR
    first = QPointF(_within(start, end, insets[0]), leaving)
    last = QPointF(_within(end, start, insets[1]), reaching)
    bend = QPointF(0, max(_DIP / 2, abs(last.y() - first.y()) / 2) * down)
    path = QPainterPath(first)
    path.cubicTo(first + bend, last - bend, last)
    return path, QPointF(0, down)


def _within(box: QRectF, other: QRectF, inset: float) -> float:
    """The x within a box that is next to the middle of another, `inset` from its left at least."""
    left = box.left() + min(inset, box.width() / 2)
    right = max(left, box.right() - _INSET)
    return min(max(left, other.center().x()), right)
