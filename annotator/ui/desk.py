"""The article on the desk: joins the view to the services, and knows what is current."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.domain.document import Status
from annotator.domain.edits import HistoryStatus
from annotator.domain.errors import AnnotatorError
from annotator.domain.ids import AnnotationId, SuggestionId
from annotator.domain.span import Span
from annotator.domain.words import next_word_end, next_word_start, word_at
from annotator.services.changes import mark_changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.document import Document
    from annotator.domain.ids import DocumentId
    from annotator.domain.segments import Mark
    from annotator.services.browsing import Browsing
    from annotator.services.changes import Changed
    from annotator.services.editing import Editing
    from annotator.ui.editor.view import ArticleView


class ArticleDesk(QObject):
    """What the actions act on. Each verb makes one call of a service at most."""

    opened = Signal(object)
    """The Document that is shown now; None for none."""
    current_changed = Signal(object)
    """The current Mark, or None."""
    failed = Signal(object)
    """An AnnotatorError that a gesture met."""

    def __init__(self, view: ArticleView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._browsing: Browsing | None = None
        self._editing: Editing | None = None
        self._document: Document | None = None
        self._current: Mark | None = None
        view.mark_pressed.connect(self.set_current)
        view.resized.connect(self._on_resized)
        view.selection_changed.connect(self._on_selection_changed)

    # ------------------------------------------------------------ what is on it

    def set_services(self, browsing: Browsing | None, editing: Editing | None) -> None:
        """Works on a project from now on; None closes the article."""
        self._browsing, self._editing = browsing, editing
        self.clear()

    def clear(self) -> None:
        """Takes the article off the desk."""
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
        if self._document is None or self._document.id not in changed.documents:
            return
        if changed.edit is not None:
            removed, added = mark_changes(changed.edit)
            self._view.change_marks(removed=removed, added=added)
        elif self._browsing is not None:
            self._view.set_marks(self._browsing.marks(self._document.id))
        self._keep_current()

    # ------------------------------------------------------------ going about

    def set_current(self, mark: Mark | None) -> None:
        """Makes a mark the current one."""
        if mark is not None:
            self._view.set_caret(mark.start)
            self._view.reveal(Span(mark.start, mark.end))
        self._current = mark
        self._view.set_current(mark.id if mark else None)
        self.current_changed.emit(mark)

    def go_to_suggestion(self, step: int) -> None:
        """The next suggestion from the current place (step 1) or the one before (-1)."""
        self._go(step, wanted=lambda mark: mark.is_suggestion)

    def go_to_mark(self, step: int) -> None:
        """The next annotation or suggestion, or the one before."""
        self._go(step, wanted=lambda _: True)

    def cycle(self) -> None:
        """The next of the marks that lie over each other at the caret."""
        here = self._view.marks_at(self._view.caret())
        if not here:
            return
        ids = [mark.id for mark in here]
        place = ids.index(self._current.id) + 1 if self._current and self._current.id in ids else 0
        mark = here[place % len(here)]
        self._current = mark
        self._view.set_current(mark.id)
        self.current_changed.emit(mark)

    def let_go(self) -> None:
        """Nothing is selected or current any more."""
        self._view.clear_selection()
        self.set_current(None)

    # ------------------------------------------------------------ gestures

    def label(self, name: str) -> None:
        """Labels the selection, else relabels the current mark, else labels the word."""
        span = self._view.selected_span()
        if span is None and self._current is not None:
            current = self._current
            self._do(lambda editing, _: self._show(editing.relabel(current.id, name)))
            return
        if span is None and self._document is not None:
            span = word_at(self._document.text, self._view.caret())
        if span is not None:
            chosen = span
            self._do(lambda editing, on: self._show(editing.add(on, chosen, name)))

    def accept(self) -> None:
        """Accepts the current suggestion and goes on to the next one."""
        mark = self._current
        if mark is None:
            self.go_to_suggestion(1)
        elif mark.is_suggestion:
            self._do(lambda editing, _: editing.accept(SuggestionId(mark.id)))
            self.go_to_suggestion(1)

    def reject(self) -> None:
        """Rejects the current suggestion and goes on, or deletes the current annotation."""
        mark = self._current
        if mark is None:
            return
        if mark.is_suggestion:
            self._do(lambda editing, _: editing.reject(SuggestionId(mark.id)))
            self.go_to_suggestion(1)
        else:
            self._do(lambda editing, _: editing.delete(AnnotationId(mark.id)))

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
        here = mark.end if end else mark.start
        if by_word:
            find = next_word_end if end else next_word_start
            there = find(document.text, here, step)
        else:
            there = min(max(0, here + step), len(document.text))
        start, stop = (mark.start, there) if end else (there, mark.end)
        if start < stop:
            self._resize(mark, Span(start, stop))

    def relate(self, source_id: AnnotationId, target_id: AnnotationId) -> None:
        """Joins a quote or claim to its speaker or claimant."""
        self._do(lambda editing, _: editing.relate(source_id, target_id))

    def set_status(self, status: Status, reason: str = "") -> None:
        """Marks the article; marking it again as what it is makes it unfinished again."""
        if self._browsing is None or self._document is None:
            return
        was = self._browsing.info(self._document.id).status
        chosen = Status.IN_PROGRESS if was is status else status
        self._do(lambda editing, on: editing.set_status(on, chosen, reason))

    def undo(self) -> None:
        """Takes back the article's last edit."""
        self._do(lambda editing, on: editing.undo(on))

    def redo(self) -> None:
        """Does again what was taken back."""
        self._do(lambda editing, on: editing.redo(on))

    # ------------------------------------------------------------ parts

    def _do(self, gesture: Callable[[Editing, DocumentId], object]) -> None:
        if self._editing is None or self._document is None:
            return
        try:
            gesture(self._editing, self._document.id)
        except AnnotatorError as error:
            self.failed.emit(error)

    def _resize(self, mark: Mark, span: Span) -> None:
        self._do(lambda editing, _: self._show(editing.resize(mark.id, span)))

    def _show(self, annotation_id: AnnotationId) -> None:
        """Makes an annotation current, wherever an edit has put it."""
        assert self._browsing is not None
        annotation = self._browsing.annotation(annotation_id)
        if annotation is not None:
            self.set_current(self._find(annotation.id, annotation.span.start))

    def _find(self, mark_id: int, offset: int) -> Mark | None:
        return next((one for one in self._view.marks_at(offset) if one.id == mark_id), None)

    def _keep_current(self) -> None:
        """After a change: the current mark as it is now, or none if it is gone."""
        mark = self._current
        if mark is None:
            return
        self._current = self._find(mark.id, mark.start)
        self._view.set_current(mark.id if self._current else None)
        self.current_changed.emit(self._current)

    def _go(self, step: int, *, wanted: Callable[[Mark], bool]) -> None:
        """The nearest wanted mark after (before) the current one or the caret, wrapping round."""
        marks = self._view.marks()
        if self._current is not None:
            here = _order(self._current)
        else:
            here = (self._view.caret(), -math.inf, 0) if step > 0 else (self._view.caret(), 1, 0)
        if step > 0:
            first = bisect_right(marks, here, key=_order)
            places = chain(range(first, len(marks)), range(first))
        else:
            first = bisect_left(marks, here, key=_order) - 1
            places = chain(range(first, -1, -1), range(len(marks) - 1, first, -1))
        found = next((marks[place] for place in places if wanted(marks[place])), None)
        self._view.clear_selection()
        self.set_current(found)

    def _on_resized(self, mark: Mark, span: Span) -> None:
        self._resize(mark, span)

    def _on_selection_changed(self) -> None:
        """A selection, or a caret that left it, ends the current mark."""
        mark = self._current
        if mark is None:
            return
        if self._view.selected_span() is None and mark.start <= self._view.caret() <= mark.end:
            return
        self._current = None
        self._view.set_current(None)
        self.current_changed.emit(None)


def _order(mark: Mark) -> tuple[float, float, int]:
    """What marks are sorted by."""
    return mark.start, -mark.end, mark.id
