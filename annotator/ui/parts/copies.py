"""Copies of the article: found in the background, shown in the list, given its annotations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.domain.document import ArticleFilter
from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.ui.actions import Needs, Spec
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from annotator.domain.ids import DocumentId
    from annotator.services.changes import Changed
    from annotator.services.jobs import Handle
    from annotator.services.projects import Services
    from annotator.services.stories import CarryReport
    from annotator.ui.main_window import MainWindow
    from annotator.ui.parts.desk import ArticleDesk

_PAUSE_MS = 1_500
"""So long after the last edit, and after the last articles came, copies are looked for."""


class Copies(Part):
    """Runs one job at a time that looks for copies, out of sight unless it takes long."""

    def __init__(self, window: MainWindow, desk: ArticleDesk) -> None:
        super().__init__(window)
        self._desk = desk
        self._handle: Handle | None = None
        self._is_looking = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._look)

    def specs(self) -> list[Spec]:
        """What can be done with copies."""
        return [
            Spec(
                "show_copies",
                "&Article",
                "Show &copies of this article, or all",
                (),
                self.show,
                Needs.ARTICLE,
                separated=True,
            ),
            Spec(
                "carry_over",
                "&Article",
                "Carry annotations &over to copies",
                (),
                self.carry_over,
                Needs.ARTICLE,
            ),
        ]

    def set_services(self, services: Services | None) -> None:
        """Looks for copies in this project from now on; a job for another has been stopped."""
        super().set_services(services)
        self._is_looking, self._handle = False, None
        if services is None:
            self._soon.stop()
        else:
            self._soon.start()

    def leave(self) -> None:
        """Begins nothing any more."""
        self._soon.stop()

    def apply(self, changed: Changed) -> None:
        """Waits for a pause; while suggestions come in, there is none to wait for."""
        if changed.edit is not None and self._handle is not None:
            self._handle.cancel()
            self._handle = None
        if changed.listing or (changed.edit is not None and self._soon.isActive()):
            self._soon.start()

    # ------------------------------------------------------------ verbs

    def show(self) -> None:
        """Lists the article and its copies; or all articles, if it is these that are listed."""
        document, services = self._desk.document, self._services
        if services is None or document is None:
            return
        bar = self._window.articles.filter
        if bar.where.story is not None:
            bar.set_list(replace(bar.where, story=None), bar.order)
        elif self._has_copies(services, document.id):
            bar.set_list(ArticleFilter(story=document.id), bar.order)

    def carry_over(self) -> None:
        """Suggests in each copy what is tagged in this article."""
        document, services = self._desk.document, self._services
        if services is None or document is None:
            return
        if self._has_copies(services, document.id):
            self._window.jobs.run(services.stories.carry_over_job(document.id), self._on_carried)

    def _on_carried(self, report: CarryReport) -> None:
        self._window.notice.show_text(
            " ".join(report.sentences()), self.tr("Show the copies"), self._show_copies
        )

    def _show_copies(self) -> None:
        if self._window.articles.filter.where.story is None:
            self.show()

    def _has_copies(self, services: Services, document_id: DocumentId) -> bool:
        """Whether copies of an article are known; says so if not."""
        try:
            if services.stories.copies(document_id):
                return True
            is_behind = services.stories.is_behind()
        except AnnotatorError as error:
            self.failed.emit(error)
            return False
        sentence = self.tr("No copy of this article is known.")
        if is_behind:
            sentence = self.tr("Copies are still being looked for; try again in a moment.")
            self._soon.start()
        self._window.notice.show_text(sentence)
        return False

    # ------------------------------------------------------------ the job

    def _look(self) -> None:
        if self._services is None or self._services.read_only or self._is_looking:
            return
        try:
            is_behind = self._services.stories.is_behind()
        except AnnotatorError as error:
            self.failed.emit(error)
            return
        if is_behind:
            self._is_looking = True
            job = self._services.stories.job()
            self._handle = self._window.jobs.run(
                job, lambda _: self._on_ended(), self._on_failed, is_quiet=True
            )

    def _on_ended(self) -> None:
        self._is_looking, self._handle = False, None
        self._soon.start()  # articles may have come at the last moment

    def _on_failed(self, error: BaseException) -> None:
        was_let_go = self._handle is None
        self._is_looking, self._handle = False, None
        if not isinstance(error, Cancelled):
            self.failed.emit(error)
        elif was_let_go:
            self._soon.start()
