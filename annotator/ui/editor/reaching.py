"""The line from a mark to another while they are being joined, and what it may lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QRegion
from PySide6.QtWidgets import QWidget

from annotator.domain.span import Span
from annotator.ui.colours import translucent
from annotator.ui.editor.curves import curve, nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from annotator.domain.segments import Mark
    from annotator.ui.editor.whereabouts import Whereabouts
    from annotator.ui.theme import LabelStyle, Theme

_WIDTH = 2.0
_DOT = 4.0
_ROOM = 4
_THIN, _THICK = 1.5, 2.5
_WASH = 0.12


class _Outline(NamedTuple):
    """A mark to draw. boxes: of its lines, in the viewport."""

    boxes: list[QRectF]
    style: LabelStyle


class ReachLine(QWidget):
    """Lies over the article and lets every event through.

    It outlines the marks that may be joined, fills the chosen one, and draws the line.
    """

    def __init__(self, article: QWidget) -> None:
        super().__init__(article)
        self._article = article
        self.setObjectName("reach_line")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme: Theme | None = None
        self._offered: list[_Outline] = []
        self._ends: list[_Outline] = []
        self._line: QPainterPath | None = None

    def show_line(
        self,
        theme: Theme,
        offered: list[_Outline],
        ends: list[_Outline],
        line: QPainterPath | None,
    ) -> None:
        """offered: what may be joined. ends: what would be. line: from one to the other."""
        before = self._region()
        changed = offered != self._offered or self._theme is not theme
        self._theme, self._offered, self._ends, self._line = theme, offered, ends, line
        if self.geometry() != self._article.rect():
            self.setGeometry(self._article.rect())
        if changed or not self.isVisible():
            self.update()
        else:  # else the whole article is painted again with each step of the pointer
            self.update(before + self._region())
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the outlines, then the line."""
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for outline in self._offered:
            _draw(painter, outline, _THIN)
        for outline in self._ends:
            _draw(painter, outline, _THICK)
        if self._line is not None:
            painter.setPen(QPen(self._theme.accent, _WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(self._line)
            painter.setBrush(self._theme.accent)
            painter.drawEllipse(self._line.currentPosition(), _DOT, _DOT)
        painter.end()

    def _region(self) -> QRegion:
        """What the line and its ends cover."""
        region = QRegion()
        if self._line is not None:
            region += _around(self._line.controlPointRect(), _DOT + 1)
        for outline in self._ends:
            for box in outline.boxes:
                region += _around(box, _ROOM)
        return region


def _around(box: QRectF, room: float) -> QRegion:
    return QRegion(box.adjusted(-room, -room, room, room).toAlignedRect().adjusted(-1, -1, 1, 1))


def _draw(painter: QPainter, outline: _Outline, width: float) -> None:
    """The ends are washed with their colour as well: so thinly that their words stay readable."""
    colour = outline.style.colour
    painter.setPen(QPen(colour, width))
    painter.setBrush(translucent(colour, _WASH) if width == _THICK else Qt.BrushStyle.NoBrush)
    for box in outline.boxes:
        painter.drawRoundedRect(box.adjusted(-2, -1, 2, 1), 3, 3)


class Reaching:
    """Which mark is being joined to which; draws it, and finds what lies under the pointer.

    joins: whether a relation leads from one label to another; set by whoever knows the scheme.
    """

    def __init__(self, viewport: QWidget, whereabouts: Whereabouts) -> None:
        self._viewport = viewport
        self._whereabouts = whereabouts
        self._overlay: ReachLine | None = None
        self._drawn: tuple[Mark, Mark | None, QPointF | None, Theme] | None = None
        self.joins: Callable[[str, str], bool] = lambda _source, _target: False

    def fits(self, one: Mark, other: Mark) -> bool:
        """Whether a relation joins two marks, in either direction."""
        if one.id == other.id:
            return False
        return self.joins(one.label, other.label) or self.joins(other.label, one.label)

    def target_at(self, source: Mark, point: QPointF) -> Mark | None:
        """The mark under a point that may be joined; the innermost such."""
        marks = self._whereabouts.under(point).marks
        return next((mark for mark in marks if self.fits(source, mark)), None)

    def show(self, source: Mark, target: Mark | None, point: QPointF | None, theme: Theme) -> None:
        """Draws a line from a mark to another, else to a point."""
        self._drawn = (source, target, point, theme)
        self.trace()

    def trace(self) -> None:
        """Draws the line where it is now, after scrolling say."""
        if self._drawn is None:
            return
        source, target, point, theme = self._drawn
        height = self._viewport.height()
        start = self._outline(source, theme)
        ends = [start]
        there = [QRectF(point, point)] if point is not None else []
        if target is not None:
            ends.append(self._outline(target, theme))
            there = ends[1].boxes or [self._beyond(target)]
        offered = [
            self._outline(mark, theme)
            for mark in self._whereabouts.marks_on_screen(height)
            if self.fits(source, mark) and (target is None or mark.id != target.id)
        ]
        if self._overlay is None:
            self._overlay = ReachLine(self._viewport)
        one, other = nearest(start.boxes or [self._beyond(source)], there)
        line, _ = curve(one, other)
        self._overlay.show_line(theme, offered, ends, line)

    def stop(self) -> None:
        """Draws nothing any more."""
        self._drawn = None
        if self._overlay is not None:
            self._overlay.hide()

    def _outline(self, mark: Mark, theme: Theme) -> _Outline:
        boxes = self._whereabouts.boxes(Span(mark.start, mark.end), self._viewport.height())
        return _Outline(boxes, theme.label_style(mark.label))

    def _beyond(self, mark: Mark) -> QRectF:
        """Where a line leaves the view to a mark that is not on the screen."""
        middle, height = self._viewport.width() / 2, self._viewport.height()
        above = self._whereabouts.boundary_near(QPointF(middle, height / 2)) > mark.start
        edge = QPointF(middle, 0.0 if above else float(height))
        return QRectF(edge, edge)
