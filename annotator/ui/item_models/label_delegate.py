"""Draws a label of a scheme: its chip, its key, and how often it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.ui.item_models.labels import COUNT, KEY

if TYPE_CHECKING:
    from annotator.ui.item_models.labels import Index

_AIR = 6
_COUNT_WIDTH = 64
_KEY_WIDTH = 22


class LabelDelegate(QStyledItemDelegate):
    """A chip at the left, key and count in columns of their own at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws one row."""
        style = option.widget.style()
        primitive = QStyle.PrimitiveElement.PE_PanelItemViewItem
        style.drawPrimitive(primitive, option, painter, option.widget)
        row = option.rect.adjusted(_AIR, 0, -_AIR, 0)
        chip: QPixmap = index.data(Qt.ItemDataRole.DecorationRole)
        size = chip.deviceIndependentSize().toSize()
        room = row.width() - _COUNT_WIDTH - _KEY_WIDTH
        painter.save()
        painter.setClipRect(QRect(row.left(), row.top(), room, row.height()))
        painter.drawPixmap(row.left(), row.center().y() - size.height() // 2 + 1, chip)
        painter.setClipping(False)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        key = QRect(row.left() + room, row.top(), _KEY_WIDTH, row.height())
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, index.data(KEY))
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        count = QRect(key.right(), row.top(), _COUNT_WIDTH, row.height())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(count, right, index.data(COUNT))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row has air above and below its chip."""
        chip: QPixmap = index.data(Qt.ItemDataRole.DecorationRole)
        return QSize(0, chip.deviceIndependentSize().toSize().height() + 2 * _AIR)
