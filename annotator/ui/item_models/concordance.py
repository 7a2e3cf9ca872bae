"""The lines of a concordance, as they come in, in any order one likes."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt

from annotator.ui.item_models.table import Index, TableModel
from annotator.ui.tips import literally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.domain.hits import Hit


class Column(IntEnum):
    """From left to right."""

    LEFT = 0
    HIT = 1
    RIGHT = 2
    LABEL = 3
    TITLE = 4
    OUTLET = 5
    PUBLISHED = 6


class ConcordanceModel(TableModel):
    """One row a hit. New ones are appended; sorting moves them all, but no hit is copied."""

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self.name_columns(
            self.tr("Before"),
            self.tr("Hit"),
            self.tr("After"),
            self.tr("Label"),
            self.tr("Article"),
            self.tr("Outlet"),
            self.tr("Date"),
            right=(Column.LEFT,),
        )
        self._hits: list[Hit] = []
        self._rows: list[int] = []  # row to number in _hits; empty while they are the same

    # ------------------------------------------------------------ what the panel uses

    def clear(self) -> None:
        """Forgets all hits."""
        self.beginResetModel()
        self._hits, self._rows = [], []
        self.endResetModel()

    def add(self, hits: Sequence[Hit]) -> None:
        """Appends hits, below those that are there, whatever the order is."""
        if not hits:
            return
        first = len(self._hits)
        self.beginInsertRows(QModelIndex(), first, first + len(hits) - 1)
        self._hits += hits
        if self._rows:
            self._rows += range(first, len(self._hits))
        self.endInsertRows()

    def hit(self, row: int) -> Hit:
        """The hit in a row."""
        return self._hits[self._rows[row] if self._rows else row]

    def hits(self) -> list[Hit]:
        """All of them, row by row."""
        return [self._hits[number] for number in self._rows] if self._rows else list(self._hits)

    # ------------------------------------------------------------ what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many hits."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell's text; its alignment; all of the line for tool tips and screen readers."""
        if not index.isValid() or index.row() >= len(self._hits):
            return None
        hit = self.hit(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell(hit, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return literally(f"…{hit.left}{hit.text}{hit.right}…")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell(hit, index.column()) or self._titles[index.column()]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column, equal ones as they were found; -1: as they were found.

        What stands before a hit is sorted from its last word backwards.
        """
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        numbers = [self._rows[one.row()] if self._rows else one.row() for one in kept]
        if column < 0:
            self._rows = []
        else:
            keys = _sort_keys(self._hits, column)
            self._rows = sorted(
                range(len(self._hits)),
                key=keys.__getitem__,
                reverse=order == Qt.SortOrder.DescendingOrder,
            )
        if kept:
            places = {number: row for row, number in enumerate(self._rows)} or None
            moved = [
                self.index(places[number] if places else number, one.column())
                for one, number in zip(kept, numbers, strict=True)
            ]
            self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()


def cell(hit: Hit, column: int) -> str:
    """What a column shows of a hit."""
    match column:
        case Column.LEFT:
            return hit.left.strip()
        case Column.HIT:
            return hit.text
        case Column.RIGHT:
            return hit.right.strip()
        case Column.LABEL:
            return f"{hit.label}?" if hit.is_suggestion else hit.label
        case Column.TITLE:
            return hit.title
        case Column.OUTLET:
            return hit.outlet
        case _:
            return hit.published[: len("2026-11-22")]


def _sort_keys(hits: list[Hit], column: int) -> list[str]:
    texts = [cell(hit, column).casefold() for hit in hits]
    # plain strings: a hundred thousand lists of words take a second to be compared
    return [" ".join(text.split()[::-1]) for text in texts] if column == Column.LEFT else texts
