"""Fields and boxes for all that the line of a search can say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from annotator.domain.document import Status
from annotator.domain.query import ANY, ORIGINS, SUGGESTED, Query
from annotator.ui.widgets.choices import let_narrow, make_choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Change = Callable[[Query], Query]

_LIST = "list"
_PARTS = "\n"
"""Between the values of one entry of a box; no name has it."""
_OWN = Qt.ItemDataRole.UserRole + 1
"""Marks an entry that was made for what the line says."""


class QueryFields(QWidget):
    """Shows a query, and says what is changed in it."""

    changed = Signal(object)
    """A function from the Query to the one that is wanted now."""
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("query_fields")
        self._labels = self._box("query_labels", self.tr("What is looked through"))
        self._by = self._field("query_by", self.tr("By (speaker or claimant)"))
        self._annotator = self._box("query_annotator", self.tr("Annotator"))
        self._origin = self._box("query_origin", self.tr("Origin"))
        self._having = self._field("query_having", self.tr("With (note, role=mayor)"))
        self._lacking = self._field("query_lacking", self.tr("Without (note, role)"))
        self._where = self._box("query_where", self.tr("Which articles"))
        self._outlet = self._field("query_outlet", self.tr("Outlet"))
        self._since = self._field("query_since", self.tr("Since (2026-03)"))
        self._until = self._field("query_until", self.tr("Until (2026-03-31)"))
        self._arrange()
        self.set_names((), ())

    # ------------------------------------------------------------ what the form uses

    def set_names(self, labels: Iterable[str], annotators: Iterable[str]) -> None:
        """Offers the labels and annotators of a project."""
        tr = self.tr
        _fill(self._labels, [("", tr("Texts")), (ANY, tr("All annotations"))])
        _fill(self._labels, [(one, one) for one in labels], more=True)
        _fill(self._annotator, [("", tr("Anyone")), *((one, one) for one in annotators)])
        _fill(
            self._origin,
            [
                ("", tr("All but suggestions")),
                *((one, one.capitalize()) for one in ORIGINS if one != SUGGESTED),
                (SUGGESTED, tr("Pending suggestions")),
                (_PARTS.join(ORIGINS), tr("With suggestions")),
            ],
        )
        _fill(
            self._where,
            [
                ("", tr("All articles")),
                (_LIST, tr("As in the list")),
                *((one.value, one.value.capitalize()) for one in Status),
            ],
        )

    def show_query(self, query: Query) -> None:
        """Shows what a query says."""
        statuses = [one.value for one in query.statuses]
        _choose(self._labels, query.labels)
        _choose(self._annotator, [query.annotator] if query.annotator else [])
        _choose(self._origin, query.origins)
        _choose(self._where, [_LIST, *statuses] if query.in_list else statuses)
        for field, text in (
            (self._by, query.by),
            (self._having, ", ".join(query.having)),
            (self._lacking, ", ".join(query.lacking)),
            (self._outlet, query.outlet),
            (self._since, query.since),
            (self._until, query.until),
        ):
            if field.text() != text:
                field.setText(text)

    def _on_chosen(self, box: QComboBox) -> None:
        values = tuple(filter(None, str(box.currentData()).split(_PARTS)))
        if box is self._labels:
            self.changed.emit(lambda query: replace(query, labels=values))
        elif box is self._annotator:
            self.changed.emit(lambda query: replace(query, annotator="".join(values)))
        elif box is self._origin:
            self.changed.emit(lambda query: replace(query, origins=values))
        else:
            statuses = tuple(Status(one) for one in values if one != _LIST)
            self.changed.emit(
                lambda query: replace(query, in_list=_LIST in values, statuses=statuses)
            )

    def _on_edited(self, field: QLineEdit) -> None:
        text = " ".join(field.text().split())
        several = tuple(filter(None, (one.strip() for one in text.split(","))))
        changes: dict[QLineEdit, Change] = {
            self._by: lambda query: replace(query, by=text),
            self._having: lambda query: replace(query, having=several),
            self._lacking: lambda query: replace(query, lacking=several),
            self._outlet: lambda query: replace(query, outlet=text),
            self._since: lambda query: replace(query, since=text),
            self._until: lambda query: replace(query, until=text),
        }
        self.changed.emit(changes[field])

    # ------------------------------------------------------------ parts

    def _field(self, name: str, says: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setObjectName(name)
        field.setPlaceholderText(says)
        field.setAccessibleName(says)
        field.setToolTip(says)
        field.setMinimumWidth(64)
        field.textEdited.connect(lambda _: self._on_edited(field))
        field.returnPressed.connect(self.entered)
        return field

    def _box(self, name: str, says: str) -> QComboBox:
        box = make_choice(name, self)
        box.setAccessibleName(says)
        box.setToolTip(says)
        let_narrow(box)
        box.activated.connect(lambda _: self._on_chosen(box))
        return box

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        rows = (
            (self._labels, self._by, self._annotator, self._origin, self._having),
            (self._where, self._outlet, self._since, self._until, self._lacking),
        )
        for row, widgets in enumerate(rows):
            for column, widget in enumerate(widgets):
                grid.addWidget(widget, row, column)
        for column in range(5):
            grid.setColumnStretch(column, 1)


def _fill(box: QComboBox, entries: list[tuple[str, str]], *, more: bool = False) -> None:
    blocked = QSignalBlocker(box)
    if not more:
        box.clear()
    for data, text in entries:
        box.addItem(text, data)
    del blocked


def _choose(box: QComboBox, values: Sequence[str]) -> None:
    """Shows values in a box, in an entry of their own if the box has none for them."""
    data = _PARTS.join(values)
    place = box.findData(data)
    if place < 0:
        own = box.findData(True, _OWN)
        if own >= 0:
            box.removeItem(own)
        box.addItem(", ".join(values), data)
        place = box.count() - 1
        box.setItemData(place, True, _OWN)
    box.setCurrentIndex(place)
