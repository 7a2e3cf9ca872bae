"""Tags, untags and relabels every occurrence of some words, after a review."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.domain.span import Span
from annotator.ui.actions import Needs, Scope, Spec
from annotator.ui.parts.large_edits import LargeEdits
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.domain.edits import Edit
    from annotator.domain.ids import DocumentId
    from annotator.services.changes import Changed
    from annotator.services.jobs import Job
    from annotator.services.occurrences import Listing
    from annotator.services.projects import Services
    from annotator.ui.item_models.review import Plan, Verb
    from annotator.ui.main_window import MainWindow
    from annotator.ui.panels.many.review import ReviewPage, Search
    from annotator.ui.parts.article_queue import ArticleQueue
    from annotator.ui.parts.desk import ArticleDesk

_SPAN = "&Span"
_LOOK_MS = 100
"""So often the rows that a search has found are shown."""


class BulkWork(Part):
    """Lists occurrences in the drawer, and does one thing to all that stay ticked."""

    def __init__(self, window: MainWindow, desk: ArticleDesk, queue: ArticleQueue) -> None:
        super().__init__(window)
        self._desk = desk
        self._queue = queue
        self._edits = LargeEdits(window, self)
        self._edits.failed.connect(self.failed)
        self._page: ReviewPage | None = None
        self._listing: Listing | None = None
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self._show_found)
        desk.long_step.connect(self._step_in_history)

    def specs(self) -> list[Spec]:
        """Entries of the Span menu."""
        article, here = Needs.ARTICLE, Scope.ARTICLE
        return [
            Spec(
                "tag_in_article",
                _SPAN,
                "Tag every occurrence &in the article…",
                ("Ctrl+D",),
                partial(self._start, "TAG", everywhere=False),
                article,
                here,
                separated=True,
            ),
            Spec(
                "tag_in_project",
                _SPAN,
                "Tag ever&y occurrence in the project…",
                ("Ctrl+Shift+P",),
                partial(self._start, "TAG", everywhere=True),
                article,
                here,
            ),
            Spec(
                "untag_in_project",
                _SPAN,
                "&Untag every occurrence…",
                (),
                partial(self._start, "UNTAG", everywhere=True),
                Needs.MARK,
                here,
            ),
            Spec(
                "relabel_in_project",
                _SPAN,
                "Relabel every o&ccurrence…",
                (),
                partial(self._start, "RELABEL", everywhere=True),
                Needs.MARK,
                here,
            ),
        ]

    def set_services(self, services: Services | None) -> None:
        """Works on this project from now on; what was listed is of another."""
        self._stop()
        super().set_services(services)
        if self._page is not None:
            self._page.model.clear()
            self._show_scheme()

    def apply(self, changed: Changed) -> None:
        """Offers the labels that there are now."""
        if changed.scheme:
            self._show_scheme()

    def review(self, hits: Sequence[tuple[DocumentId, Span]], label: str = "") -> None:
        """Lists places that were found otherwise, to be tagged.

        label: "" for the one that was used last.
        """
        if self._services is None or not hits:
            return
        from annotator.services.occurrences import Listing
        from annotator.ui.item_models.review import Plan, Verb

        page = self._open()
        page.show_given(Plan(Verb.TAG, label or self._last_label()))
        listing = Listing()
        self._begin(listing, self._services.occurrences.places_job(hits, listing))

    # ------------------------------------------------------------ the page

    def _start(self, verb_name: str, *, everywhere: bool) -> None:
        """Opens the page on the words of the selection, of the current mark, or at the caret."""
        from annotator.ui.item_models.review import Plan, Verb

        if self._services is None or self._desk.document is None:
            return
        verb: Verb = Verb[verb_name]
        words, label = self._words()
        others = [name for name in self._services.browsing.scheme().names() if name != label]
        plan = Plan(verb, label, others[0] if others else "")
        self._open().ask(words, plan, everywhere=everywhere)

    def _words(self) -> tuple[str, str]:
        """What is selected or current, and the label that it has or may get."""
        from annotator.domain.words import word_at

        view, document = self._window.view, self._desk.document
        assert document is not None
        current, span = self._desk.current, view.selected_span()
        label = self._last_label()
        if span is None and current is not None:
            span, label = Span(current.start, current.end), current.label
        if span is None:
            span = word_at(document.text, view.caret())
        return (span.text_of(document.text) if span else ""), label

    def _last_label(self) -> str:
        """The label that was used last, else the first."""
        assert self._services is not None
        names = self._services.browsing.scheme().names()
        return self._desk.armed.last or next(iter(names), "")

    def _open(self) -> ReviewPage:
        if self._page is None:
            from annotator.ui.panels.many.review import ReviewPage

            self._page = page = ReviewPage()
            page.search_changed.connect(self._search)
            page.shown.connect(self._show_row)
            page.agreed.connect(self.carry_out)
            page.left.connect(self._stop)
            self._show_scheme()
        self._window.drawer.show_page(self._page, self.tr("Every occurrence"))
        return self._page

    def _show_scheme(self) -> None:
        if self._page is not None and self._services is not None:
            self._page.set_scheme(self._services.browsing.scheme())

    def _show_row(self, row: int) -> None:
        assert self._page is not None
        found = self._page.model.occurrence(row)
        self._queue.go_to(found.document_id, found.span)

    # ------------------------------------------------------------ looking

    def _search(self, search: Search) -> None:
        """Fills the list anew: at once for an article, row by row for the project."""
        from annotator.services.occurrences import Listing

        services, document = self._services, self._desk.document
        if services is None or document is None:
            return
        assert self._page is not None
        listing, found = Listing(), services.occurrences
        if search.everywhere:
            if search.label is None:
                job = found.job(search.words, listing)
            else:
                job = found.annotated_job(search.words, search.label, listing)
            self._begin(listing, job)
            return
        self._stop()
        self._page.model.clear()
        if search.label is None:
            rows = found.in_article(document.id, search.words)
        else:
            rows = found.annotated_in_article(document.id, search.words, search.label)
        self._page.model.add(rows)
        self._page.set_searching(False)

    def _begin(self, listing: Listing, job: Job[Listing]) -> None:
        assert self._page is not None
        self._stop()
        self._page.model.clear()
        self._page.set_searching(True)
        self._listing = listing
        self._looking.start()
        self._window.jobs.run(job, self._on_listed, partial(self._on_not_listed, listing))

    def _show_found(self) -> None:
        if self._listing is not None and self._page is not None:
            self._page.model.add(self._listing.take())

    def _on_listed(self, listing: Listing) -> None:
        if listing is not self._listing or self._page is None:
            return
        self._show_found()
        if listing.is_full:
            self._window.notice.show_text(
                self.tr("There are more; the first {0} are listed.").format(f"{listing.count:,}")
            )
        self._end()

    def _on_not_listed(self, listing: Listing, error: BaseException) -> None:
        if listing is self._listing:
            self._end()
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _stop(self) -> None:
        """Nobody wants to know the rest of a search."""
        if self._listing is not None:
            self._listing.stop()
            self._end()

    def _end(self) -> None:
        self._listing = None
        self._looking.stop()
        if self._page is not None:
            self._page.set_searching(False)

    # ------------------------------------------------------------ doing

    def carry_out(self) -> None:
        """Does what the page says to what is ticked on it."""
        document = self._desk.document
        if self._services is None or document is None or self._page is None:
            return
        places, plan = self._page.model.places(), self._page.plan()
        # what lies in the article alone belongs to its undo alone
        only = {document_id for document_id, _ in places} == {document.id}
        try:
            job = self._job(plan, places, document.id if only else None)
        except AnnotatorError as error:
            self.failed.emit(error)
            return
        self._window.drawer.close_page()
        self._edits.carry_out(self._services.project_edits, job, len(places), self._on_done)

    def _job(
        self, plan: Plan, places: list[tuple[DocumentId, Span]], only: DocumentId | None
    ) -> Job[Edit | None]:
        from annotator.ui.item_models.review import Verb

        assert self._services is not None
        bulk = self._services.bulk
        match plan.verb:
            case Verb.TAG:
                return bulk.tag(places, plan.label, document_id=only)
            case Verb.UNTAG:
                return bulk.untag(places, plan.label, document_id=only)
            case Verb.RELABEL:
                return bulk.relabel(places, plan.label, plan.new_label, document_id=only)

    def _on_done(self, edit: Edit) -> None:
        count = len(edit.documents())
        where = self.tr("in one article") if count == 1 else self.tr("in {0} articles")
        if self._services is not None:
            sentence = self.tr("{0}, {1}.").format(edit.verb, where.format(f"{count:,}"))
            self._edits.tell(self._services.project_edits, edit, sentence)

    def _step_in_history(self, document_id: DocumentId | None, redo: bool) -> None:
        """Undoes or redoes what is too long for a key press."""
        if self._services is not None:
            job = self._services.project_edits.history_job(document_id, redo=redo)
            self._window.jobs.run(job, partial(self._on_stepped, redo=redo))

    def _on_stepped(self, edit: Edit | None, *, redo: bool) -> None:
        if edit is not None:
            self._desk.stepped.emit(edit, redo)
