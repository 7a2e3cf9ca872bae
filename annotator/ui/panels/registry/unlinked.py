"""Names that no entry is linked to: each is linked at once wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.entries import RegistryEntry
from annotator.domain.errors import AnnotatorError
from annotator.ui.item_models.unlinked import UnlinkedModel
from annotator.ui.mnemonics import literal
from annotator.ui.panels.registry.entry_picker import EntryPicker
from annotator.ui.panels.span.describing import shortened
from annotator.ui.widgets.buttons import make_button
from annotator.ui.widgets.choices import make_choice
from annotator.ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.edits import Edit
    from annotator.domain.ids import EntryId
    from annotator.domain.registry import UnlinkedName
    from annotator.services.changes import Changed
    from annotator.services.jobs import Job
    from annotator.services.projects import Services
    from annotator.services.registering import Registering
    from annotator.ui.panels.registry.running import Run

_SHOWN = 30


class UnlinkedTab(QWidget):
    """Enter links the row to whom it may be; the field below finds any other entry."""

    failed = Signal(object)

    def __init__(self, run: Run, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("registry_unlinked")
        self._run = run
        self._services: Services | None = None
        self._is_stale = True
        self._is_looking = False
        self._model = UnlinkedModel(self)
        self._labels = make_choice("unlinked_label", self)
        self._labels.setAccessibleName(self.tr("Label of the names shown"))
        self._labels.activated.connect(lambda _: self.look(again=True))
        self._again = make_button("unlinked_again", self.tr("&Look again"), self)
        self._again.clicked.connect(lambda: self.look(again=True))
        self._table = PlainTable("unlinked_table", self.tr("Unlinked names"), self._model, self)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.set_widths(0, 12, 9, 0, 0)
        self._table.row_chosen.connect(self._on_row)
        self._table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self._link = make_button("unlinked_link", "", self)
        self._link.clicked.connect(lambda: self._on_row(self._table.currentIndex().row()))
        self._new = make_button("unlinked_new", "", self)
        self._new.clicked.connect(lambda: self._on_new(""))
        self._picker = EntryPicker("unlinked_entry", self)
        self._picker.setAccessibleName(self.tr("Another entry"))
        self._picker.setPlaceholderText(self.tr("Another entry"))
        self._picker.left.connect(self._table.setFocus)
        self._picker.entry_chosen.connect(self._on_entry)
        self._picker.new_chosen.connect(self._on_new)
        self._count = QLabel(self)
        self._count.setObjectName("remark")
        self._arrange()
        self._show_current()

    def set_services(self, services: Services | None) -> None:
        """Works on a project's registry from now on."""
        if services is self._services:
            return
        self._services = services
        registry = services.registry if services else None
        self._picker.set_source(registry)
        self._labels.clear()
        self._labels.addItem(self.tr("All labels"), None)
        for label in registry.labels() if registry else ():
            self._labels.addItem(label, label)
        self._model.show_names([], registry)
        self._is_stale, self._is_looking = True, False
        self._show_current()

    def apply(self, changed: Changed) -> None:
        """What was found may be another now; who may be meant is looked up anew."""
        edit = changed.edit
        if edit is None or any(isinstance(one.value, RegistryEntry) for one in edit.changes):
            self._model.suggest_anew()
            self._show_current()
        self._is_stale = True

    def look(self, *, again: bool = False) -> None:
        """Finds the names, unless what is shown is still right."""
        if self._services is None or self._is_looking or not (again or self._is_stale):
            return
        registry = self._services.registry
        label = self._labels.currentData()
        self._is_stale, self._is_looking = False, True
        self._count.setText(self.tr("Looking…"))
        labels = (label,) if label else registry.labels()
        self._run(registry.unlinked_job(labels), self._on_found, lambda: self._on_found([]))

    # ------------------------------------------------------------ parts

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 10, 12, 10)
        bar.setSpacing(8)
        bar.addWidget(self._labels)
        bar.addWidget(self._again)
        bar.addSpacing(8)
        bar.addWidget(self._count, stretch=1)
        below = QHBoxLayout()
        below.setContentsMargins(12, 10, 12, 2)
        below.setSpacing(8)
        below.addWidget(self._link)
        below.addWidget(self._new)
        below.addWidget(self._picker, stretch=1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._table, stretch=1)
        layout.addLayout(below)

    def _on_found(self, names: list[UnlinkedName]) -> None:
        self._is_looking = False
        registry = self._services.registry if self._services else None
        self._model.show_names(names, registry)
        if names:
            self._table.selectRow(0)
        self._show_current()

    def _current(self) -> UnlinkedName | None:
        return self._model.name(self._table.currentIndex().row())

    def _show_current(self) -> None:
        name = self._current()
        candidate = self._model.suggestion(self._table.currentIndex().row()) if name else None
        said = shortened(name.text, _SHOWN) if name else ""
        meant = shortened(candidate.entry.name, _SHOWN) if candidate else ""
        self._link.setVisible(candidate is not None)
        self._link.setText(literal(self.tr("Link to “{0}”").format(meant)))
        self._new.setEnabled(name is not None)
        self._new.setText(literal(self.tr("New entry “{0}”").format(said)))
        self._picker.setEnabled(name is not None)
        self._picker.show_name(name.text if name else "", name.label if name else "")
        count = self._model.rowCount()
        if not self._is_looking:
            self._count.setText(
                self.tr("1 name") if count == 1 else self.tr("{0} names").format(f"{count:,}")
            )

    def _on_row(self, row: int) -> None:
        candidate = self._model.suggestion(row)
        if candidate is not None:
            self._on_entry(candidate.entry.id)

    def _on_entry(self, entry_id: EntryId) -> None:
        name = self._current()
        if name is not None:
            self._do(name, lambda one: one.link_name(name.text, name.label, entry_id))

    def _on_new(self, typed: str) -> None:
        name = self._current()
        if name is not None:
            self._do(name, lambda one: one.enter_name(name.text, name.label, called=typed))

    def _do(self, name: UnlinkedName, make: Callable[[Registering], Job[Edit | None]]) -> None:
        if self._services is None:
            return
        try:
            job = make(self._services.registering)
        except AnnotatorError as error:
            self.failed.emit(error)
            return
        row = self._table.currentIndex().row()
        self._model.remove(name)  # at once, so that the next one can be done meanwhile
        self._table.selectRow(min(row, self._model.rowCount() - 1))
        self._show_current()
        self._run(job, on_failed=lambda: self.look(again=True))
