"""The registry in the window: the field beside the span, and the page with all entries."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotator.domain.entries import RegistryEntry
from annotator.domain.errors import AnnotatorError
from annotator.domain.ids import AnnotationId
from annotator.ui.actions import Needs, Scope, Spec
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from annotator.domain.annotation import Annotation
    from annotator.domain.edits import Edit
    from annotator.domain.ids import EntryId
    from annotator.domain.registry import Mention
    from annotator.services.changes import Changed
    from annotator.services.projects import Services
    from annotator.ui.dialogs.registry import RegistryWindow
    from annotator.ui.main_window import MainWindow
    from annotator.ui.parts.article_queue import ArticleQueue
    from annotator.ui.parts.desk import ArticleDesk


class Registry(Part):
    """Links spans to entries, and opens the registry in a window of its own."""

    def __init__(self, window: MainWindow, desk: ArticleDesk, queue: ArticleQueue) -> None:
        super().__init__(window)
        self._desk = desk
        self._queue = queue
        self._page: RegistryWindow | None = None
        field = window.inspector.entry
        field.left.connect(window.view.setFocus)
        field.next_wanted.connect(self.next_mention)
        field.alike_wanted.connect(lambda everywhere: self.link_alike(everywhere=everywhere))
        field.entry_wanted.connect(self.show_entry)

    def set_services(self, services: Services | None) -> None:
        """Works on this project's registry from now on."""
        super().set_services(services)
        registry = services.registry if services else None
        self._window.inspector.entry.set_services(
            registry, services.registering if services else None
        )
        if self._page is not None:
            self._page.set_services(services)
            if services is None:
                self._page.hide()

    def specs(self) -> list[Spec]:
        """The registry itself, and what leads there from a span."""
        span, mark, article = "&Span", Needs.MARK, Scope.ARTICLE
        return [
            Spec(
                "registry",
                "&Edit",
                "Re&gistry…",
                ("Ctrl+Shift+R",),
                self.show_registry,
                Needs.PROJECT,
            ),
            Spec(
                "entry",
                span,
                "En&try in the registry",
                ("K",),
                self._window.inspector.focus_entry,
                mark,
                article,
                separated=True,
            ),
            Spec(
                "next_mention",
                span,
                "Next &mention of the same entry",
                ("Shift+K",),
                self.next_mention,
                mark,
                article,
            ),
            Spec(
                "link_alike",
                span,
                "Link what says the same in the article",
                ("Ctrl+Shift+K",),
                partial(self.link_alike, everywhere=False),
                mark,
                article,
            ),
            Spec(
                "link_alike_everywhere",
                span,
                "Link what says the same in the project",
                (),
                partial(self.link_alike, everywhere=True),
                mark,
                article,
            ),
        ]

    def apply(self, changed: Changed) -> None:
        """Shows the registry as it is now."""
        if changed.edit is not None and any(
            isinstance(change.value, RegistryEntry) for change in changed.edit.changes
        ):
            self._window.inspector.entry.refresh()
        if self._page is not None and self._page.isVisible():
            self._page.apply(changed)

    # ------------------------------------------------------------ verbs

    def show_registry(self) -> None:
        """Opens the window with all entries."""
        page = self._page or self._make_page()
        page.set_services(self._services)
        page.show()
        page.raise_()
        page.activateWindow()
        page.page.focus_search()

    def show_entry(self, entry_id: EntryId | None) -> None:
        """Opens the window at an entry."""
        self.show_registry()
        if entry_id is not None and self._page is not None:
            self._page.page.entries.select(entry_id)

    def next_mention(self) -> None:
        """Goes to the next mention of what the current span names, in whichever article."""
        annotation = self._annotation()
        if annotation is None or self._services is None:
            return
        following = self._services.registry.next_mention(annotation)
        if following is not None:
            self._go_to(following)
        elif annotation.entry_id is None:
            self._window.notice.show_text(self.tr("Say first whom or what this span names."))
        else:
            self._window.notice.show_text(self.tr("Nothing else names the same."))

    def link_alike(self, *, everywhere: bool) -> None:
        """Links what says the same as the current span to what that names."""
        annotation = self._annotation()
        if annotation is None or self._services is None:
            return
        try:
            job = self._services.registering.link_alike(annotation.id, everywhere=everywhere)
        except AnnotatorError as error:
            self.failed.emit(error)
            return
        self._window.jobs.run(job, self._on_linked)

    # ------------------------------------------------------------ parts

    def _annotation(self) -> Annotation | None:
        mark = self._desk.current
        if mark is None or self._services is None:
            return None
        if mark.is_suggestion:
            self._window.said.say(
                self.tr("Only annotations have an entry: accept the suggestion first")
            )
            return None
        return self._services.browsing.annotation(AnnotationId(mark.id))

    def _on_linked(self, edit: Edit | None) -> None:
        count = 0 if edit is None else len(edit.changes)
        if count == 0:
            self._window.notice.show_text(self.tr("Nothing else says the same unlinked."))
        elif count == 1:
            self._window.notice.show_text(self.tr("1 more mention was linked."))
        else:
            self._window.notice.show_text(
                self.tr("{0} more mentions were linked.").format(f"{count:,}")
            )

    def _go_to(self, mention: Mention) -> None:
        self._queue.go_to(mention.document_id, mention.span)
        here = self._window.view.marks_at(mention.span.start)
        self._desk.set_current(next((one for one in here if one.id == mention.id), None))
        self._window.view.setFocus()

    def _on_mention(self, mention: Mention) -> None:
        self._go_to(mention)
        self._window.raise_()
        self._window.activateWindow()

    def _make_page(self) -> RegistryWindow:
        from annotator.ui.dialogs.registry import RegistryWindow

        page = self._page = RegistryWindow(self._window.jobs, self._window)
        page.mention_chosen.connect(self._on_mention)
        return page
