"""Occurrences of some words as rows with a tick: what shall be done to which."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QPalette

from annotator.ui.tips import literally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotator.domain.ids import DocumentId
    from annotator.domain.occurrences import Occurrence
    from annotator.domain.span import Span

Index = QModelIndex | QPersistentModelIndex

TICK, BEFORE, WORDS, AFTER, ARTICLE, NOTE = range(6)
"""The columns."""

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Verb(Enum):
    """What is to be done to the ticked occurrences."""

    TAG = "tag"
    UNTAG = "untag"
    RELABEL = "relabel"


@dataclass(frozen=True, slots=True)
class Plan:
    """A verb with its labels. new_label: for RELABEL."""

    verb: Verb
    label: str
    new_label: str = ""


class ReviewModel(QAbstractTableModel):
    """Rows come article by article; each new one is ticked if there is anything to do to it."""

    ticks_changed = Signal()
    """Other rows are ticked, or other rows can be."""

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self._rows: list[Occurrence] = []
        self._ticks = bytearray()
        self._idle = bytearray()
        self._plan = Plan(Verb.TAG, "")

    # ------------------------------------------------------------ what a page uses

    def clear(self) -> None:
        """Shows nothing."""
        self.beginResetModel()
        self._rows.clear()
        self._ticks.clear()
        self._idle.clear()
        self.endResetModel()
        self.ticks_changed.emit()

    def add(self, found: Sequence[Occurrence]) -> None:
        """Appends what was found."""
        if not found:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
        self._rows += found
        idle = bytearray(self._is_idle(one) for one in found)
        self._idle += idle
        self._ticks += bytearray(not one for one in idle)
        self.endInsertRows()
        self.ticks_changed.emit()

    def set_plan(self, plan: Plan) -> None:
        """Something else is to be done; rows that need nothing lose their tick, others keep it."""
        was = self._idle
        self._plan = plan
        self._idle = bytearray(self._is_idle(one) for one in self._rows)
        for row, idle in enumerate(self._idle):
            if idle != was[row]:
                self._ticks[row] = not idle
        self._changed(range(len(self._rows)))

    def toggle(self, rows: Sequence[int]) -> None:
        """Ticks the rows; takes the ticks away if all of them have one."""
        self._set(rows, not all(self._ticks[row] or self._idle[row] for row in rows))

    def tick_all(self, ticked: bool) -> None:
        """Ticks all rows that can be, or none."""
        self._set(range(len(self._rows)), ticked)

    def toggle_article(self, row: int) -> None:
        """Ticks all of a row's article, or takes their ticks away."""
        article = self._rows[row].document_id
        self.toggle([one for one, found in enumerate(self._rows) if found.document_id == article])

    def tick_only_article(self, row: int) -> None:
        """Ticks just what is in a row's article."""
        article = self._rows[row].document_id
        for one, found in enumerate(self._rows):
            self._ticks[one] = found.document_id == article and not self._idle[one]
        self._changed(range(len(self._rows)))

    def occurrence(self, row: int) -> Occurrence:
        """What a row shows."""
        return self._rows[row]

    def places(self) -> list[tuple[DocumentId, Span]]:
        """What is ticked."""
        return [
            (one.document_id, one.span)
            for one, ticked in zip(self._rows, self._ticks, strict=True)
            if ticked
        ]

    @property
    def ticked(self) -> int:
        """How many rows are ticked."""
        return self._ticks.count(1)

    # ------------------------------------------------------------ what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The occurrences."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The tick, the line in three parts, the article, what is marked there."""
        return 0 if parent.isValid() else 6

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What needs nothing cannot be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == TICK and not self._idle[index.row()]:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell, and how."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.CheckStateRole if column == TICK and not self._idle[row]:
                return Qt.CheckState.Checked if self._ticks[row] else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.TextAlignmentRole:
                side = (
                    Qt.AlignmentFlag.AlignRight if column == BEFORE else Qt.AlignmentFlag.AlignLeft
                )
                return side | _MIDDLE
            case Qt.ItemDataRole.FontRole if column == WORDS:
                font = QFont()
                font.setBold(True)
                return font
            case Qt.ItemDataRole.ForegroundRole if self._idle[row] or column >= ARTICLE:
                return QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
            case Qt.ItemDataRole.ToolTipRole if column == ARTICLE:
                return literally(self._rows[row].title)
            case Qt.ItemDataRole.ToolTipRole if column == NOTE:
                return literally(self._note(row))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ticks a row, or takes its tick away."""
        row = index.row()
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != TICK or self._idle[row]:
            return False
        self._set([row], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    # ------------------------------------------------------------ parts

    def _is_idle(self, found: Occurrence) -> bool:
        """Whether the plan has nothing to do there."""
        same = found.same(self._plan.label, suggested=False)
        return (same is not None) == (self._plan.verb is Verb.TAG)

    def _set(self, rows: Iterable[int], ticked: bool) -> None:
        chosen = list(rows)
        for row in chosen:
            self._ticks[row] = ticked and not self._idle[row]
        self._changed(chosen)

    def _changed(self, rows: Sequence[int]) -> None:
        if rows:
            first, last = min(rows), max(rows)
            self.dataChanged.emit(self.index(first, 0), self.index(last, NOTE))
        self.ticks_changed.emit()

    def _text(self, row: int, column: int) -> str:
        found = self._rows[row]
        match column:
            case 1:
                return found.before
            case 2:
                return found.words
            case 3:
                return found.after
            case 4:
                begins = row == 0 or self._rows[row - 1].document_id != found.document_id
                return found.title if begins else ""
            case 5:
                return self._note(row)
        return ""

    def _note(self, row: int) -> str:
        found, label = self._rows[row], self._plan.label
        if self._plan.verb is not Verb.TAG and self._idle[row]:
            return self.tr("not {0}").format(label)
        if self._idle[row]:
            return self.tr("{0} already").format(label)
        if self._plan.verb is Verb.TAG and found.same(label, suggested=True):
            return self.tr("suggested")
        others = found.others(label, suggested=False)
        if others:
            return self.tr("also {0}").format(", ".join(others))
        others = found.others(label, suggested=True)
        return self.tr("suggested {0}").format(", ".join(others)) if others else ""

    def _spoken(self, row: int) -> str:
        found = self._rows[row]
        state = self.tr("ticked") if self._ticks[row] else self.tr("not ticked")
        line = " ".join((found.before, found.words, found.after))
        return ", ".join(part for part in (line, found.title, self._note(row), state) if part)
