"""What the project remembers, in a window of its own beside the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.ui.panels.memory.page import MemoryPage
from annotator.ui.widgets.step_bar import StepBar

if TYPE_CHECKING:
    from annotator.services.changes import Changed
    from annotator.services.projects import Services
    from annotator.ui.panels.job_bar import JobBar

_SIZE = (980, 560)


class MemoryWindow(QDialog):
    """Not modal: one annotates on while it is open. Escape closes it."""

    occurrences_wanted = Signal(str)

    def __init__(self, jobs: JobBar, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("memory_window")
        self.setWindowTitle(self.tr("What this project remembers"))
        self.resize(*_SIZE)
        self._jobs = jobs
        self._services: Services | None = None
        self.page = MemoryPage(self)
        self.page.occurrences_wanted.connect(self.occurrences_wanted)
        self._steps = StepBar("memory", self)
        self._steps.undo_wanted.connect(lambda: self._step(redo=False))
        self._steps.redo_wanted.connect(lambda: self._step(redo=True))
        self.page.failed.connect(self._steps.say)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.page, stretch=1)
        layout.addWidget(self._steps)
        keys = QKeySequence.StandardKey
        QShortcut(keys.Undo, self).activated.connect(lambda: self._step(redo=False))
        QShortcut(keys.Redo, self).activated.connect(lambda: self._step(redo=True))
        QShortcut(keys.Find, self).activated.connect(self.page.focus_search)

    def set_services(self, services: Services | None) -> None:
        """Shows what a project remembers."""
        if services is not self._services:
            self._steps.say(None)
        self._services = services
        self.page.set_memory(services.memory if services else None)
        self._show_history()

    def apply(self, changed: Changed) -> None:
        """Shows what changed."""
        if changed.scheme and self._services is not None:
            self.page.set_memory(self._services.memory)
        elif changed.memory:
            self.page.refresh()
        self._show_history()

    def _step(self, *, redo: bool) -> None:
        if self._services is None:
            return
        self._steps.say(None)
        job = self._services.project_edits.history_job(None, redo=redo)
        self._jobs.run(job, lambda _: self._show_history(), self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        if isinstance(error, AnnotatorError):
            self._steps.say(error)
        else:
            self._jobs.failed.emit(error)

    def _show_history(self) -> None:
        self._steps.show_history(
            self._services.project_edits.history_status() if self._services else None
        )
