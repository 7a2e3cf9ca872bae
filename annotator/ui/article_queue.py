"""Which article is on the desk, and which comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog

from annotator.domain.document import Status
from annotator.domain.errors import KnownError
from annotator.ui.parts import Part

if TYPE_CHECKING:
    from annotator.domain.ids import DocumentId
    from annotator.domain.span import Span
    from annotator.ui.desk import ArticleDesk
    from annotator.ui.main_window import MainWindow


class ArticleQueue(Part):
    """Goes from article to article; marks, flags and removes whole articles."""

    def __init__(self, window: MainWindow, desk: ArticleDesk) -> None:
        super().__init__(window)
        self._desk = desk
        window.articles.article_chosen.connect(self.open_article)

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
        """Opens the next article that is not done."""
        if self._services is None:
            return
        here = self._desk.document
        following = self._services.browsing.next_unfinished(here.id if here else None)
        if following is None:
            self._window.notice.show_text(self.tr("Every other article is done."))
        else:
            self.open_article(following)
            self._window.view.setFocus()

    def step(self, rows: int) -> None:
        """Opens the article so many rows further down the list."""
        here = self._desk.document
        neighbour = self._window.articles.neighbour(here.id if here else None, rows)
        if neighbour is not None:
            self.open_article(neighbour)

    def flag(self) -> None:
        """Flags the article, with a reason; takes the flag away if it has one."""
        if self._services is None or self._desk.document is None:
            return
        info = self._services.browsing.info(self._desk.document.id)
        if info.status is Status.FLAGGED:
            self._desk.set_status(Status.FLAGGED)
            return
        reason, agreed = QInputDialog.getText(
            self._window, self.tr("Flag the article"), self.tr("Why? (may be left empty)")
        )
        if agreed:
            self._desk.set_status(Status.FLAGGED, reason.strip())

    def remove_article(self) -> None:
        """Takes the article out of the list; undo brings it back."""
        document = self._desk.document
        if self._services is None or document is None:
            return
        editing = self._services.editing
        articles = self._window.articles
        following = articles.neighbour(document.id, 1) or articles.neighbour(document.id, -1)
        editing.remove_article(document.id)
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
        if self._services is not None:
            self._services.editing.undo(document_id)
            self.open_article(document_id)

    def open_first(self) -> None:
        """Opens the first article of the list, if there is one."""
        first = self._window.articles.neighbour(None, 0)
        if first is not None:
            self.open_article(first)
