"""Which article is on the desk, and which comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.document import ArticleFilter, Status
from annotator.domain.errors import KnownError
from annotator.ui.actions import Needs, Spec
from annotator.ui.parts.part import Part
from annotator.ui.widgets.inline_field import InlineField

if TYPE_CHECKING:
    from annotator.domain.ids import DocumentId
    from annotator.domain.span import Span
    from annotator.services.projects import Services
    from annotator.ui.main_window import MainWindow
    from annotator.ui.parts.desk import ArticleDesk


class ArticleQueue(Part):
    """Goes from article to article; marks, flags and removes whole articles."""

    def __init__(self, window: MainWindow, desk: ArticleDesk) -> None:
        super().__init__(window)
        self._desk = desk
        self.question = InlineField("article_question", window)
        self.question.closed.connect(window.view.setFocus)
        window.put_above_article(self.question)
        window.articles.article_chosen.connect(self.open_article)
        window.articles.failed.connect(self.failed)
        window.articles.filter.said.connect(window.notice.show_text)
        desk.opened.connect(lambda _: self.question.leave())

    def set_services(self, services: Services | None) -> None:
        """Filters are kept in this project from now on."""
        super().set_services(services)
        self._window.articles.filter.set_filters(services.filters if services else None)

    def specs(self) -> list[Spec]:
        """What can be done with the list itself."""
        bar, project = self._window.articles.filter, Needs.PROJECT
        return [
            Spec(
                "filter_conditions",
                "&Article",
                "&Conditions and order of the list…",
                ("Ctrl+Shift+L",),
                bar.open_panel,
                project,
                separated=True,
            ),
            Spec(
                "saved_filters",
                "&Article",
                "Saved f&ilters…",
                ("Ctrl+Alt+L",),
                bar.open_saved,
                project,
            ),
            Spec("save_filter", "&Article", "Save the filter…", (), bar.save, project),
            Spec(
                "only_unfinished",
                "&Article",
                "Only &unfinished articles, or all",
                (),
                bar.toggle_unfinished,
                project,
            ),
            Spec("clear_filter", "&Article", "Show &all articles", (), bar.clear, project),
        ]

    def open_article(self, document_id: DocumentId) -> None:
        """Puts an article on the desk."""
        if self._services is None:
            return
        self._services.suggesting.prioritise(document_id)
        try:
            self._desk.open(document_id)
        except KnownError as error:
            self.failed.emit(error)
            return
        self._window.articles.select(document_id)

    def go_to(self, document_id: DocumentId, span: Span) -> None:
        """Puts an article on the desk and selects a span of it."""
        self.open_article(document_id)
        document = self._desk.document
        if document is not None and document.id == document_id:
            self._desk.let_go()
            self._window.view.select(span)

    def next_unfinished(self) -> None:
        """Opens the next article of the list that is not done, from its top after its end."""
        if self._services is None:
            return
        here = self._desk.document
        following = self._window.articles.next_unfinished(here.id if here else None)
        if following is None:
            bar = self._window.articles.filter
            if bar.where == ArticleFilter():
                self._window.notice.show_text(self.tr("Every other article is done."))
            else:
                self._window.notice.show_text(
                    self.tr("Every other article of this list is done."),
                    self.tr("Show all articles"),
                    bar.clear,
                )
        else:
            self.open_article(following)
            self._window.view.setFocus()

    def step(self, rows: int) -> None:
        """Opens the article so many rows further down the list."""
        here = self._desk.document
        neighbour = self._window.articles.neighbour(here.id if here else None, rows)
        if neighbour is not None:
            self.open_article(neighbour)
        elif rows > 0:
            self._window.said.say(self.tr("This is the last article of the list"))
        else:
            self._window.said.say(self.tr("This is the first article of the list"))

    def flag(self) -> None:
        """Flags the article, with a reason; takes the flag away if it has one."""
        if self._services is None or self._desk.document is None:
            return
        info = self._services.browsing.info(self._desk.document.id)
        if info.status is Status.FLAGGED:
            self._desk.set_status(Status.FLAGGED)
            return
        document_id = info.id
        self.question.ask(
            self.tr("Why? (may be left empty)"),
            self.tr("Flag"),
            lambda reason: self._flag(document_id, reason),
        )

    def _flag(self, document_id: DocumentId, reason: str) -> None:
        document = self._desk.document
        if document is not None and document.id == document_id:
            self._desk.set_status(Status.FLAGGED, reason.strip())

    def remove_article(self) -> None:
        """Takes the article out of the list; undo brings it back."""
        document = self._desk.document
        if self._services is None or document is None:
            return
        services, articles = self._services, self._window.articles
        following = articles.neighbour(document.id, 1) or articles.neighbour(document.id, -1)
        try:
            services.editing.remove_article(document.id)
        except KnownError as error:
            self.failed.emit(error)
            return
        self._window.notice.show_text(
            self.tr("“{0}” was removed from the list.").format(document.info.metadata.title),
            self.tr("Undo"),
            lambda: self._restore_article(document.id),
        )
        if following is not None:
            self.open_article(following)
        else:
            self._desk.clear()

    def _restore_article(self, document_id: DocumentId) -> None:
        if self._services is None:
            return
        try:
            self._services.article_editing.restore(document_id)
        except KnownError as error:
            self.failed.emit(error)
        else:
            self.open_article(document_id)

    def open_first(self) -> None:
        """Opens the first article of the list, if there is one."""
        first = self._window.articles.neighbour(None, 0)
        if first is not None:
            self.open_article(first)
