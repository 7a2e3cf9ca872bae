"""The history of the article on the desk, in the drawer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.domain.errors import AnnotatorError
from annotator.ui.actions import Needs, Spec
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from annotator.services.changes import Changed
    from annotator.ui.main_window import MainWindow
    from annotator.ui.panels.history import HistoryPage
    from annotator.ui.parts.desk import ArticleDesk


class Past(Part):
    """Shows what was done in the article, and goes back to any of it."""

    def __init__(self, window: MainWindow, desk: ArticleDesk) -> None:
        super().__init__(window)
        self._desk = desk
        self._page: HistoryPage | None = None
        self._soon = QTimer(self)  # the article is painted first
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fill)
        desk.opened.connect(lambda _: self._soon.start(0))

    def specs(self) -> list[Spec]:
        """One entry of the Edit menu."""
        return [Spec("history", "&Edit", "&History", ("Ctrl+H",), self.show, Needs.ARTICLE)]

    def apply(self, changed: Changed) -> None:
        """What was done just now is another step."""
        document = self._desk.document
        if document is not None and document.id in changed.documents:
            self._soon.start(0)

    def show(self) -> None:
        """Opens the drawer on the history; closes it if it is open there."""
        if self._page is None:
            from annotator.ui.panels.history import HistoryPage

            self._page = HistoryPage()
            self._page.step_chosen.connect(self._go_to)
        drawer = self._window.drawer
        if drawer.page is self._page:
            drawer.close_page()
            return
        drawer.show_page(self._page, self.tr("History of the article"))
        self._fill()
        self._page.setFocus()

    # ------------------------------------------------------------ parts

    def _fill(self) -> None:
        page, document = self._page, self._desk.document
        if page is None or self._window.drawer.page is not page:
            return
        if self._services is None or document is None:
            page.model.show(())
            return
        page.model.show(self._services.histories.steps(document.id))
        page.show_now()

    def _go_to(self, number: int) -> None:
        document = self._desk.document
        if self._services is None or document is None:
            return
        histories = self._services.histories
        try:
            if histories.is_long(document.id, number):
                self._window.jobs.run(histories.job_to(document.id, number), lambda _: None)
            else:
                histories.go_to(document.id, number)
        except AnnotatorError as error:
            self.failed.emit(error)
