"""Finding in the article that is open: what the find bar asks for, and where its hits are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.domain.errors import BadQuery, Cancelled
from annotator.domain.hits import Places

if TYPE_CHECKING:
    from annotator.domain.document import Document
    from annotator.domain.ids import DocumentId
    from annotator.domain.query import Pattern
    from annotator.services.finding import Finding
    from annotator.ui.main_window import MainWindow
    from annotator.ui.panels.finding.find_bar import FindBar
    from annotator.ui.parts.desk import ArticleDesk

_AT_ONCE_S = 0.05
"""What is found within this time is shown with the key press; the rest is found by a job."""
_LONGEST_SELECTION = 200


class FindingHere(QObject):
    """Searches the article as one types, and goes from hit to hit."""

    def __init__(self, window: MainWindow, desk: ArticleDesk) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._finding: Finding | None = None
        self._bar: FindBar | None = None
        self._places = Places()
        self._number: int | None = None
        self._searched: tuple[DocumentId, Pattern] | None = None
        self._from = 0
        self._era = 0
        self._is_busy = False
        desk.opened.connect(self._on_opened)

    def set_finding(self, finding: Finding | None) -> None:
        """Works with this from now on; None closes the bar."""
        self._finding = finding
        self._is_busy = False
        self._forget()
        if finding is None and self._bar is not None:
            self._bar.close_bar()

    def open_bar(self) -> None:
        """Shows the bar, and looks for what is selected."""
        view = self._window.view
        span = view.selected_span()
        self._from = span.start if span else view.caret()
        words = view.text_in(span) if span and len(span) <= _LONGEST_SELECTION else ""
        self._shown_bar().open_bar("" if "\n" in words else words)

    def step(self, step: int) -> None:
        """To the next hit (1), or to the one before (-1), wrapping round."""
        bar = self._bar
        if bar is None or not bar.pattern().text:
            self.open_bar()
            return
        if bar.isHidden():
            bar.show()
        self._search(go=False)
        if not self._places:
            return
        here = self._here()
        places = self._places
        self._show(places.first_from(here + 1) if step > 0 else places.last_before(here))

    # ------------------------------------------------------------ parts

    def _here(self) -> int:
        """Where the hit that is selected starts, else what is selected; before the caret if none.

        A selection is told without the white space at its ends, which a hit may have.
        """
        view = self._window.view
        if self._number is not None and view.caret() == self._places[self._number].end:
            return self._places[self._number].start
        span = view.selected_span()
        return span.start if span else view.caret() - 1

    def _shown_bar(self) -> FindBar:
        if self._bar is None:
            from annotator.ui.panels.finding.find_bar import FindBar

            self._bar = FindBar(self._window)
            self._window.put_above_article(self._bar)
            self._bar.pattern_changed.connect(lambda: self._search(go=True))
            self._bar.step_asked.connect(self.step)
            self._bar.closed.connect(self._window.view.setFocus)
        return self._bar

    def _on_opened(self, document: Document | None) -> None:
        self._forget()
        self._from = 0
        if document is not None and self._bar is not None and not self._bar.isHidden():
            self._search(go=False)

    def _forget(self) -> None:
        """What a search that is still under way finds is of no use any more."""
        self._places = Places()
        self._number = None
        self._searched = None
        self._era += 1

    def _search(self, *, go: bool) -> None:
        """Finds what the bar asks for. go: to the first hit from where the search began."""
        bar, document = self._bar, self._desk.document
        if bar is None or document is None or self._finding is None:
            return
        pattern = bar.pattern()
        if self._searched == (document.id, pattern):
            return
        self._forget()
        self._searched = (document.id, pattern)
        if not pattern.text:
            bar.tell("")
            return
        try:
            found = self._finding.find_in(document.text, pattern, seconds=_AT_ONCE_S)
        except BadQuery as error:
            if error.is_slow:
                self._search_longer(document, pattern, go=go)
            else:
                bar.tell(str(error))
        else:
            self._take(found, go=go)

    def _search_longer(self, document: Document, pattern: Pattern, *, go: bool) -> None:
        assert self._bar is not None
        assert self._finding is not None
        self._bar.tell(self.tr("Finding…"))
        if self._is_busy:
            return  # one at a time: what was typed last has its turn when the other has ended
        self._is_busy = True
        era = self._era

        def done(found: Places) -> None:
            if self._ends(era, go=go):
                self._take(found, go=go)

        def failed(error: BaseException) -> None:
            if self._ends(era, go=go) and self._bar is not None:
                was_stopped = isinstance(error, Cancelled)
                self._bar.tell(self.tr("Stopped.") if was_stopped else str(error))

        self._window.jobs.run(self._finding.find_job(document.text, pattern), done, failed)

    def _ends(self, era: int, *, go: bool) -> bool:
        """Whether a job's answer is still wanted; if not, looks for what is wanted now."""
        self._is_busy = False
        if era == self._era:
            return True
        self._searched = None
        self._search(go=go)
        return False

    def _take(self, found: Places, *, go: bool) -> None:
        self._places = found
        if go and found:
            self._show(found.first_from(self._from))
        else:
            self._tell()

    def _show(self, number: int) -> None:
        span = self._places[number]
        self._from, self._number = span.start, number
        view = self._window.view
        view.select(span)
        view.reveal(span)
        self._tell(number)

    def _tell(self, number: int | None = None) -> None:
        assert self._bar is not None
        count = f"{len(self._places):,}"
        if not self._places:
            self._bar.tell(self.tr("No hits"))
        elif number is None:
            self._bar.tell(self.tr("1 hit") if count == "1" else self.tr("{0} hits").format(count))
        else:
            self._bar.tell(self.tr("{0} of {1}").format(f"{number + 1:,}", count))
