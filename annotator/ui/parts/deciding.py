"""Decides about many suggestions of the article at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from annotator.domain.segments import is_below
from annotator.ui.actions import Needs, Scope, Spec
from annotator.ui.parts.large_edits import LargeEdits
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from annotator.domain.edits import Edit
    from annotator.services.bulk import Choice
    from annotator.services.changes import Changed
    from annotator.services.projects import Services
    from annotator.ui.main_window import MainWindow
    from annotator.ui.panels.many.deciding import DecidePage
    from annotator.ui.parts.desk import ArticleDesk

MENU = "S&uggestions"


class Deciding(Part):
    """Accepts or rejects all suggestions, those of a label, or those that a page chooses."""

    def __init__(self, window: MainWindow, desk: ArticleDesk) -> None:
        super().__init__(window)
        self._desk = desk
        self._edits = LargeEdits(window, self)
        self._edits.failed.connect(self.failed)
        self._page: DecidePage | None = None
        self._is_previewing = False
        desk.opened.connect(lambda _: self._fill())
        window.view.threshold_moved.connect(self._fill)

    def specs(self) -> list[Spec]:
        """The menu of suggestions."""
        article, here = Needs.ARTICLE, Scope.ARTICLE
        return [
            Spec(
                "accept_all",
                MENU,
                "&Accept all",
                ("Ctrl+Return", "Ctrl+Enter"),
                self.accept_all,
                article,
                here,
            ),
            Spec(
                "accept_label",
                MENU,
                "Accept all with the &label of the current one",
                ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
                partial(self.decide_label, accept=True),
                Needs.MARK,
                here,
            ),
            Spec(
                "reject_label",
                MENU,
                "&Reject all with the label of the current one",
                ("Ctrl+Backspace",),
                partial(self.decide_label, accept=False),
                Needs.MARK,
                here,
            ),
            Spec("decide_many", MENU, "&Decide about many…", ("Ctrl+M",), self.show, article),
        ]

    def set_services(self, services: Services | None) -> None:
        """Decides in this project from now on."""
        self._is_previewing = False
        super().set_services(services)

    def apply(self, changed: Changed) -> None:
        """What was decided is off the page."""
        document = self._desk.document
        if document is not None and document.id in changed.documents:
            self._fill()

    def accept_all(self) -> None:
        """Accepts every suggestion of the article that is not hidden."""
        from annotator.services.bulk import Choice

        self._decide(Choice(), accept=True)

    def decide_label(self, *, accept: bool) -> None:
        """Decides about all suggestions that have the label of the current mark."""
        from annotator.services.bulk import Choice

        mark = self._desk.current
        if mark is not None:
            self._decide(Choice(frozenset({mark.label})), accept=accept)

    def show(self) -> None:
        """Opens the drawer on the page; closes it if it is open there."""
        if self._page is None:
            from annotator.ui.panels.many.deciding import DecidePage

            self._page = DecidePage()
            self._page.previewed.connect(self._preview)
            self._page.accepted.connect(partial(self._decide, accept=True))
            self._page.rejected.connect(partial(self._decide, accept=False))
            self._page.left.connect(self._end_preview)
        drawer = self._window.drawer
        if drawer.page is self._page:
            drawer.close_page()
            return
        drawer.show_page(self._page, self.tr("Decide about many suggestions"))
        self._fill()
        self._page.focus_first()

    # ------------------------------------------------------------ parts

    def _decide(self, choice: Choice, *, accept: bool) -> None:
        document = self._desk.document
        if self._services is None or document is None:
            return
        choice = replace(choice, least=self._window.view.least_score)
        bulk = self._services.bulk
        job = (bulk.accept_all if accept else bulk.reject_all)(document.id, choice)
        marks = self._services.browsing.marks(document.id)
        count = sum(map(choice.takes, marks))
        if count == 0:
            self._window.notice.show_text(self.tr("There is no such suggestion in this article."))
            return
        self._edits.carry_out(self._services.project_edits, job, count, self._on_decided)

    def _on_decided(self, edit: Edit) -> None:
        if self._services is not None:
            sentence = self.tr("{0}: {1} done.").format(edit.verb, f"{_decided(edit):,}")
            self._edits.tell(self._services.project_edits, edit, sentence)

    def _fill(self) -> None:
        """Shows the article's suggestions on the page, if it is open."""
        page, document = self._page, self._desk.document
        if page is None or self._window.drawer.page is not page:
            return
        if self._services is None or document is None:
            page.show_pending([])
            return
        least = self._window.view.least_score
        marks = self._services.browsing.marks(document.id)
        shown = [mark for mark in marks if not is_below(mark, least)]
        page.show_pending(shown, len(marks) - len(shown))
        self._preview(page.choice())

    def _preview(self, choice: Choice) -> None:
        """Shows annotations and, of the suggestions, only those that are chosen.

        Those below the threshold are handed on: the view hides them, and says how many they are.
        """
        document = self._desk.document
        if self._services is None or document is None:
            return
        marks = self._services.browsing.marks(document.id)
        least = self._window.view.least_score
        self._is_previewing = True
        self._window.view.set_marks(
            [
                mark
                for mark in marks
                if not mark.is_suggestion or choice.takes(mark) or is_below(mark, least)
            ]
        )

    def _end_preview(self) -> None:
        document = self._desk.document
        if self._is_previewing and self._services is not None and document is not None:
            self._window.view.set_marks(self._services.browsing.marks(document.id))
        self._is_previewing = False


def _decided(edit: Edit) -> int:
    """How many suggestions an edit decided about."""
    from annotator.domain.suggestion import Suggestion

    return sum(isinstance(change.value, Suggestion) for change in edit.changes)
