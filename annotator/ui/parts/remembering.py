"""The project's memory in the window: lets it learn after edits, and shows it as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QTimer

from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.ui.actions import Needs, Spec
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from annotator.services.changes import Changed
    from annotator.services.jobs import Handle
    from annotator.services.memory import LearnReport
    from annotator.services.projects import Services
    from annotator.ui.dialogs.memory import MemoryWindow
    from annotator.ui.main_window import MainWindow
    from annotator.ui.parts.desk import ArticleDesk
    from annotator.ui.parts.finding import Finder

_PAUSE_MS = 700
"""So long after the last edit the project learns from what was done."""
_LONGEST_MS = 3_000
"""It waits no longer than that for news to end that are nobody's edits: while articles are read
for suggestions, they never do."""


class Remembering(Part):
    """Runs one learning job at a time, out of sight unless it takes long."""

    def __init__(self, window: MainWindow, desk: ArticleDesk, finder: Finder) -> None:
        super().__init__(window)
        self._desk = desk
        self._finder = finder
        self._page: MemoryWindow | None = None
        self._is_learning = False
        self._handle: Handle | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._learn)
        self._waiting = QElapsedTimer()

    @property
    def is_learning(self) -> bool:
        """Whether a job is under way."""
        return self._is_learning

    def specs(self) -> list[Spec]:
        """The table."""
        return [
            Spec(
                "memory",
                "S&uggestions",
                "What this project re&members…",
                ("Ctrl+Shift+M",),
                self.show,
                Needs.PROJECT,
                separated=True,
            )
        ]

    def set_services(self, services: Services | None) -> None:
        """Learns in this project from now on; a job for another has been stopped."""
        super().set_services(services)
        self._is_learning, self._handle = False, None
        if services is None:
            self._soon.stop()
        else:
            self._learn_soon()  # what was done and not learnt before the project was closed
        if self._page is not None:
            self._page.set_services(services)
            if services is None:
                self._page.hide()

    def leave(self) -> None:
        """Begins nothing any more."""
        self._soon.stop()

    def apply(self, changed: Changed) -> None:
        """Learns soon; shows the table as it is now."""
        if changed.edit is not None:
            self._waiting.start()  # who goes on tagging is not disturbed
            self._stop_learning()
        self._learn_soon()
        if self._page is not None and self._page.isVisible():
            self._page.apply(changed)

    def show(self) -> None:
        """Opens the table."""
        page = self._page or self._make_page()
        page.set_services(self._services)
        page.show()
        page.raise_()
        page.activateWindow()
        page.page.focus_search()

    # ------------------------------------------------------------ parts

    def _make_page(self) -> MemoryWindow:
        from annotator.ui.dialogs.memory import MemoryWindow

        page = self._page = MemoryWindow(self._window.jobs, self._window)
        page.occurrences_wanted.connect(self._find)
        return page

    def _find(self, words: str) -> None:
        self._window.raise_()
        self._window.activateWindow()
        self._finder.find_phrase(words)

    def _learn_soon(self) -> None:
        if not self._soon.isActive():
            self._waiting.start()
        elif self._waiting.elapsed() > _LONGEST_MS:
            return
        self._soon.start()

    def _learn(self) -> None:
        if self._services is None or self._services.read_only or self._is_learning:
            return  # the one that runs is followed by another
        try:
            is_behind = self._services.memory.is_behind()
        except AnnotatorError as error:
            self.failed.emit(error)
            return
        if is_behind:
            self._is_learning = True
            open_one = self._desk.document
            job = self._services.memory.learn_job(first=open_one.id if open_one else None)
            self._handle = self._window.jobs.run(
                job, self._on_learnt, self._on_failed, is_quiet=True
            )

    def _stop_learning(self) -> None:
        """Lets go of what it is at; the next job goes on with it."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _on_learnt(self, _: LearnReport) -> None:
        self._is_learning, self._handle = False, None
        self._learn_soon()

    def _on_failed(self, error: BaseException) -> None:
        was_let_go = self._handle is None
        self._is_learning, self._handle = False, None
        if not isinstance(error, Cancelled):
            self.failed.emit(error)
        elif was_let_go:
            self._learn_soon()
