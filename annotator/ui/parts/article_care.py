"""What is known about an article, and about many: details, tags, changes of several at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import KnownError
from annotator.ui.actions import Needs, Spec
from annotator.ui.parts.large_edits import LargeEdits
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.document import Document
    from annotator.domain.edits import Edit
    from annotator.services.article_editing import ArticleChanges
    from annotator.services.changes import Changed
    from annotator.services.projects import Services
    from annotator.ui.dialogs.batch import BatchDialog
    from annotator.ui.dialogs.details import DetailsDialog
    from annotator.ui.main_window import MainWindow
    from annotator.ui.parts.article_queue import ArticleQueue
    from annotator.ui.parts.desk import ArticleDesk


class ArticleCare(Part):
    """Opens what edits articles' details, and passes on what is chosen there."""

    def __init__(self, window: MainWindow, desk: ArticleDesk, queue: ArticleQueue) -> None:
        super().__init__(window)
        self._desk = desk
        self._queue = queue
        self._details: DetailsDialog | None = None
        self._batch: BatchDialog | None = None
        self._edits = LargeEdits(window, self)
        self._edits.failed.connect(self.failed)
        desk.opened.connect(self._on_opened)

    def set_services(self, services: Services | None) -> None:
        """Another project: what is open belongs to the last one."""
        super().set_services(services)
        for dialog in (self._details, self._batch):
            if dialog is not None:
                dialog.close()

    def apply(self, changed: Changed) -> None:
        """Shows what changed of the article that is open."""
        document = self._desk.document
        if document is not None and document.id in changed.documents:
            self._show_details()

    def specs(self) -> list[Spec]:
        """The actions."""
        article = Needs.ARTICLE
        return [
            Spec(
                "details",
                "&Article",
                "Article d&etails…",
                ("Alt+Return", "Alt+Enter"),
                self.open_details,
                article,
                separated=True,
            ),
            Spec("tag_article", "&Article", "&Tag the article…", ("Ctrl+T",), self.tag, article),
            Spec(
                "batch",
                "&Article",
                "Change &several articles…",
                ("Ctrl+Shift+T",),
                self.open_batch,
                Needs.PROJECT,
            ),
            Spec(
                "removed",
                "&Article",
                "Show remo&ved articles, or the others",
                (),
                self.show_removed,
                Needs.PROJECT,
            ),
            Spec(
                "restore_article", "&Article", "&Bring back to the list", (), self.restore, article
            ),
        ]

    # ------------------------------------------------------------ verbs

    def open_details(self) -> None:
        """Opens the details of the article; they follow from article to article."""
        if self._services is None or self._desk.document is None:
            return
        if self._details is None:
            self._details = self._make_details()
            self._details.finished.connect(lambda: self._go_back(self._window.view.setFocus))
        self._show_details()
        self._details.show()
        self._details.raise_()
        self._details.activateWindow()

    def tag(self) -> None:
        """Asks for the article's tags."""
        if self._services is None or self._desk.document is None:
            return
        services, document_id = self._services, self._desk.document.id
        now = services.browsing.info(document_id).tags

        def answer(text: str) -> None:
            self._try(lambda: services.article_editing.set_tags(document_id, text.split(",")))

        self._queue.question.ask(
            self.tr("Tags, with commas between"),
            self.tr("Tag"),
            answer,
            text="".join(f"{tag}, " for tag in now),
            known=services.browsing.known_tags(),
            is_list=True,
        )

    def restore(self) -> None:
        """Brings the article that is open back into the list, if it was removed."""
        if self._services is None or self._desk.document is None:
            return
        services, document = self._services, self._desk.document
        if not services.browsing.info(document.id).hidden:
            self._window.notice.show_text(self.tr("This article has not been removed."))
            return
        self._try(lambda: services.article_editing.restore(document.id))
        self._window.notice.show_text(
            self.tr("“{0}” is in the list again.").format(document.info.metadata.title)
        )

    def show_removed(self) -> None:
        """Lists the articles that were removed, or those that were not."""
        self._window.articles.filter.toggle_removed()

    def open_batch(self) -> None:
        """Opens what changes the selected articles, or all of the list."""
        from annotator.ui.dialogs.batch import BatchDialog

        if self._services is None:
            return
        if self._batch is None:
            self._batch = BatchDialog(self._window)
            self._batch.chosen.connect(self._on_batch)
            self._batch.finished.connect(lambda: self._go_back(self._window.articles.focus_list))
        listed = self._window.articles.listed()
        if listed is None:
            self._window.notice.show_text(
                self.tr("The list is still being read; try again in a moment.")
            )
            return
        self._batch.open_for(
            self._window.articles.selected(), listed, self._services.browsing.known_tags()
        )

    # ------------------------------------------------------------ parts

    def _on_opened(self, document: Document | None) -> None:
        if self._details is None or not self._details.isVisible():
            return
        if document is None:
            self._details.close()
        else:
            self._details.commit()
            self._show_details()

    def _show_details(self) -> None:
        document = self._desk.document
        if self._details is None or self._services is None or document is None:
            return
        browsing = self._services.browsing
        self._details.show_info(
            browsing.info(document.id), browsing.known_outlets(), browsing.known_tags()
        )

    def _make_details(self) -> DetailsDialog:
        from annotator.ui.dialogs.details import DetailsDialog

        dialog = DetailsDialog(self._window)

        def store(gesture: Callable[[Services], None]) -> None:
            try:
                if self._services is not None:
                    gesture(self._services)
            except KnownError as error:
                dialog.refuse(str(error))

        dialog.metadata_edited.connect(
            lambda one, values: store(lambda on: on.article_editing.set_metadata(one, values))
        )
        dialog.tags_edited.connect(
            lambda one, tags: store(lambda on: on.article_editing.set_tags(one, tags))
        )
        dialog.note_edited.connect(
            lambda one, note: store(lambda on: on.article_editing.set_note(one, note))
        )
        dialog.status_edited.connect(
            lambda one, status, reason: store(lambda on: on.editing.set_status(one, status, reason))
        )
        return dialog

    def _on_batch(self, ids: list[int], changes: ArticleChanges) -> None:
        services = self._services
        if services is None:
            return

        def done(edit: Edit | None) -> None:
            if edit is None:
                self._window.notice.show_text(self.tr("There was nothing to change."))
                return
            sentence = self.tr("Done: {0}.").format(edit.verb)
            self._edits.tell(services.project_edits, edit, sentence)

        self._try(
            lambda: self._window.jobs.run(services.article_editing.job_for(ids, changes), done)
        )

    def _go_back(self, focus: Callable[[], object]) -> None:
        """From a dialog to where one was: not every desktop hands the keyboard back by itself."""
        self._window.activateWindow()
        focus()

    def _try(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except KnownError as error:
            self.failed.emit(error)
