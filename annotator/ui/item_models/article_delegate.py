"""Paints one article of the list: a sign for its status, its title, and a line below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.document import MOST_COPIES, ArticleRow, Status
from annotator.ui.colours import translucent
from annotator.ui.item_models.articles import ROW_ROLE, Index

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from annotator.ui.theme import Theme

_MARGIN = 12
_SIGN = 12
_GAP = 3
_TOP = 8
_TAGS_SHARE = 0.45
_TAG_WIDTH = 90
_TAG_PADDING = 5
_TAG_GAP = 4
_SHEETS, _SHEET_GAP = 10, 4
_ELIDE = Qt.TextElideMode.ElideRight


class ArticleDelegate(QStyledItemDelegate):
    """Two lines a row: the title, then why it is flagged, outlet, date and counts."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Paints in other colours from now on."""
        self._theme = theme

    def row_height(self, font: QFont) -> int:
        """Height of each row, in pixels."""
        small = QFontMetrics(_smaller(font))
        return QFontMetrics(font).height() + small.height() + _GAP + 2 * _TOP + 2

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The row height; the width is the view's."""
        return QSize(120, self.row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints the row."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, ArticleRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        theme = self._theme
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, translucent(theme.accent, 0.14))
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), theme.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, translucent(theme.text, 0.06))
        middle = area.top() + _TOP + QFontMetrics(font).height() / 2
        self._paint_sign(painter, row.status, QPointF(area.left() + _MARGIN, middle))
        text = area.adjusted(_MARGIN + _SIGN + 10, _TOP, -_MARGIN, -_TOP)
        self._paint_lines(painter, row, text, font)
        painter.fillRect(text.left(), area.bottom(), area.width(), 1, theme.border)
        painter.restore()

    def _paint_lines(self, painter: QPainter, row: ArticleRow, area: QRect, font: QFont) -> None:
        title = QFont(font)
        title.setWeight(QFont.Weight.Normal if row.status is Status.DONE else QFont.Weight.DemiBold)
        metrics = QFontMetrics(title)
        top = QRect(area.left(), area.top(), area.width(), metrics.height())
        top.setRight(top.right() - self._paint_copies(painter, row.copies, top, _smaller(font)))
        painter.setFont(title)
        painter.setPen(self._theme.muted if row.status is Status.DONE else self._theme.text)
        alignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        # isolated: the dots stand where the title ends, also where it is read from the right
        words = f"\u2068{metrics.elidedText(row.title, _ELIDE, top.width())}\u2069"
        painter.drawText(top, alignment, words)
        small = _smaller(font)
        below = QRect(area.left(), top.bottom() + _GAP, area.width(), QFontMetrics(small).height())
        painter.setFont(small)
        below.setRight(below.right() - self._paint_tags(painter, row.tags, below, small))
        painter.setPen(self._theme.muted)
        line = _second_line(row)
        painter.drawText(
            below, alignment, QFontMetrics(small).elidedText(line, _ELIDE, below.width())
        )

    def _paint_copies(self, painter: QPainter, copies: int, area: QRect, font: QFont) -> int:
        """Paints two sheets and a number at the right end; returns the room they take."""
        if not copies:
            return 0
        text = str(copies) if copies < MOST_COPIES else f"{MOST_COPIES - 1}+"
        width = QFontMetrics(font).horizontalAdvance(text)
        left, middle = area.right() - width - _SHEET_GAP - _SHEETS, area.center().y() + 1
        back = QRectF(left + 3.5, middle - 5.5, 6, 8)
        front = QRectF(left + 0.5, middle - 2.5, 6, 8)
        painter.setPen(QPen(self._theme.muted, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(
            [
                QPointF(back.left(), front.top() - 1),
                back.topLeft(),
                back.topRight(),
                back.bottomRight(),
                QPointF(front.right() + 1, back.bottom()),
            ]
        )
        painter.drawRect(front)
        painter.setFont(font)
        number = QRect(area.right() - width, area.top(), width + 1, area.height())
        painter.drawText(number, Qt.AlignmentFlag.AlignVCenter, text)
        return width + _SHEET_GAP + _SHEETS + 2 * _TAG_GAP

    def _paint_tags(
        self, painter: QPainter, tags: tuple[str, ...], area: QRect, font: QFont
    ) -> int:
        """Paints tags at the right end of an area, each in a frame; returns the room they take."""
        shown = _shown_tags(tags, QFontMetrics(font), int(area.width() * _TAGS_SHARE))
        taken = sum(width + _TAG_GAP for _, width in shown)
        left = area.right() + _TAG_GAP - taken
        for text, width in shown:
            frame = QRectF(left, area.top() + 0.5, width, area.height() - 1)
            painter.setPen(QPen(self._theme.border, 1))
            painter.setBrush(self._theme.raised)
            painter.drawRoundedRect(frame, 4, 4)
            painter.setPen(self._theme.muted)
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, text)
            left += width + _TAG_GAP
        return taken

    def _paint_sign(self, painter: QPainter, status: Status, at: QPointF) -> None:
        """A sign whose form says the status, so that its colour need not."""
        colour = status_colour(status, self._theme)
        circle = QRectF(at.x(), at.y() - _SIGN / 2, _SIGN, _SIGN)
        pen = QPen(colour, 1.6)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        match status:
            case Status.NEW:
                painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
            case Status.IN_PROGRESS:
                painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
                painter.setBrush(colour)
                painter.drawPie(circle.adjusted(1, 1, -1, -1), 90 * 16, -180 * 16)
            case Status.DONE:
                painter.setBrush(colour)
                painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))
                painter.setPen(QPen(QColor(self._theme.background), 1.8))
                tick = [QPointF(3.2, 6.2), QPointF(5.3, 8.4), QPointF(8.9, 4.0)]
                painter.drawPolyline(QPolygonF([circle.topLeft() + point for point in tick]))
            case Status.FLAGGED:
                painter.setBrush(colour)
                flag = [QPointF(2.5, 1), QPointF(10.5, 3.8), QPointF(2.5, 6.8)]
                painter.drawPolygon(QPolygonF([circle.topLeft() + point for point in flag]))
                painter.drawLine(
                    circle.topLeft() + QPointF(2.5, 1), circle.topLeft() + QPointF(2.5, 12)
                )


