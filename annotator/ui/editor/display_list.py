"""What to paint for one laid-out block: a few lists, line by line and all together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt

from annotator.domain.segments import in_order, lanes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QPainter, QPixmap

    from annotator.domain.segments import Mark
    from annotator.ui.editor.look import Look
    from annotator.ui.editor.paragraphs import Blocks
    from annotator.ui.editor.strokes import Row

_REACH = 8
"""Pixels that ends of spans reach into the lines above and below, at most."""


class Placed(NamedTuple):
    """A mark in its block. start, end: UTF-16 units from the block's start, perhaps beyond it."""

    start: int
    end: int
    lane: int
    mark: Mark


def place_marks(marks: Sequence[Mark], blocks: Blocks, index: int) -> list[Placed]:
    """The marks that touch a block, in reading order, each with its lane there."""
    start = blocks.starts_u16[index]
    ordered = in_order(marks)
    placed = zip(ordered, lanes(ordered), strict=True)
    if blocks.offsets.is_identity:
        # for most texts; a dense paragraph has a hundred marks, and is placed at each tag
        return [Placed(mark[0] - start, mark[1] - start, lane, mark) for mark, lane in placed]
    to_u16 = blocks.offsets.to_u16
    return [
        Placed(to_u16(mark.start) - start, to_u16(mark.end) - start, lane, mark)
        for mark, lane in placed
    ]


class ChipBox(NamedTuple):
    """Where a chip stands, from the block's top left, in pixels."""

    x: int
    y: int
    width: int
    height: int
    mark: Mark

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies on the chip."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


class LineList:
    """What to paint for one line, relative to its block's top left.

    active: the marks on the line. y, height: of all that is the line's, chips and lanes with it;
    top: where its letters begin. Whole pixels.
    """

    __slots__ = ("active", "boxes", "fills", "height", "pictures", "strokes", "top", "y")

    def __init__(self, y: int, active: Sequence[Placed]) -> None:
        self.y = y
        self.active = active
        self.top = y
        self.height = 0
        self.fills: dict[str, list[QRectF]] = {}
        self.strokes: dict[Row, list[QRectF]] = {}
        self.pictures: list[tuple[QPointF, QPixmap]] = []
        self.boxes: list[ChipBox] = []

    def moved_to(self, y: int) -> LineList:
        """The same at another height; this one if it is its own."""
        down = y - self.y
        if not down:
            return self
        moved = LineList(y, self.active)
        moved.top = self.top + down
        moved.height = self.height
        moved.fills = {
            label: [rect.translated(0, down) for rect in rects]
            for label, rects in self.fills.items()
        }
        moved.strokes = {
            row: [rect.translated(0, down) for rect in rects] for row, rects in self.strokes.items()
        }
        by = QPointF(0, down)
        moved.pictures = [(point + by, pixmap) for point, pixmap in self.pictures]
        moved.boxes = [box._replace(y=box.y + down) for box in self.boxes]
        return moved


class Paint:
    """What to paint for a few lines at once, by brush: so a block is painted in a few calls."""

    __slots__ = ("_fills", "_pictures", "_strokes")

    def __init__(self, look: Look, lines: Sequence[LineList]) -> None:
        fills: dict[str, list[QRectF]] = {}
        strokes: dict[Row, list[QRectF]] = {}
        for line in lines:
            for label, rects in line.fills.items():
                fills.setdefault(label, []).extend(rects)
            for row, rects in line.strokes.items():
                strokes.setdefault(row, []).extend(rects)
        # in one order everywhere: where fills lie over each other, the order shows
        brushes = ((look.fill(label), fills[label]) for label in sorted(fills))
        self._fills = [(brush, rects) for brush, rects in brushes if brush is not None]
        self._strokes = [(row.brush, rects) for row, rects in strokes.items()]
        self._pictures = [picture for line in lines for picture in line.pictures]

    def below(self, painter: QPainter) -> None:
        """Paints what lies under the text. The painter has the block's top left at 0, 0."""
        painter.setPen(Qt.PenStyle.NoPen)
        for brush, rects in self._fills:
            painter.setBrush(brush)
            painter.drawRects(rects)

    def around(self, painter: QPainter) -> None:
        """Paints underlines and chips."""
        painter.setPen(Qt.PenStyle.NoPen)
        for brush, rects in self._strokes:
            painter.setBrush(brush)
            painter.drawRects(rects)
        for point, pixmap in self._pictures:
            painter.drawPixmap(point, pixmap)


class DisplayList:
    """What to paint for one block, relative to its top left; height in whole pixels.

    line_tops: where each line begins, its chips with it.
    """

    __slots__ = ("_look", "_paint", "boxes", "height", "is_bidi", "line_tops", "lines")

    def __init__(
        self, look: Look, lines: Sequence[LineList], height: int, *, is_bidi: bool
    ) -> None:
        self.lines = lines
        self.height = height
        self.is_bidi = is_bidi
        self.line_tops = [line.y for line in lines]
        self.boxes = [box for line in lines for box in line.boxes]
        self._look = look
        self._paint: Paint | None = None

    def paint_between(self, top: float, bottom: float) -> Paint:
        """What to paint so that all between two y is right; after a tag those are a few lines."""
        lines = self.lines
        first = max(0, bisect_right(self.line_tops, top - _REACH) - 1)
        beyond = bisect_left(self.line_tops, bottom + _REACH)
        if beyond - first < len(lines):
            return Paint(self._look, lines[first:beyond])
        if self._paint is None:
            self._paint = Paint(self._look, lines)
        return self._paint

    def changed_since(self, before: DisplayList) -> tuple[int, int]:
        """The y between which it looks other than it did; (0, 0) if nowhere."""
        theirs = {id(line) for line in before.lines}
        changed = [line for line in self.lines if id(line) not in theirs]
        if not changed:
            return 0, 0
        return changed[0].y, changed[-1].y + changed[-1].height


def estimate_heights(
    look: Look, blocks: Blocks, buckets: Iterable[object], column: int
) -> list[int]:
    """About how high each block will be, in whole pixels; 10,000 take 2 ms.

    buckets: for each block something true if it has marks. column: width of the lines.
    """
    plain = look.above + look.text_height + look.below
    marked, blank = plain + look.chip_height, look.text_height
    across = max(8.0, column / look.average_width)
    lengths = [end - start for start, end in pairwise([*blocks.starts, len(blocks.text) + 1])]
    return [
        (int(length / across + 1) * (marked if bucket else plain) if length > 1 else blank)
        + (look.paragraph_gap if length > 1 and following > 1 else 0)
        for length, following, bucket in zip(lengths, [*lengths[1:], 2], buckets, strict=True)
    ]
