"""Spans that an import left out, as rows with a tick: where each would stand now."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QPalette

from annotator.ui.item_models.table import Index, TableModel
from annotator.ui.tips import literally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from annotator.domain.ids import DocumentId
    from annotator.domain.misfits import Misfit
    from annotator.services.repairing import Repair


class Column(IntEnum):
    """From left to right."""

    TICK = 0
    ARTICLE = 1
    LABEL = 2
    QUOTED = 3
    BEFORE = 4
    THERE = 5
    AFTER = 6
    FOUND = 7


class Kind(Enum):
    """How sure a repair is."""

    CERTAIN = "certain"
    TO_LOOK_AT = "to look at"
    NO_PLACE = "no place"


def kind_of(repair: Repair) -> Kind:
    """How sure a repair is."""
    if repair.span is None:
        return Kind.NO_PLACE
    return Kind.CERTAIN if repair.is_certain else Kind.TO_LOOK_AT


class RepairModel(TableModel):
    """What is certain is ticked at first; what has no place or no label cannot be.

    title_of: the title of an article.
    """

    ticks_changed = Signal()
    """Other rows are ticked, or other rows can be."""

    def __init__(
        self,
        title_of: Callable[[DocumentId], str],
        parent: Any = None,  # noqa: ANN401 - Qt's parent
    ) -> None:
        super().__init__(parent)
        self.name_columns(
            "",
            self.tr("Article"),
            self.tr("Label"),
            self.tr("Quoted"),
            "",
            self.tr("In the article"),
            "",
            self.tr("Found"),
            right=(Column.BEFORE,),
        )
        self._title_of = title_of
        self._known: dict[DocumentId, str] = {}
        self._all: list[Repair] = []
        self._labels: Mapping[str, str] = {}
        self._ticks = bytearray()
        self._kind: Kind | None = None
        self._rows: Sequence[int] = ()

    # ------------------------------------------------------------ what the dialog uses

    def show_repairs(self, repairs: Sequence[Repair], labels: Mapping[str, str]) -> None:
        """Shows these. labels: what becomes of labels that the scheme lacks; "": left out."""
        self.beginResetModel()
        self._all = list(repairs)
        self._labels = labels
        self._ticks = bytearray(self._is_ready(one) for one in self._all)
        self._rows = self._fitting()
        self.endResetModel()
        self.ticks_changed.emit()

    def set_labels(self, labels: Mapping[str, str]) -> None:
        """Other labels are chosen; what that concerns is ticked anew."""
        before, self._labels = self._labels, labels
        changed = {
            name for name in before.keys() | labels.keys() if before.get(name) != labels.get(name)
        }
        for number, one in enumerate(self._all):
            if one.misfit.span.label in changed:
                self._ticks[number] = self._is_ready(one)
        self._refresh()

    def show_kind(self, kind: Kind | None) -> None:
        """Shows the rows of one kind, or all."""
        self.beginResetModel()
        self._kind = kind
        self._rows = self._fitting()
        self.endResetModel()

    def drop(self, done: Iterable[Repair]) -> None:
        """Takes off the list what was done: those very ones, ticked or not by now."""
        gone = {id(one) for one in done}
        self.beginResetModel()
        kept = [number for number, one in enumerate(self._all) if id(one) not in gone]
        self._ticks = bytearray(self._ticks[number] for number in kept)
        self._all = [self._all[number] for number in kept]
        self._rows = self._fitting()
        self.endResetModel()
        self.ticks_changed.emit()

    def counts(self) -> dict[Kind, int]:
        """How many there are of each kind."""
        found = dict.fromkeys(Kind, 0)
        for one in self._all:
            found[kind_of(one)] += 1
        return found

    def repair(self, row: int) -> Repair:
        """What a row shows."""
        return self._all[self._rows[row]]

    def ticked(self) -> list[Repair]:
        """What is ticked, shown or not."""
        return [one for one, ticked in zip(self._all, self._ticks, strict=True) if ticked]

    def misfits(self) -> list[Misfit]:
        """What is on the list, shown or not."""
        return [one.misfit for one in self._all]

    @property
    def ticked_count(self) -> int:
        """How many those are."""
        return self._ticks.count(1)

    def label_of(self, repair: Repair) -> str:
        """The label it would get; "" if that is left out."""
        return repair.label or self._labels.get(repair.misfit.span.label, "")

    def toggle(self, rows: Sequence[int]) -> None:
        """Ticks the rows; takes the ticks away if all of them that can have one have it."""
        able = [self._rows[row] for row in rows if self._can_be(self.repair(row))]
        self._set(able, not all(self._ticks[number] for number in able))

    def tick_all(self, ticked: bool) -> None:
        """Ticks all rows that are shown and can be, or none of them."""
        self._set([one for one in self._rows if self._can_be(self._all[one])], ticked)

    # ------------------------------------------------------------ what Qt asks

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What cannot be added cannot be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == Column.TICK and self._can_be(self.repair(index.row())):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell, and how."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        one = self.repair(row)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cell(one, column)
            case Qt.ItemDataRole.CheckStateRole if column == Column.TICK and self._can_be(one):
                ticked = self._ticks[self._rows[row]]
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.TextAlignmentRole:
                return self.alignment(column)
            case Qt.ItemDataRole.FontRole if column == Column.THERE:
                font = QFont()
                font.setBold(True)
                return font
            case Qt.ItemDataRole.ForegroundRole if self._is_faint(one, column):
                return QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
            case Qt.ItemDataRole.ToolTipRole:
                return literally(self._tip(one, column))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row, one)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ticks a row, or takes its tick away."""
        is_tick = role == Qt.ItemDataRole.CheckStateRole and index.column() == Column.TICK
        if not is_tick or not self._can_be(self.repair(index.row())):
            return False
        self._set([self._rows[index.row()]], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    # ------------------------------------------------------------ parts

    def _can_be(self, one: Repair) -> bool:
        return one.span is not None and bool(self.label_of(one))

    def _is_ready(self, one: Repair) -> bool:
        return one.is_certain and self._can_be(one)

    def _fitting(self) -> Sequence[int]:
        if self._kind is None:
            return range(len(self._all))
        return [number for number, one in enumerate(self._all) if kind_of(one) is self._kind]

    def _set(self, numbers: Iterable[int], ticked: bool) -> None:
        for number in numbers:
            self._ticks[number] = ticked
        self._refresh()

    def _refresh(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.ticks_changed.emit()

    def _is_faint(self, one: Repair, column: int) -> bool:
        return not self._can_be(one) or column in (Column.ARTICLE, Column.FOUND)

    def _title(self, one: Repair) -> str:
        document_id = one.misfit.document_id
        if document_id not in self._known:
            self._known[document_id] = self._title_of(document_id)
        return self._known[document_id]

    def _cell(self, one: Repair, column: int) -> str:
        match column:
            case Column.ARTICLE:
                return self._title(one)
            case Column.LABEL:
                return self.label_of(one) or self.tr("{0} ?").format(one.misfit.span.label)
            case Column.QUOTED:
                return " ".join((one.misfit.span.quoted or "").split())
            case Column.BEFORE | Column.THERE | Column.AFTER:
                return one.around[column - Column.BEFORE]
            case Column.FOUND:
                return self._found(one)
        return ""

    def _found(self, one: Repair) -> str:
        if one.span is None:
            return self.tr("no place")
        if one.likeness < 100:
            return self.tr("{0}% alike").format(int(one.likeness))
        if one.places > 1:
            return self.tr("{0} places").format(f"{one.places:,}")
        return self.tr("certain")

    def _tip(self, one: Repair, column: int) -> str:
        if column == Column.FOUND:
            return f"{one.misfit.origin}: {one.misfit.sentence}"
        if column in (Column.BEFORE, Column.THERE, Column.AFTER):
            return "".join(one.around)
        return self._cell(one, column)

    def _spoken(self, row: int, one: Repair) -> str:
        state = ""
        if self._can_be(one):
            ticked = self._ticks[self._rows[row]]
            state = self.tr("ticked") if ticked else self.tr("not ticked")
        parts = [self._cell(one, column) for column in (Column.LABEL, Column.QUOTED)]
        parts += [" ".join(filter(None, one.around)), self._found(one), self._title(one), state]
        return ", ".join(part for part in parts if part)
