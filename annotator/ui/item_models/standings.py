"""How good the suggestions were, as a table: a row for each suggester and label."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from annotator.ui.colours import translucent
from annotator.ui.item_models.table import Index, TableModel
from annotator.ui.tips import literally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from annotator.services.suggestion_report import Band, Standing

SUGGESTER, LABEL, OFFERED, ACCEPTED, CORRECTED, REJECTED, PENDING, WITHHELD, SHARE, BANDS = range(
    10
)
"""The columns."""

BANDS_ROLE = Qt.ItemDataRole.UserRole
"""The Bands of a row."""

BAR, BAR_GAP = 16, 4
"""Pixels, across."""


class StandingModel(TableModel):
    """Numbers, and the shares of each score band as bars."""

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self.name_columns(
            self.tr("Suggester"),
            self.tr("Label"),
            self.tr("Offered"),
            self.tr("Accepted"),
            self.tr("Corrected"),
            self.tr("Rejected"),
            self.tr("Pending"),
            self.tr("Withheld"),
            self.tr("Accepted of decided"),
            self.tr("… by score"),
            right=range(OFFERED, BANDS),
        )
        self._rows: tuple[Standing, ...] = ()

    def show(self, rows: Sequence[Standing]) -> None:
        """Shows these."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def lines(self) -> list[list[str]]:
        """Everything as texts, the titles first."""
        titles = [str(self.headerData(one, Qt.Orientation.Horizontal)) for one in range(BANDS + 1)]
        return [titles, *(self._cells(row) for row in self._rows)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell; bars in words for tooltips and screen readers."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(column)
        if role == BANDS_ROLE:
            return row.bands if column == BANDS else None
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if column == BANDS else self._cells(row)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return literally(self._cells(row)[column].replace("; ", "\n"))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._cells(row)[column]
        return None

    def _cells(self, row: Standing) -> list[str]:
        counts = (
            row.offered,
            row.accepted,
            row.corrected,
            row.rejected,
            row.pending,
            row.withheld,
        )
        share = "–" if row.share is None else f"{row.share:.0%}"
        return [
            row.suggester,
            row.label,
            *(f"{one:,}" for one in counts),
            share,
            "; ".join(map(self._told, row.bands)) or self.tr("no scores"),
        ]

    def _told(self, band: Band) -> str:
        bounds = f"{band.least:.1f}–{band.below:.1f}"
        if band.share is None:
            return self.tr("{0}: none decided").format(bounds)
        return self.tr("{0}: {1:.0%} of {2:,}").format(bounds, band.share, band.decided)


class BandDelegate(QStyledItemDelegate):
    """A bar for each score band: as high as the share that was accepted, and a line where the
    score itself says that it should end."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws the bars of one row; a band of which nothing was decided has only its line."""
        primitive = QStyle.PrimitiveElement.PE_PanelItemViewItem
        option.widget.style().drawPrimitive(primitive, option, painter, option.widget)
        bands: tuple[Band, ...] = index.data(BANDS_ROLE) or ()
        area = QRectF(option.rect).adjusted(10, 5, -6, -5)
        # the table's own is the style sheet's, a tint
        accent = QGuiApplication.palette().color(QPalette.ColorRole.Highlight)
        text = option.palette.color(QPalette.ColorRole.Text)
        painter.save()
        for number, band in enumerate(bands):
            box = QRectF(area.left() + number * (BAR + BAR_GAP), area.top(), BAR, area.height())
            painter.fillRect(box, translucent(text, 0.07))
            if band.share is not None:
                bar = QRectF(box)
                bar.setTop(box.bottom() - max(1.0, box.height() * band.share))
                painter.fillRect(bar, accent)
            promised = box.bottom() - box.height() * (band.least + band.below) / 2
            painter.setPen(QPen(text, 1))
            painter.drawLine(QPointF(box.left(), promised), QPointF(box.right(), promised))
        painter.restore()
