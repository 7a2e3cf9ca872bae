"""The labels of a scheme, each with its chip, its key and how often it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPixmap

from annotator.ui.editor.chips import draw_chip
from annotator.ui.editor.strokes import Certainty
from annotator.ui.panels.span.guideline import tip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotator.domain.labels import Label, LabelScheme
    from annotator.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

KEY = int(Qt.ItemDataRole.UserRole)
COUNT = KEY + 1
"""Roles: the label's key as it is shown; how many annotations have the label."""

_TOP = QModelIndex()


class LabelModel(QAbstractListModel):
    """One row a label, in the scheme's order."""

    def __init__(self, theme: Theme, font: QFont) -> None:
        super().__init__()
        self._theme = theme
        self._font = QFont(font)
        self._font.setWeight(QFont.Weight.Bold)
        self._labels: tuple[Label, ...] = ()
        self._counts: Mapping[str, int] = {}
        self._chips: dict[str, QPixmap] = {}

    def show(self, scheme: LabelScheme, theme: Theme, counts: Mapping[str, int]) -> None:
        """Shows other labels; rows are kept where there are as many as before."""
        self._theme, self._counts = theme, counts
        self._chips.clear()
        if len(scheme.labels) == len(self._labels):
            self._labels = scheme.labels
            self.dataChanged.emit(self.index(0), self.index(len(self._labels) - 1))
        else:
            self.beginResetModel()
            self._labels = scheme.labels
            self.endResetModel()

    def name(self, row: int) -> str:
        """The name of the label in a row."""
        return self._labels[row].name

    def row_of(self, name: str) -> int:
        """The row of a label; -1 if it is not there."""
        return next((row for row, one in enumerate(self._labels) if one.name == name), -1)

    def rowCount(self, parent: Index = _TOP) -> int:
        """As many as there are labels."""
        return 0 if parent.isValid() else len(self._labels)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Its name and chip, key and count; the guideline where the pointer rests."""
        if not index.isValid():
            return None
        label = self._labels[index.row()]
        match role:
            case Qt.ItemDataRole.DecorationRole:
                return self._chip(label.name)
            case Qt.ItemDataRole.DisplayRole:
                return label.name
            case _ if role == KEY:
                return label.shortcut.upper()
            case _ if role == COUNT:
                count = self._counts.get(label.name, 0)
                return f"{count:,}" if count else ""
            case Qt.ItemDataRole.ToolTipRole:
                return tip(label)
            case Qt.ItemDataRole.AccessibleTextRole:
                parts = (label.name, self.data(index, KEY), self.data(index, COUNT))
                return ", ".join(part for part in parts if part)
        return None

    def _chip(self, name: str) -> QPixmap:
        chip = self._chips.get(name)
        if chip is None:
            chip = draw_chip(
                self._theme.label_style(name),
                self._theme.background,
                certainty=Certainty.GIVEN,
                font=self._font,
                height=QFontMetrics(self._font).height() + 4,
                pixel_ratio=2.0,
            ).pixmap
            self._chips[name] = chip
        return chip
