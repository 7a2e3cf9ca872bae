"""The registry's page: all entries on one tab, names without an entry on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.ui.panels.registry.entries import EntriesTab
from annotator.ui.panels.registry.unlinked import UnlinkedTab
from annotator.ui.widgets.step_bar import StepBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.services.changes import Changed
    from annotator.services.jobs import Job
    from annotator.services.projects import Services
    from annotator.ui.panels.job_bar import JobBar

T = TypeVar("T")


class RegistryPage(QWidget):
    """Says below the tabs what went wrong, and what can be undone."""

    mention_chosen = Signal(object)
    """The Mention that is to be gone to in its article."""

    def __init__(self, jobs: JobBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("registry_page")
        self._jobs = jobs
        self._services: Services | None = None
        self.entries = EntriesTab(self.run, self)
        self.unlinked = UnlinkedTab(self.run, self)
        for tab in (self.entries, self.unlinked):
            tab.failed.connect(self._say)
        self.entries.mention_chosen.connect(self.mention_chosen)
        self._tabs = QTabWidget(self)
        self._tabs.setObjectName("registry_tabs")
        self._tabs.setAccessibleName(self.tr("Registry"))
        self._tabs.addTab(self.entries, self.tr("&Entries"))
        self._tabs.addTab(self.unlinked, self.tr("&Unlinked names"))
        self._tabs.currentChanged.connect(self._on_tab)
        self._steps = StepBar("registry", self)
        self._steps.undo_wanted.connect(self.undo)
        self._steps.redo_wanted.connect(self.redo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs, stretch=1)
        column.addWidget(self._steps)
        self._show_history()

    def set_services(self, services: Services | None) -> None:
        """Shows the registry of a project."""
        if services is not self._services:
            self._say(None)
        self._services = services
        self.entries.set_services(services)
        self.unlinked.set_services(services)
        self._on_tab()
        self._show_history()

    def apply(self, changed: Changed) -> None:
        """Shows what changed."""
        self.entries.apply(changed)
        self.unlinked.apply(changed)
        self._show_history()

    def focus_search(self) -> None:
        """Puts the cursor into the search of the entries."""
        self._tabs.setCurrentWidget(self.entries)
        self.entries.focus_search()

    def run(
        self,
        job: Job[T],
        on_done: Callable[[T], None] = lambda _: None,
        on_failed: Callable[[], None] = lambda: None,
    ) -> None:
        """Runs a job in the window's bar; what it raises is told here."""

        def fail(error: BaseException) -> None:
            on_failed()
            if isinstance(error, AnnotatorError):
                self._say(None if isinstance(error, Cancelled) else error)
            else:
                self._jobs.failed.emit(error)

        self._say(None)
        self._jobs.run(job, on_done, fail)

    def undo(self) -> None:
        """Takes back the newest edit of the whole project."""
        self._step(redo=False)

    def redo(self) -> None:
        """Does it again."""
        self._step(redo=True)

    # ------------------------------------------------------------ parts

    def _step(self, *, redo: bool) -> None:
        if self._services is None:
            return
        self.entries.commit()
        job = self._services.project_edits.history_job(None, redo=redo)
        self.run(job, lambda _: self._show_history())

    def _on_tab(self) -> None:
        if self._tabs.currentWidget() is self.unlinked and self.isVisible():
            self.unlinked.look()

    def _say(self, error: BaseException | None) -> None:
        self._steps.say(error)

    def _show_history(self) -> None:
        self._steps.show_history(
            self._services.project_edits.history_status() if self._services else None
        )
