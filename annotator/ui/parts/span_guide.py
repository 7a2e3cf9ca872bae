"""What is told about the current span once it is painted: its relations, and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QTimer

from annotator.domain.ids import AnnotationId, SuggestionId
from annotator.domain.span import Span
from annotator.ui.editor.accessible import announce, describe_mark, relation_titles
from annotator.ui.editor.links import Link
from annotator.ui.editor.resting_pointer import RestingPointer
from annotator.ui.panels.span.relation_list import joined
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from annotator.domain.segments import Mark
    from annotator.services.browsing import Browsing
    from annotator.ui.main_window import MainWindow
    from annotator.ui.panels.span.relation_list import Joined
    from annotator.ui.parts.desk import ArticleDesk


class SpanGuide(Part):
    """Draws the relations of the current span, or of the one under a resting pointer.

    Both wait until what is in hand is done, so that no key waits for them.
    """

    def __init__(self, window: MainWindow, desk: ArticleDesk) -> None:
        super().__init__(window)
        self._view = window.view
        self._desk = desk
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._tell)
        self._told = ""
        self._pointer = RestingPointer(window.view.viewport())
        self._pointer.rested.connect(self._on_rested)
        self._pointer.left.connect(self._on_left)
        self._is_hovering = False
        desk.current_changed.connect(lambda _: self._soon.start(0))
        window.inspector.mark_wanted.connect(self._go_to)
        window.inspector.place_wanted.connect(self._go_to_place)

    def _tell(self) -> None:
        self._is_hovering = False
        mark = self._desk.current
        browsing = self._browsing()
        if mark is None or browsing is None:
            self._view.set_links(())
            self._say("")
            return
        links, found = self._links(mark, browsing)
        self._view.set_links(links, self._cue(mark, browsing))
        self._say(self._description(mark, links, found))

    def _say(self, description: str) -> None:
        if description != self._told:
            self._told = description
            announce(self._view, description)

    def _links(self, mark: Mark, browsing: Browsing) -> tuple[list[Link], list[Joined]]:
        here = Span(mark.start, mark.end)
        if mark.is_suggestion:
            return self._proposed(mark, here, browsing), []
        relations = browsing.relations_of(AnnotationId(mark.id))
        found = joined(mark.id, relations, self._view.mark)
        links = []
        for one in found:
            there = Span(one.other.start, one.other.end)
            ends = (here, there) if one.leads_away else (there, here)
            links.append(Link(*ends, one.name))
        return links, found

    def _proposed(self, mark: Mark, here: Span, browsing: Browsing) -> list[Link]:
        """Whom the text names as the source of a suggested quote or claim."""
        suggestion = browsing.suggestion(SuggestionId(mark.id))
        kinds = (one for one in browsing.scheme().relations if mark.label in one.sources)
        kind = next(kinds, None)
        if suggestion is None or suggestion.source is None or kind is None:
            return []
        return [Link(here, suggestion.source, kind.name, is_suggestion=True)]

    def _cue(self, mark: Mark, browsing: Browsing) -> Span | None:
        """The words that report what a mark marks, if a suggester found them."""
        if mark.is_suggestion:
            suggestion = browsing.suggestion(SuggestionId(mark.id))
        else:
            annotation = browsing.annotation(AnnotationId(mark.id))
            suggestion = browsing.suggestion_of(annotation) if annotation else None
        return suggestion.cue if suggestion else None

    def _description(self, mark: Mark, links: list[Link], found: list[Joined]) -> str:
        def words(one: Mark) -> str:
            return self._view.text_in(Span(one.start, one.end))

        told = [
            (title, words(one.other) if one else "") for one, title in relation_titles(found)
        ] or [(link.name.lower(), self._view.text_in(link.target)) for link in links[:1]]
        return describe_mark(mark, words(mark), told)

    def _go_to(self, mark_id: int) -> None:
        mark = self._view.mark(mark_id)
        if mark is not None:
            self._desk.set_current(mark)
            self._view.setFocus()

    def _go_to_place(self, place: Span) -> None:
        """Goes to the mark that is just there, else selects the words."""
        here = (mark for mark in self._view.marks_at(place.start) if place == _span_of(mark))
        mark = next(here, None)
        if mark is not None:
            self._desk.set_current(mark)
        else:
            self._view.select(place)
            self._view.reveal(place)
        self._view.setFocus()

    def _on_rested(self, point: QPointF) -> None:
        """Draws the relations of the innermost mark under the pointer that has any."""
        browsing = self._browsing()
        if browsing is None:
            return
        for mark in self._view.marks_under(point):
            links, _ = self._links(mark, browsing)
            if links:
                self._is_hovering = True
                self._view.set_links(links, self._cue(mark, browsing))
                return
        self._on_left()

    def _on_left(self) -> None:
        """The pointer lies on nothing that has relations: back to those of the current span."""
        if self._is_hovering:
            self._soon.start(0)

    def _browsing(self) -> Browsing | None:
        return self._services.browsing if self._services else None


def _span_of(mark: Mark) -> Span:
    return Span(mark.start, mark.end)
