"""Finding across the project: the page in the drawer, and one search at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.errors import BadQuery, Cancelled, KnownError
from annotator.domain.query_line import FIELDS
from annotator.ui.panels.finding.concordance import ConcordancePage

if TYPE_CHECKING:
    from annotator.domain.document import ArticleFilter
    from annotator.domain.hits import Hit
    from annotator.domain.query import Query
    from annotator.services.changes import Changed
    from annotator.services.concordance import Concordance, Outcome
    from annotator.services.projects import Services
    from annotator.ui.main_window import MainWindow

_TAKE_EVERY_MS = 40
_PREVIEW_AFTER_MS = 40  # so that a key that is held down does not open each article on the way
_LONGEST_SELECTION = 200


class FindingEverywhere(QObject):
    """Searches the project, and shows the hits as they come in."""

    hit_wanted = Signal(object, bool)
    """A Hit is to be shown; whether it gets the keyboard as well."""
    hits_chosen = Signal(object)
    """A list of Hits is to be worked on."""
    failed = Signal(object)
    """An error that a search met, and that is not about what was looked for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._services: Services | None = None
        self._search: Concordance | None = None
        self._done: tuple[Query, ArticleFilter] | None = None
        self._outcome = ""
        self._wanted: Hit | None = None
        self._page = self._make_page()
        self._take_often = QTimer(self)
        self._take_often.setInterval(_TAKE_EVERY_MS)
        self._take_often.timeout.connect(self._take)
        self._preview_soon = QTimer(self)
        self._preview_soon.setSingleShot(True)
        self._preview_soon.setInterval(_PREVIEW_AFTER_MS)
        self._preview_soon.timeout.connect(self._preview)

    def set_services(self, services: Services | None) -> None:
        """Finds in this project from now on; what was found in another is forgotten."""
        self._services = services
        self._forget_search()
        self._done = None
        self._preview_soon.stop()
        self._page.model.clear()
        self._page.end()
        self._page.tell("" if services is None else _also(self))
        self._show_names()

    def apply(self, changed: Changed) -> None:
        """Keeps the page honest: what was found may be other things now."""
        if changed.scheme:
            self._show_names()
        if self._done is None or self._search is not None:
            return
        is_about_marks = self._done[0].wants_annotations and bool(changed.documents)
        if is_about_marks or changed.listing:
            self._done = None
            self._page.tell(self.tr("{0} Something has changed since.").format(self._outcome))

    def open_page(self, *, offers_tagging: bool) -> None:
        """Shows the page in the drawer, and offers to look for what is selected."""
        view = self._window.view
        span = view.selected_span() if view.hasFocus() else None
        self._page.offer_tagging(offers_tagging)
        self._window.drawer.show_page(self._page, self.tr("Find in all articles"))
        if span is not None and len(span) <= _LONGEST_SELECTION:
            self._page.form.show_phrase(view.text_in(span))
        self._page.form.focus_line()

    def find_phrase(self, words: str) -> None:
        """Looks for these words, side by side."""
        self._page.form.show_phrase(words)
        self._page.form.ask()

    # ------------------------------------------------------------ the search

    def _start(self, query: Query) -> None:
        page, listed = self._page, self._window.articles.filter.where
        if self._services is None:
            return
        if self._done == (query, listed):
            page.focus_hits()  # it is all there: Enter a second time goes to it
            return
        self._forget_search()
        self._done = None
        try:
            search = self._services.finding.concordance(query, listed)
        except KnownError as error:
            page.end()  # of what was looked for until now
            page.tell(str(error))
            return
        self._done, self._search = (query, listed), search
        page.begin(query)
        page.tell(self.tr("Finding…"))
        self._take_often.start()
        self._window.jobs.run(
            search.job(),
            lambda outcome: self._on_found(search, outcome),
            lambda error: self._on_failed(search, error),
        )

    def _forget_search(self) -> None:
        """Ends the search that runs, if one does; what it found is taken no more."""
        if self._search is not None:
            self._search.stop()
            self._search = None
        self._take_often.stop()

    def _stop(self) -> None:
        if self._search is not None:
            self._search.stop()

    def _take(self) -> None:
        """Shows what was found since the last time."""
        if self._search is None:
            return
        found = self._search.take()
        if found:
            self._page.add(found)
            count = f"{self._page.model.rowCount():,}"
            self._page.tell(self.tr("Finding… {0} hits so far").format(count))

    def _on_found(self, search: Concordance, outcome: Outcome) -> None:
        if search is not self._search:
            return
        self._end()
        self._tell(_sentence(self, outcome))

    def _on_failed(self, search: Concordance, error: BaseException) -> None:
        if search is not self._search:
            return
        self._end()
        self._done = None
        count = f"{self._page.model.rowCount():,}"
        if isinstance(error, Cancelled):
            self._tell(self.tr("Stopped; {0} hits so far.").format(count))
        elif isinstance(error, BadQuery):
            self._tell(str(error))
        else:
            self._tell("")
            self.failed.emit(error)

    def _end(self) -> None:
        self._take()
        self._forget_search()
        self._page.end()

    def _tell(self, sentence: str) -> None:
        self._outcome = sentence
        self._page.tell(sentence)

    # ------------------------------------------------------------ the page

    def _make_page(self) -> ConcordancePage:
        page = ConcordancePage(self._window)
        page.asked.connect(self._start)
        page.stop_asked.connect(self._stop)
        page.previewed.connect(self._on_previewed)
        page.opened.connect(self._open)
        page.chosen.connect(self.hits_chosen)
        return page

    def _show_names(self) -> None:
        if self._services is not None:
            labels = self._services.browsing.scheme().names()
            self._page.form.set_names(labels, self._services.finding.annotators())

    def _on_previewed(self, hit: Hit) -> None:
        self._wanted = hit
        self._preview_soon.start()

    def _preview(self) -> None:
        self.hit_wanted.emit(self._wanted, False)

    def _open(self, hit: Hit) -> None:
        self._preview_soon.stop()
        self.hit_wanted.emit(hit, True)


def _also(home: QObject) -> str:
    return home.tr("Also: {0}").format("  ".join(FIELDS.values()))


def _sentence(home: QObject, outcome: Outcome) -> str:
    hits, articles = f"{outcome.hits:,}", f"{outcome.articles:,}"
    if not outcome.hits:
        text = home.tr("No hits.")
    elif outcome.is_capped:
        text = home.tr("The first {0} hits, in {1} articles; narrow the search for others.")
    elif outcome.hits == 1:
        text = home.tr("1 hit.")
    elif outcome.articles == 1:
        text = home.tr("{0} hits in 1 article.")
    else:
        text = home.tr("{0} hits in {1} articles.")
    text = text.format(hits, articles)
    if outcome.slow:
        left_out = home.tr("{0} articles were left out: the expression took too long there.")
        text = f"{text} {left_out.format(f'{outcome.slow:,}')}"
    return text