def _shown_tags(tags: tuple[str, ...], metrics: QFontMetrics, room: int) -> list[tuple[str, int]]:
    """As many tags as there is room for, cut where they are long, then how many are left."""
    shown: list[tuple[str, int]] = []
    for number, tag in enumerate(tags):
        text = metrics.elidedText(tag, _ELIDE, _TAG_WIDTH)
        width = metrics.horizontalAdvance(text) + 2 * _TAG_PADDING
        room -= width + _TAG_GAP
        if shown and room < 0:
            rest = f"+{len(tags) - number}"
            shown.append((rest, metrics.horizontalAdvance(rest) + 2 * _TAG_PADDING))
            break
        shown.append((text, width))
    return shown


def status_colour(status: Status, theme: Theme) -> QColor:
    """The colour of a status's sign."""
    match status:
        case Status.NEW:
            return theme.muted
        case Status.IN_PROGRESS:
            return theme.accent
        case Status.DONE:
            return QColor("#63b58b" if theme.is_dark else "#2f7d58")
        case Status.FLAGGED:
            return QColor("#f0a35e" if theme.is_dark else "#b4560f")


def _second_line(row: ArticleRow) -> str:
    """What is known of the article; why it is flagged comes first, as the end may be cut."""
    is_flagged = row.status is Status.FLAGGED and row.flag_reason
    parts = [f"flagged: {row.flag_reason}" if is_flagged else "", row.outlet, row.published[:10]]
    if row.annotation_count:
        parts.append(f"{row.annotation_count} annotated")
    if row.pending_count:
        parts.append(f"{row.pending_count} suggested")
    # isolated: one in Arabic would carry the numbers beside it along
    return "  ·  ".join(f"\u2068{part}\u2069" for part in parts if part)


def _smaller(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(max(7.0, font.pointSizeF() * 0.87))
    return small
