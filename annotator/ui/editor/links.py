"""Relations drawn over the text: a line from end to end, or an arrow to where the other end is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from annotator.ui.colours import translucent
from annotator.ui.editor.bands import boxes_of
from annotator.ui.editor.curves import AIR, curve, nearest
from annotator.ui.editor.handles import local_u16

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from annotator.domain.span import Span
    from annotator.ui.editor.layout import ArticleLayout
    from annotator.ui.editor.look import Look

MOST = 40
"""Lines that are drawn at once; an actor may speak in hundreds of quotes."""
_LINE, _HALO, _LIGHT = 1.5, 4.5, 1.5
_HEAD = 5.0
_CLOSE = 90.0
_BELOW = 8.0
"""From the letters of a line to the middle of what stands between it and the next one."""
_STUB, _AWAY = 18.0, 80.0
_WORDS = 28


class Link(NamedTuple):
    """A relation as it is drawn. is_suggestion: whether it is only proposed."""

    source: Span
    target: Span
    name: str
    is_suggestion: bool = False


class _End(NamedTuple):
    """One end of a link. boxes: what of it is on screen; if nothing, side is -1 above, 1 below."""

    boxes: list[QRectF]
    side: int


class LinkLayer:
    """What is drawn over the text of one view. All points are in its viewport."""

    def __init__(self, viewport: QWidget) -> None:
        self._viewport = viewport
        self.links: tuple[Link, ...] = ()
        self.cue: Span | None = None
        self._painted = QRectF()

    def set_links(self, links: Iterable[Link], cue: Span | None = None) -> None:
        """Draws these links from the next repaint on, which it asks for.

        cue: the words that say somebody says it, which get a light line.
        """
        before = self.links, self.cue
        self.links, self.cue = tuple(links), cue
        if before != (self.links, self.cue):
            self.repaint()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.links and self.cue is None

    def repaint(self) -> None:
        """Has everything drawn anew: after the text has moved, lines lead elsewhere."""
        if not self.is_empty:
            self._viewport.update()
        elif not self._painted.isNull():
            self._viewport.update(self._painted.toAlignedRect())
            self._painted = QRectF()

    def paint(self, layout: ArticleLayout, visible: Sequence[int], scrolled: int) -> None:
        """Draws the links that have an end on screen. visible: the blocks on screen."""
        self._painted = QRectF()
        if self.is_empty or not visible:
            return
        painter = QPainter(self._viewport)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self._viewport.rect())
        emphasis = layout.emphasis
        pen = _Pen(painter, layout.look, area, emphasis.span if emphasis else None)
        outside: dict[tuple[int, str], list[tuple[Link, _End, Span]]] = {}
        joins = 0
        if self.cue is not None:
            pen.underline(_end(layout, visible, self.cue, scrolled, area).boxes)
        for link in self.links:
            source = _end(layout, visible, link.source, scrolled, area)
            target = _end(layout, visible, link.target, scrolled, area)
            if source.boxes and target.boxes:
                joins += 1
                if joins <= MOST:
                    pen.join(link, source.boxes, target.boxes)
            elif source.boxes:
                outside.setdefault((target.side, link.name), []).append((link, source, link.target))
            elif target.boxes:
                outside.setdefault((source.side, link.name), []).append((link, target, link.source))
        for (side, name), group in outside.items():
            link, end, other = group[0]
            far = f"{name}  {_shortened(other.text_of(layout.blocks.text))}"
            text = far if len(group) == 1 else f"{name} × {len(group)}"
            span = link.target if other is link.source else link.source
            pen.point_away(link, span, end.boxes, side, text)
        painter.end()
        self._painted = pen.touched


class _Pen:
    """Draws lines, arrows and names; knows where it has drawn."""

    def __init__(
        self, painter: QPainter, look: Look, area: QRectF, emphasised: Span | None
    ) -> None:
        self._painter = painter
        self._emphasised = emphasised
        self._look = look
        self._area = area
        self._metrics = QFontMetricsF(look.chip_font)
        self.touched = QRectF()

    def join(self, link: Link, source: list[QRectF], target: list[QRectF]) -> None:
        """A line from the source to the target, with the relation's name on it."""
        start, end = nearest(source, target)
        path, direction = curve(start, end)
        self._outline(source, link.source, link)
        self._outline(target, link.target, link)
        self._stroke(path, link)
        self._head(path.currentPosition(), direction)
        middle = path.pointAtPercent(0.5)
        if abs(start.center().y() - end.center().y()) < _CLOSE:  # it would hide the line
            width = self._metrics.horizontalAdvance(link.name)
            middle.setX(path.boundingRect().right() + width / 2 + 20)
            if start.bottom() > end.top() and end.bottom() > start.top():  # on one line
                middle.setY(start.bottom() + _BELOW)
        self._name(middle, link.name)

    def point_away(self, link: Link, span: Span, near: list[QRectF], side: int, text: str) -> None:
        """A short arrow from an end on screen towards the other one, and where it leads.

        A line as far as the edge would lie over all the text in between.
        span, near: that of the end on screen.
        """
        self._outline(near, span, link)
        box = near[0] if side < 0 else near[-1]
        x = min(box.center().x(), box.left() + _AWAY)
        start = QPointF(x, box.top() - AIR if side < 0 else box.bottom() + AIR)
        end = start + QPointF(0, _STUB * side)
        path = QPainterPath(start)
        path.lineTo(end)
        self._stroke(path, link)
        self._head(end, QPointF(0, side))
        width = self._metrics.horizontalAdvance(text)
        self._name(QPointF(x + width / 2 + 20, (start.y() + end.y()) / 2), text)

    def underline(self, boxes: list[QRectF]) -> None:
        """A light line under words."""
        self._painter.setPen(QPen(self._look.theme.accent, _LIGHT, Qt.PenStyle.DotLine))
        for box in boxes:
            self._painter.drawLine(box.bottomLeft(), box.bottomRight())
            self._touch(box)

    def _outline(self, boxes: list[QRectF], span: Span, link: Link) -> None:
        if span == self._emphasised:
            return  # the current mark stands out as it is
        below = self._look.stroke + 2 * AIR
        self._painter.setPen(self._line(link, _LINE))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in boxes:
            around = box.adjusted(-AIR - 1, 0, AIR + 1, below)  # its chip stands above it
            self._painter.drawRoundedRect(around, 3, 3)
            self._touch(around)

    def _stroke(self, path: QPainterPath, link: Link) -> None:
        halo = QPen(translucent(self._look.theme.background, 0.8), _HALO)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.strokePath(path, halo)
        self._painter.strokePath(path, self._line(link, _LINE))
        self._touch(path.boundingRect())

    def _head(self, tip: QPointF, direction: QPointF) -> None:
        """An arrow head. direction: of length 1."""
        across = QPointF(-direction.y(), direction.x())
        back = tip - direction * (_HEAD * 1.6)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._look.theme.accent)
        self._painter.drawPolygon(QPolygonF([tip, back + across * _HEAD, back - across * _HEAD]))
        self._touch(QRectF(tip, tip).adjusted(-10, -10, 10, 10))

    def _name(self, middle: QPointF, text: str) -> None:
        """A pill with words, moved inwards where it would leave the view."""
        theme, metrics = self._look.theme, self._metrics
        width, height = metrics.horizontalAdvance(text) + 14, metrics.height() + 2
        area = self._area
        left = min(max(area.left() + 4, middle.x() - width / 2), area.right() - width - 4)
        top = min(max(area.top() + 2, middle.y() - height / 2), area.bottom() - height - 2)
        pill = QRectF(left, top, width, height)
        self._painter.setPen(QPen(theme.accent, 1))
        self._painter.setBrush(theme.background)
        self._painter.drawRoundedRect(pill, height / 2, height / 2)
        self._painter.setFont(self._look.chip_font)
        self._painter.setPen(theme.text)
        self._painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        self._touch(pill)

    def _line(self, link: Link, width: float) -> QPen:
        pen = QPen(self._look.theme.accent, width + self._look.theme.is_high_contrast)
        pen.setStyle(Qt.PenStyle.DashLine if link.is_suggestion else Qt.PenStyle.SolidLine)
        return pen

    def _touch(self, box: QRectF) -> None:
        self.touched = self.touched.united(box.adjusted(-_HALO, -_HALO, _HALO, _HALO))


def _end(
    layout: ArticleLayout, visible: Sequence[int], span: Span, scrolled: int, area: QRectF
) -> _End:
    blocks = layout.blocks
    if span.end <= blocks.starts[visible[0]]:
        return _End([], -1)
    if span.start >= blocks.end(visible[-1]):
        return _End([], 1)
    boxes: list[QRectF] = []
    for index in visible:
        if span.start < blocks.end(index) and blocks.starts[index] < span.end:
            lines, shown = layout.lay_out(index)
            start, end = local_u16(span, blocks, index)
            corner = layout.origin(index) - QPointF(0, scrolled)
            found = boxes_of(lines, start, end, is_bidi=shown.is_bidi)
            boxes += [box.translated(corner) for box in found]
    on_screen = [box for box in boxes if box.intersects(area)]
    if on_screen:
        return _End(on_screen, 0)
    is_above = bool(boxes) and boxes[0].center().y() < area.center().y()
    return _End([], -1 if is_above else 1)


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1].rstrip()}…"
