"""The article on the desk: joins the view to the services, and knows what is current."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.domain.document import Status
from annotator.domain.edits import HistoryStatus
from annotator.domain.errors import AnnotatorError
from annotator.domain.ids import AnnotationId, SuggestionId
from annotator.domain.labels import LabelScheme
from annotator.domain.selecting import nudged
from annotator.domain.span import Span
from annotator.domain.words import word_at
from annotator.services.changes import mark_changes
from annotator.ui.parts.armed import Armed
from annotator.ui.parts.going import neighbour, place_at, place_of
from annotator.ui.parts.joining import Joining

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.document import Document
    from annotator.domain.edits import Edit
    from annotator.domain.ids import DocumentId
    from annotator.domain.segments import Mark
    from annotator.services.browsing import Browsing
    from annotator.services.changes import Changed
    from annotator.services.editing import Editing
    from annotator.ui.editor.view import ArticleView


class ArticleDesk(QObject):
    """What the actions act on. Each verb makes one call of a service at most."""

    opening = Signal()
    """Another article, or none, is about to be put on the desk."""
    opened = Signal(object)
    """The Document that is shown now; None for none."""
    current_changed = Signal(object)
    """The current Mark, or None."""
    failed = Signal(object)
    """An AnnotatorError that a gesture met."""
    stepped = Signal(object, bool)
    """An Edit was taken back (True: done again)."""
    held_nothing = Signal()
    """There was nothing to let go of."""
    long_step = Signal(object, bool)
    """An undo (True: a redo) of this DocumentId is asked for that is too long for a key press."""

    def __init__(self, view: ArticleView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._browsing: Browsing | None = None
        self._editing: Editing | None = None
        self._document: Document | None = None
        self._current: Mark | None = None
        self.armed = Armed(self)
        self.joining = Joining(self, view)
        view.mark_pressed.connect(self._on_mark_pressed)
        view.resized.connect(self._on_resized)
        view.threshold_moved.connect(self._on_threshold_moved)
        view.selection_changed.connect(self._on_selection_changed)

    # ------------------------------------------------------------ what is on it

    def set_services(self, browsing: Browsing | None, editing: Editing | None) -> None:
        """Works on a project from now on; None closes the article."""
        self._browsing, self._editing = browsing, editing
        self._follow_scheme()
        self.clear()

    def clear(self) -> None:
        """Takes the article off the desk."""
        self.opening.emit()
        self._document = None
        self.set_current(None)
        self._view.set_article("", [])
        self.opened.emit(None)

    def open(self, document_id: DocumentId) -> None:
        """Puts an article on the desk."""
        assert self._browsing is not None
        if self._document is not None and self._document.id == document_id:
            return
        article = self._browsing.open(document_id)
        self.opening.emit()
        self._document = article.document
        self.set_current(None)
        self._view.set_article(article.document.text, article.marks)
        self.opened.emit(article.document)

    @property
    def document(self) -> Document | None:
        """The article as it was opened; its text never changes."""
        return self._document

    @property
    def current(self) -> Mark | None:
        """The annotation or suggestion that keys act on."""
        return self._current

    def history_status(self) -> HistoryStatus:
        """What undo and redo would do."""
        if self._document is None or self._editing is None:
            return HistoryStatus()
        return self._editing.history_status(self._document.id)

    def apply(self, changed: Changed) -> None:
        """Shows what changed in the project, if it touches this article."""
        if changed.scheme:
            self._follow_scheme()
        if self._document is None or not (self._document.id in changed.documents or changed.scheme):
            return
        if changed.edit is not None or changed.scheme:
            self.joining.stop()
        # with a label go the suggestions that have it, of which no edit tells
        edit = None if changed.scheme else changed.edit
        marks = edit and mark_changes(edit, self._document.id)
        if marks:
            removed, added = marks
            self._view.change_marks(removed=removed, added=added)
        elif self._browsing is not None:
            self._read_again(self._browsing, self._document.id, changed)
        self.joining.keep()
        self._keep_current()

    # ------------------------------------------------------------ going about

    def set_current(self, mark: Mark | None) -> None:
        """Makes a mark the current one, and brings it into sight."""
        if mark is not None:
            self._view.set_caret(mark.start)
            self._view.reveal(Span(mark.start, mark.end))
        self._choose(mark)

    def go_to_suggestion(self, step: int) -> None:
        """The next suggestion from the current place (step 1) or the one before (-1)."""
        self._go(step, wanted=lambda mark: bool(mark.is_suggestion))

    def go_to_mark(self, step: int) -> None:
        """The next annotation or suggestion, or the one before."""
        self._go(step, wanted=lambda _: True)

    def cycle(self) -> None:
        """The next of the marks that lie over each other at the caret, or where the selection is.

        The caret stands behind what was selected forwards, a hit of a search for one.
        """
        selected = self._view.selected_span()
        here = self._view.marks_at(selected.start if selected else self._view.caret())
        if not here:
            return
        ids = [mark.id for mark in here]
        place = ids.index(self._current.id) + 1 if self._current and self._current.id in ids else 0
        self._choose(here[place % len(here)])

    def let_go(self) -> None:
        """Lets go of what is held last: a drag, a choice of speaker, an armed label, the span."""
        if self._view.let_go() or self.joining.stop() or self.armed.disarm():
            return
        if self._current is None and self._view.selected_span() is None:
            self.held_nothing.emit()
        self._view.clear_selection()
        self.set_current(None)

    # ------------------------------------------------------------ gestures

    def label(self, name: str) -> None:
        """Labels the selection, else relabels the current mark, else labels the word."""
        self.armed.use(name)
        span = self._view.selected_span()
        if span is None and self._current is not None:
            current = self._current
            self.perform(lambda editing, _: self.show(editing.relabel(current.id, name)))
            return
        if span is None and self._document is not None:
            span = word_at(self._document.text, self._view.caret())
        if span is not None:
            chosen = span
            self.perform(lambda editing, on: self.show(editing.add(on, chosen, name)))

    def accept(self) -> None:
        """Accepts the current suggestion and goes on to the next one; or joins what is chosen."""
        mark = self._current
        if self.joining.finish():
            return
        if mark is None:
            self.go_to_suggestion(1)
        elif mark.is_suggestion:
            self.perform(lambda editing, _: editing.accept(SuggestionId(mark.id)))
            self._go_on_from(mark)

    def reject(self) -> None:
        """Rejects the current suggestion and goes on, or deletes the current annotation."""
        mark = self._current
        if mark is None:
            return
        if mark.is_suggestion:
            self.perform(lambda editing, _: editing.reject(SuggestionId(mark.id)))
            self._go_on_from(mark)
        else:
            self.perform(lambda editing, _: editing.delete(AnnotationId(mark.id)))

    def resize_to_selection(self) -> None:
        """Gives the mark under the selection the selection's span."""
        span = self._view.selected_span()
        if span is None:
            return
        touched = {*self._view.marks_at(span.start), *self._view.marks_at(span.end - 1)}
        if self._current is not None:
            touched.add(self._current)
        if touched:
            nearest = min(
                touched,
                key=lambda mark: abs(mark.start - span.start) + abs(mark.end - span.end),
            )
            self._resize(nearest, span)

    def nudge(self, *, end: bool, step: int, by_word: bool) -> None:
        """Moves one boundary of the current mark by a word or a character."""
        mark, document = self._current, self._document
        if mark is None or document is None:
            return
        span = Span(mark.start, mark.end)
        moved = nudged(document.text, span, step, at_end=end, by_word=by_word)
        if moved is not None:
            self._resize(mark, moved)

    def relate(self, source_id: AnnotationId, target_id: AnnotationId) -> None:
        """Joins a quote or claim to its speaker or claimant."""
        self.perform(lambda editing, _: editing.relate(source_id, target_id))

    def set_status(self, status: Status, reason: str = "") -> None:
        """Marks the article; marking it again as what it is makes it unfinished again."""
        if self._browsing is None or self._document is None:
            return
        was = self._browsing.info(self._document.id).status
        chosen = Status.IN_PROGRESS if was is status else status
        self.perform(lambda editing, on: editing.set_status(on, chosen, reason))

    def undo(self) -> None:
        """Takes back the article's last edit."""
        self._step_in_history(redo=False)

    def redo(self) -> None:
        """Does again what was taken back."""
        self._step_in_history(redo=True)

    def perform(self, gesture: Callable[[Editing, DocumentId], object]) -> None:
        """Makes a gesture on the article that is open; what it meets is told, not raised."""
        if self._editing is None or self._document is None:
            return
        try:
            gesture(self._editing, self._document.id)
        except AnnotatorError as error:
            self.failed.emit(error)

    def show(self, annotation_id: AnnotationId) -> None:
        """Makes an annotation current, wherever an edit has put it."""
        mark = self._view.mark(annotation_id)
        if mark is not None:
            self.set_current(mark)

    # ------------------------------------------------------------ parts

    def _step_in_history(self, *, redo: bool) -> None:
        def gesture(editing: Editing, on: DocumentId) -> None:
            if editing.is_long_step(on, redo=redo):
                self.long_step.emit(on, redo)
            else:
                done = editing.redo(on) if redo else editing.undo(on)
                if done is not None:
                    self._show_step(done if redo else done.inverse())
                    self.stepped.emit(done, redo)

        self.perform(gesture)

    def _show_step(self, edit: Edit) -> None:
        """Brings into sight what a step in the history has changed; it may be pages away."""
        marks = self._document and mark_changes(edit, self._document.id)
        if not marks:
            return
        removed, added = marks
        if added:
            self.set_current(self._view.mark(added[0].id))
        elif removed:
            gone = removed[0]
            self._view.set_caret(gone.start)
            self._view.reveal(Span(gone.start, gone.end))

    def _read_again(self, browsing: Browsing, on: DocumentId, changed: Changed) -> None:
        moved = None if changed.scheme else changed.suggestions
        if moved:
            self._view.renew_marks(moved, browsing.pending_among(on, moved))
        else:
            self._view.set_marks(browsing.marks(on))

    def _resize(self, mark: Mark, span: Span) -> None:
        self.perform(lambda editing, _: self.show(editing.resize(mark.id, span)))

    def _choose(self, mark: Mark | None) -> None:
        self.joining.stop()
        self._current = mark
        self._view.set_current(mark.id if mark else None)
        self.current_changed.emit(mark)

    def _keep_current(self) -> None:
        """After a change: the current mark as it is now, or none if it is gone."""
        mark = self._current
        if mark is None:
            return
        found = self._view.mark(mark.id)
        if found != mark or self.joining.kind is None:  # else a choice of speaker goes on
            self._choose(found)

    def _go(self, step: int, *, wanted: Callable[[Mark], bool]) -> None:
        """The nearest wanted mark after (before) the current one or the caret, wrapping round."""
        if self.joining.step(step):
            return
        here = place_of(self._current) if self._current else place_at(self._view.caret(), step)
        found = neighbour(self._view.marks(), here, step, wanted)
        self._view.clear_selection()
        self.set_current(found)

    def _go_on_from(self, mark: Mark) -> None:
        """The next suggestion after one that is gone; not one around it that was passed by."""
        found = neighbour(
            self._view.marks(), place_of(mark), 1, lambda one: bool(one.is_suggestion)
        )
        self._view.clear_selection()
        self.set_current(found)

    def _follow_scheme(self) -> None:
        scheme = self._browsing.scheme() if self._browsing else LabelScheme(())
        self.joining.set_scheme(scheme)
        self.armed.keep_to(scheme.names())

    def _on_mark_pressed(self, mark: Mark) -> None:
        if not self.joining.take(mark):
            self.set_current(mark)

    def _on_threshold_moved(self) -> None:
        """What is hidden cannot stay current."""
        if self._current is not None and self._view.mark(self._current.id) is None:
            self._choose(None)

    def _on_resized(self, mark: Mark, span: Span) -> None:
        self._resize(mark, span)

    def _on_selection_changed(self) -> None:
        """A selection, or a caret that left it, ends the current mark."""
        mark = self._current
        if mark is None:
            return
        if self._view.selected_span() is None and mark.start <= self._view.caret() <= mark.end:
            return
        self._choose(None)
