"""Spans that an import left out, offered for repair; stays open beside the article."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog

from annotator.domain.errors import Cancelled, KnownError
from annotator.ui.dialogs.repair.layout import RepairLayout
from annotator.ui.dialogs.repair.schemes import drafted
from annotator.ui.item_models.repairs import Kind, RepairModel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from annotator.domain.ids import DocumentId
    from annotator.domain.misfits import Misfit
    from annotator.services.jobs import Handle
    from annotator.services.projects import Services
    from annotator.services.repairing import Repair
    from annotator.ui.panels.job_bar import JobBar


class RepairDialog(QDialog):
    """Looks for the places of the spans, and adds those that are ticked.

    are_all: whether these are all that were left out.
    """

    place_wanted = Signal(object, object)
    """The DocumentId of an article and a Span of it are to be shown."""
    repaired = Signal(int)
    """So many annotations were added."""
    scheme_edited = Signal(object)
    """The Edit by which the label scheme got labels, or other names for some."""
    failed = Signal(object)
    """Something that no sentence in the dialog tells."""

    def __init__(
        self,
        services: Services,
        jobs: JobBar,
        misfits: Sequence[Misfit],
        *,
        are_all: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("repair_dialog")
        self.setWindowTitle(self.tr("Repair spans"))
        self._services = services
        self._jobs = jobs
        self._misfits = list(misfits)
        self._are_all = are_all
        self._offered = len(self._misfits)
        self._looking: Handle | None = None
        self._is_busy = False
        self._is_done = False
        self._model = RepairModel(self._title_of, self)
        self._look = RepairLayout(self, self._model)
        self._connect()
        self.reload()
        self._find()

    def reload(self) -> None:
        """The label scheme may be another one now."""
        scheme = self._services.browsing.scheme()
        unknown = self._services.repairing.unknown_labels(self._misfits)
        self._look.show_labels(unknown, scheme)
        self._model.set_labels(self._labels())

    def add(self) -> None:
        """Adds what is ticked; before that, what the label scheme needs for it."""
        if self._is_busy or not self._model.ticked_count:
            return
        wanted = self._model.ticked()
        labels = [self._model.label_of(one) for one in wanted]
        used = {one.misfit.span.label for one in wanted}
        choices = [one for one in self._look.labels.choices() if one.name in used]
        draft = self._services.schemes.draft()
        try:
            changed = drafted(draft, choices)
        except KnownError as error:
            self._look.say(str(error))
            return
        self._is_busy = True
        self._show_buttons()
        if changed.is_changed:
            job = self._services.schemes.job(changed)
            self._jobs.run(job, partial(self._on_scheme, wanted, labels), self._on_error)
        else:
            self._apply(wanted, labels)

    def done(self, result: int) -> None:
        """Stops looking; what is being added is still added."""
        super().done(result)
        self._is_done = True
        if not self._is_busy:
            self.deleteLater()
        elif self._looking is not None:
            self._looking.cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does nothing by itself, with Ctrl it adds."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.add()
            event.accept()
            return
        super().keyPressEvent(event)

    # ------------------------------------------------------------ parts

    def _connect(self) -> None:
        look = self._look
        look.labels.changed.connect(lambda: self._model.set_labels(self._labels()))
        look.kinds.currentIndexChanged.connect(self._show_kind)
        look.all.clicked.connect(lambda: self._model.tick_all(True))
        look.none.clicked.connect(lambda: self._model.tick_all(False))
        look.table.row_chosen.connect(self._show_place)
        look.add.clicked.connect(self.add)
        look.close.clicked.connect(self.close)
        self._model.ticks_changed.connect(self._show_buttons)

    def _title_of(self, document_id: DocumentId) -> str:
        return self._services.browsing.info(document_id).metadata.title

    def _labels(self) -> Mapping[str, str]:
        """What becomes of each label that the spans have; "" where they are left out."""
        scheme = self._services.browsing.scheme()
        known = {name: scheme.named(name) for name in {one.span.label for one in self._misfits}}
        found = {name: label.name for name, label in known.items() if label is not None}
        return {**found, **self._look.labels.labels()}

    def _find(self) -> None:
        self._look.say(self.tr("Looking for their places…"))
        self._is_busy = True
        self._show_buttons()
        job = self._services.repairing.propose(self._misfits, {})
        looking = self._jobs.run(job, self._on_found, self._on_error)
        if self._is_busy:
            self._looking = looking

    def _on_found(self, repairs: Sequence[Repair]) -> None:
        if self._has_ended():
            return
        self._model.show_repairs(repairs, self._labels())
        self._tell()
        self._look.table.setFocus()
        if repairs:
            self._look.table.selectRow(0)

    def _on_scheme(self, wanted: list[Repair], labels: list[str], edit: object) -> None:
        if edit is not None:
            self.scheme_edited.emit(edit)
        self._apply(wanted, labels)

    def _apply(self, wanted: list[Repair], labels: list[str]) -> None:
        labelled = [replace(one, label=name) for one, name in zip(wanted, labels, strict=True)]
        job = self._services.repairing.apply(labelled)
        self._jobs.run(job, partial(self._on_added, wanted), self._on_error)

    def _on_added(self, done: list[Repair], count: int) -> None:
        self.repaired.emit(count)
        if self._has_ended():
            return
        self._model.drop(done)
        self._misfits = self._model.misfits()
        self.reload()
        if self._misfits:
            self._tell()
        else:
            self.close()

    def _on_error(self, error: BaseException) -> None:
        is_closed = self._has_ended()
        if not isinstance(error, Cancelled) and (is_closed or not isinstance(error, KnownError)):
            self.failed.emit(error)
        if not is_closed:
            self._show_buttons()
            stopped = self.tr("Stopped.")
            self._look.say(stopped if isinstance(error, Cancelled) else str(error))

    def _has_ended(self) -> bool:
        """What ran has ended. Returns whether nobody waits for it any more."""
        self._looking, self._is_busy = None, False
        if self._is_done:
            self.deleteLater()
        return self._is_done

    def _show_place(self, row: int) -> None:
        one = self._model.repair(row)
        if one.span is not None:
            self.place_wanted.emit(one.misfit.document_id, one.span)

    # ------------------------------------------------------------ showing

    def _show_kind(self) -> None:
        self._model.show_kind(self._look.kinds.currentData())
        if self._model.rowCount():
            self._look.table.selectRow(0)

    def _tell(self) -> None:
        counts = self._model.counts()
        self._look.show_counts(counts)
        total = sum(counts.values())
        said = (
            self.tr("1 span is left out.")
            if total == 1
            else self.tr("{0} spans are left out.").format(f"{total:,}")
        )
        if not self._are_all:
            said += " " + self.tr("Of more than {0}, only these are offered.").format(
                f"{self._offered:,}"
            )
        found = total - counts[Kind.NO_PLACE]
        said += " " + (
            self.tr("A place was found for {0} of them.").format(f"{found:,}")
            if found
            else self.tr("Their words were not found in the articles.")
        )
        if self._model.ticked_count:
            said += " " + self.tr("What is certain is ticked.")
        self._look.say(said)

    def _show_buttons(self) -> None:
        count = self._model.ticked_count
        self._look.show_adding(count, is_busy=self._is_busy)
