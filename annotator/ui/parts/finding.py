"""Finding in the article and across the project."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaMethod, Signal

from annotator.ui.actions import Needs, Spec
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from annotator.domain.hits import Hit
    from annotator.services.changes import Changed
    from annotator.services.projects import Services
    from annotator.ui.main_window import MainWindow
    from annotator.ui.parts.article_queue import ArticleQueue
    from annotator.ui.parts.desk import ArticleDesk
    from annotator.ui.parts.finding_everywhere import FindingEverywhere
    from annotator.ui.parts.finding_here import FindingHere

_EDIT = "&Edit"


class Finder(Part):
    """Opens the bar and the page that find, each made on first use; goes to what they found."""

    hits_chosen = Signal(object)
    """A list of (DocumentId, Span) is to be worked on. The page offers it if somebody listens."""

    def __init__(self, window: MainWindow, desk: ArticleDesk, queue: ArticleQueue) -> None:
        super().__init__(window)
        self._desk = desk
        self._queue = queue
        self._here: FindingHere | None = None
        self._everywhere: FindingEverywhere | None = None

    def specs(self) -> list[Spec]:
        """Its actions."""
        article = Needs.ARTICLE
        return [
            Spec("find", _EDIT, "F&ind in the article…", ("Ctrl+F",), self.open_bar, article),
            Spec("find_next", _EDIT, "Ne&xt hit", ("F3",), partial(self.step, 1), article),
            Spec(
                "find_previous",
                _EDIT,
                "Pre&vious hit",
                ("Shift+F3",),
                partial(self.step, -1),
                article,
            ),
            Spec(
                "find_everywhere",
                _EDIT,
                "Find in &all articles…",
                ("Ctrl+Shift+F",),
                self.open_page,
                Needs.PROJECT,
            ),
        ]

    def set_services(self, services: Services | None) -> None:
        """Finds in this project from now on; what was found in another is forgotten."""
        super().set_services(services)
        if self._here is not None:
            self._here.set_finding(services.finding if services else None)
        if self._everywhere is not None:
            self._everywhere.set_services(services)

    def apply(self, changed: Changed) -> None:
        """Has the page say so where what it found may be other things now."""
        if self._everywhere is not None:
            self._everywhere.apply(changed)

    def open_bar(self) -> None:
        """Shows the bar that finds in the article."""
        self._made_here().open_bar()

    def step(self, step: int) -> None:
        """To the next hit in the article (1), or to the one before (-1)."""
        self._made_here().step(step)

    def open_page(self) -> None:
        """Shows the page that finds in all articles."""
        is_heard = self.isSignalConnected(QMetaMethod.fromSignal(self.hits_chosen))
        self._made_everywhere().open_page(offers_tagging=is_heard)

    def find_phrase(self, words: str) -> None:
        """Shows where these words stand, side by side, in the articles that are listed."""
        self.open_page()
        self._made_everywhere().find_phrase(words)

    # ------------------------------------------------------------ parts

    def _made_here(self) -> FindingHere:
        if self._here is None:
            from annotator.ui.parts.finding_here import FindingHere

            self._here = FindingHere(self._window, self._desk)
            self._here.set_finding(self._services.finding if self._services else None)
        return self._here

    def _made_everywhere(self) -> FindingEverywhere:
        if self._everywhere is None:
            from annotator.ui.parts.finding_everywhere import FindingEverywhere

            self._everywhere = FindingEverywhere(self._window)
            self._everywhere.hit_wanted.connect(self._show)
            self._everywhere.hits_chosen.connect(self._on_chosen)
            self._everywhere.failed.connect(self.failed)
            self._everywhere.set_services(self._services)
        return self._everywhere

    def _show(self, hit: Hit, gets_keyboard: bool) -> None:
        self._queue.go_to(hit.document_id, hit.span)
        document = self._desk.document
        if document is None or document.id != hit.document_id:
            return  # it could not be opened
        self._window.view.reveal(hit.span)
        if gets_keyboard:
            self._window.view.setFocus()

    def _on_chosen(self, hits: list[Hit]) -> None:
        self.hits_chosen.emit([(hit.document_id, hit.span) for hit in hits])
