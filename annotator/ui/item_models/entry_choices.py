"""What a mention may be linked to, as a list under a field; each choice has a second line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.ui.tips import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from annotator.domain.ids import EntryId

Index = QModelIndex | QPersistentModelIndex

DETAIL_ROLE = Qt.ItemDataRole.UserRole
_AIR, _SIDE = 4, 8


class Does(Enum):
    """What comes of a choice."""

    LINK = 0
    MAKE = 1
    UNLINK = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list. entry_id: for LINK. name: of the entry, for MAKE the new one's."""

    does: Does
    title: str
    detail: str = ""
    entry_id: EntryId | None = None
    name: str = ""


class ChoiceModel(QAbstractListModel):
    """A row a choice."""

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self._choices: list[Choice] = []

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Shows these."""
        self.beginResetModel()
        self._choices = list(choices)
        self.endResetModel()

    def choice(self, row: int) -> Choice | None:
        """The choice in a row; None if there is no such row."""
        return self._choices[row] if 0 <= row < len(self._choices) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many choices."""
        return 0 if parent.isValid() else len(self._choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title; DETAIL_ROLE: the second line; both for screen readers."""
        choice = self.choice(index.row()) if index.isValid() else None
        if choice is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.title
        if role == DETAIL_ROLE:
            return choice.detail
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return told(", ".join(part for part in (choice.title, choice.detail) if part), role)
        return None


class ChoiceDelegate(QStyledItemDelegate):
    """Paints the title and, below it and weaker, the detail."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints both lines."""
        painter.save()
        palette, metrics = option.palette, option.fontMetrics
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, palette.brush(QPalette.ColorRole.Highlight))
            painter.setPen(palette.color(QPalette.ColorRole.HighlightedText))
        else:
            painter.setPen(palette.color(QPalette.ColorRole.Text))
        line = QRect(option.rect).adjusted(_SIDE, _AIR, -_SIDE, 0)
        line.setHeight(metrics.height())
        for role in (Qt.ItemDataRole.DisplayRole, DETAIL_ROLE):
            text = metrics.elidedText(
                str(index.data(role) or ""), Qt.TextElideMode.ElideRight, line.width()
            )
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)
            line.translate(0, metrics.height())
            painter.setOpacity(0.72)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for as many lines as there are."""
        metrics = option.fontMetrics
        texts = [str(index.data(role) or "") for role in (Qt.ItemDataRole.DisplayRole, DETAIL_ROLE)]
        width = max(metrics.horizontalAdvance(text) for text in texts) + 2 * _SIDE + 2
        return QSize(width, len([*filter(None, texts)]) * metrics.height() + 2 * _AIR)
