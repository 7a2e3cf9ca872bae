"""All entries of the registry: a table, the form of one, and its mentions in their contexts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.entries import RegistryEntry
from annotator.domain.errors import AnnotatorError
from annotator.domain.registry import EntryFilter, EntryOrder
from annotator.ui.item_models.entries import EntryModel
from annotator.ui.item_models.mentions import BEFORE, MentionModel
from annotator.ui.panels.registry.entry_form import EntryForm
from annotator.ui.panels.registry.menus import MOST_OFFERED, fill_merge, fill_split
from annotator.ui.widgets.buttons import make_button
from annotator.ui.widgets.choices import make_choice
from annotator.ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QShowEvent

    from annotator.domain.edits import Edit
    from annotator.domain.ids import EntryId
    from annotator.services.changes import Changed
    from annotator.services.jobs import Job
    from annotator.services.projects import Services
    from annotator.services.registering import Registering
    from annotator.ui.panels.registry.running import Run

T = TypeVar("T")

_TYPING_PAUSE_MS = 120
_COUNTING_PAUSE_MS = 600


class EntriesTab(QWidget):
    """Finds, edits, merges, splits and deletes entries."""

    failed = Signal(object)
    """An AnnotatorError that an edit met; None: all is well again."""
    mention_chosen = Signal(object)

    def __init__(self, run: Run, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("registry_entries")
        self._run = run
        self._services: Services | None = None
        self._model = EntryModel(self)
        self._mentions_model = MentionModel(self)
        self._search = QLineEdit(self)
        self._search.setObjectName("registry_search")
        self._search.setPlaceholderText(self.tr("Search names"))
        self._search.setAccessibleName(self.tr("Search names"))
        self._search.setClearButtonEnabled(True)
        self._labels = make_choice("registry_label", self)
        self._labels.setAccessibleName(self.tr("Label of the entries shown"))
        self._order = make_choice("registry_order", self)
        self._order.setAccessibleName(self.tr("Order"))
        self._order.addItem(self.tr("By name"), EntryOrder.NAME)
        self._order.addItem(self.tr("By mentions"), EntryOrder.MENTIONS)
        self._table = PlainTable("registry_table", self.tr("Entries"), self._model, self)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._table.set_widths(30, 12, 16, 0, 9, 12, 20)
        self._form = EntryForm(self)
        self._mentions = PlainTable(
            "registry_mentions", self.tr("Mentions"), self._mentions_model, self
        )
        self._mentions.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._mentions.set_widths(0, 22, 0, 24)
        self._mentions.elide_left(BEFORE)
        self._count = QLabel(self)
        self._count.setObjectName("article_count")
        self._new = make_button("registry_new", self.tr("&New"), self, self._on_new)
        self._merge = make_button("registry_merge", self.tr("&Merge into"), self)
        self._split = make_button("registry_split", self.tr("S&plit"), self)
        self._delete = make_button("registry_delete", self.tr("&Delete"), self, self._on_delete)
        for button, fill in ((self._merge, self._fill_merge), (self._split, self._fill_split)):
            menu = QMenu(button)
            menu.aboutToShow.connect(lambda menu=menu, fill=fill: fill(menu))
            button.setMenu(menu)
        self._pause = self._timer(_TYPING_PAUSE_MS, self._filter)
        self._counting = self._timer(_COUNTING_PAUSE_MS, self._count_again)
        self._linked = self._mentioned = 0
        self._connect()
        self._arrange()
        self._show_selected()

    # ------------------------------------------------------------ what the page uses

    def set_services(self, services: Services | None) -> None:
        """Shows the entries of a project; the selection stays where it is the same."""
        if services is not self._services:
            self._form.show_entry(None)
        self._services = services
        registry = services.registry if services else None
        wanted = (None, *registry.labels()) if registry else (None,)
        if [self._labels.itemData(place) for place in range(self._labels.count())] != [*wanted]:
            self._labels.clear()
            for label in wanted:
                self._labels.addItem(label or self.tr("All labels"), label)
        self._model.set_source(registry)
        self._filter()
        self._show_selected()
        self._counting.stop()
        self._count_again()

    def apply(self, changed: Changed) -> None:
        """Shows what changed: the rows, and the list if entries came or went."""
        if self._services is None:
            return
        edit = changed.edit
        if edit is None or any(isinstance(one.value, RegistryEntry) for one in edit.changes):
            chosen = self._selected()
            self._model.reload()
            self._select(chosen)
        else:
            self._model.refresh()
        self._show_selected()
        if self.isVisible():
            self._counting.start()

    def focus_search(self) -> None:
        """Puts the cursor into the search."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def select(self, entry_id: EntryId) -> None:
        """Goes to an entry, whatever is searched for."""
        self._search.clear()
        self._labels.setCurrentIndex(0)
        self._filter()
        self._select([entry_id])

    def commit(self) -> None:
        """Stores what was typed."""
        self._form.commit()

    def showEvent(self, event: QShowEvent) -> None:
        """What was not counted while nobody looked is counted soon."""
        super().showEvent(event)
        self._counting.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: nothing is counted."""
        super().hideEvent(event)
        self._counting.stop()

    # ------------------------------------------------------------ parts

    def _timer(self, pause: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(call)
        return timer

    def _connect(self) -> None:
        self._search.textChanged.connect(lambda _: self._pause.start())
        self._search.returnPressed.connect(self._on_found)
        self._labels.activated.connect(lambda _: self._filter())
        self._order.activated.connect(lambda _: self._filter())
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._show_selected())
        self._table.row_chosen.connect(lambda _: self._form.focus_name())
        self._table.removal_wanted.connect(self._on_delete)
        self._mentions.row_chosen.connect(self._on_mention)
        self._form.edited.connect(self._on_edited)
        self._form.failed.connect(self.failed)

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 10, 12, 10)
        bar.setSpacing(8)
        bar.addWidget(self._search, stretch=1)
        for widget in (self._labels, self._order):
            bar.addWidget(widget)
        bar.addSpacing(16)
        for button in (self._new, self._merge, self._split, self._delete):
            bar.addWidget(button)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(self._form)
        column.addStretch(1)
        below = QSplitter(Qt.Orientation.Horizontal, self)
        below.addWidget(left)
        below.addWidget(self._mentions)
        below.setSizes([380, 640])
        below.setStretchFactor(1, 1)
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.addWidget(self._table)
        both.addWidget(below)
        both.setSizes([280, 340])
        both.setStretchFactor(0, 1)
        for splitter in (below, both):
            splitter.setChildrenCollapsible(False)
        self._count.setContentsMargins(12, 6, 12, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(both, stretch=1)
        layout.addWidget(self._count)

    def _filter(self) -> None:
        self._pause.stop()
        registry = self._services.registry if self._services else None
        label = self._labels.currentData()
        labels = registry.entry_labels(label) if registry and label else None
        chosen = self._selected()
        order = EntryOrder(self._order.currentData())  # Qt makes a plain text of it
        self._model.set_filter(EntryFilter(labels, self._search.text(), order))
        self._select(chosen)
        self._show_count()

    def _selected(self) -> list[EntryId]:
        return [self._model.id_at(row) for row in self._table.rows()]

    def _select(self, entries: list[EntryId]) -> None:
        rows = [row for one in entries if (row := self._model.row_of(one)) is not None]
        self._table.select_rows(rows)

    def _show_selected(self) -> None:
        chosen = self._table.rows()
        row = self._model.row_at(chosen[0]) if len(chosen) == 1 else None
        registry = self._services.registry if self._services else None
        self._form.show_entry(row.entry if row else None)
        self._mentions_model.show_entry(row.entry.id if row else None, registry)
        self._merge.setEnabled(len(chosen) > 1)
        self._split.setEnabled(row is not None)
        self._delete.setEnabled(bool(chosen))
        self._new.setEnabled(self._services is not None)

    def _count_again(self) -> None:
        """Asks how many mentions there are: of all annotations, so not with each letter typed."""
        totals = [*self._services.registry.totals().values()] if self._services else []
        self._linked = sum(one.linked for one in totals)
        self._mentioned = sum(one.total for one in totals)
        self._show_count()

    def _show_count(self) -> None:
        if self._services is None:
            self._count.clear()
            return
        count = self._model.rowCount()
        self._count.setText(
            self.tr("{0} · {1} of {2} mentions are linked").format(
                self.tr("1 entry") if count == 1 else self.tr("{0} entries").format(f"{count:,}"),
                f"{self._linked:,}",
                f"{self._mentioned:,}",
            )
        )

    def _attempt(self, gesture: Callable[[Registering], T]) -> T | None:
        if self._services is None:
            return None
        try:
            done = gesture(self._services.registering)
        except AnnotatorError as error:
            self.failed.emit(error)
            return None
        self.failed.emit(None)
        return done

    def _run_job(self, make: Callable[[Registering], Job[Edit | None]]) -> None:
        self._form.commit()
        job = self._attempt(make)
        if job is not None:
            self._run(job)

    def _on_found(self) -> None:
        self._filter()
        if self._model.rowCount():
            self._table.selectRow(0)
            self._table.setFocus()

    def _on_edited(self, entry: RegistryEntry) -> None:
        self._attempt(lambda registering: registering.save(entry))

    def _on_new(self) -> None:
        if self._services is None:
            return
        label = self._labels.currentData() or next(iter(self._services.registry.labels()), "")
        name = self._search.text().strip() or self.tr("New entry")
        made = self._attempt(lambda registering: registering.add(label, name))
        if made is not None:
            self._search.clear()
            self._filter()
            self._select([made])
            self._form.focus_name()

    def _on_delete(self) -> None:
        chosen = self._selected()
        if chosen:
            self._run_job(lambda registering: registering.delete(chosen))

    def _on_mention(self, row: int) -> None:
        mention = self._mentions_model.mention(row)
        if mention is not None:
            self.mention_chosen.emit(mention)

    def _fill_merge(self, menu: QMenu) -> None:
        rows = [self._model.row_at(row) for row in self._table.rows()[:MOST_OFFERED]]
        entries = [row.entry for row in rows if row is not None]
        fill_merge(menu, entries, partial(self._merge_into, self._selected()))

    def _fill_split(self, menu: QMenu) -> None:
        rows = self._table.rows()
        row = self._model.row_at(rows[0]) if len(rows) == 1 else None
        if row is not None:
            chosen = self._mentions.rows()
            fill_split(
                menu,
                row.entry,
                len(chosen),
                partial(self._split_mentions, row.entry.id, chosen),
                partial(self._split_off, row.entry.id),
            )

    def _merge_into(self, chosen: list[EntryId], kept: EntryId) -> None:
        self._run_job(lambda registering: registering.merge(chosen, kept))

    def _split_mentions(self, entry_id: EntryId, rows: list[int]) -> None:
        first = self._mentions_model.mention(rows[0])
        name = first.text if first else ""
        mentions = [self._mentions_model.id_at(row) for row in rows]
        self._run_job(lambda registering: registering.split_mentions(entry_id, mentions, name))

    def _split_off(self, entry_id: EntryId, alias: str) -> None:
        self._run_job(lambda registering: registering.split_aliases(entry_id, [alias]))
