"""The article, with everything that is marked in it; no hand has touched it yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from annotator.domain.span import Span
from annotator.ui.editor.handles import Emphasis
from annotator.ui.editor.links import LinkLayer
from annotator.ui.editor.selecting_view import SelectingView

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from annotator.domain.segments import Mark
    from annotator.ui.editor.links import Link

_REACH = 10
"""Pixels above and below a line that handles, outlines and ends of spans may take up."""


class MarkedView(SelectingView):
    """Draws marks around the text. It never changes what it shows: it is told what to show."""

    threshold_moved = Signal()
    """Suggestions are shown from another score on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._current: int | None = None
        super().__init__(parent)
        self._links = LinkLayer(self.viewport())
        self._hides_links = False
        self.verticalScrollBar().valueChanged.connect(self._links.repaint)

    def set_article(self, text: str, marks: Sequence[Mark]) -> None:
        """Shows a text from its top, the caret at 0, no mark current. Its line ends are all "\\n".

        Raises OffsetError for a mark that passes the end of the text.
        """
        self._current = None
        self._links.set_links(())
        self._show_text(text, marks)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Shows other marks on the same text; what does not differ is not laid out again."""
        self._refresh(self._marks.replace(marks))

    def change_marks(self, *, removed: Sequence[Mark], added: Sequence[Mark]) -> None:
        """The quick way after an edit: only the paragraphs that these marks touch are redone.

        Marks go by id: an added one replaces the one with its id; a removed one may be unknown.
        """
        self._refresh(self._marks.change(removed=removed, added=added))

    def renew_marks(self, ids: Iterable[int], marks: Sequence[Mark]) -> None:
        """As quick, where one knows which marks are others now: what there is of them, by id."""
        self._refresh(self._marks.renew(ids, marks))

    def set_least_score(self, least: float) -> None:
        """Hides suggestions whose score does not reach it, until another is set; 0 hides none.

        Those without a score are shown.
        """
        if least != self._marks.least:
            self._refresh(self._marks.set_least(least))
            self.threshold_moved.emit()

    @property
    def least_score(self) -> float:
        """What the score of a suggestion must reach to be shown."""
        return self._marks.least

    def pending(self) -> tuple[int, int]:
        """How many suggestions the article has that wait for a decision, and are hidden of them."""
        hidden = len(self._marks.below)
        return self._marks.pending + hidden, hidden

    def has_scores(self) -> bool:
        """Whether any suggestion of the article has a score."""
        shown = self._marks.by_id.values()
        return bool(self._marks.below) or any(mark[5] is not None for mark in shown)

    def marks(self) -> Sequence[Mark]:
        """What is shown, in reading order: by start, the longer first, then by id."""
        return self._marks.ordered

    def set_current(self, mark_id: int | None) -> None:
        """Emphasises a mark and gives it handles; None: no mark."""
        if mark_id != self._current:
            self._current = mark_id
            self._show_current()

    def marks_at(self, offset: int) -> list[Mark]:
        """The marks that cover the character at `offset`, the innermost (shortest) first."""
        return self._marks.at(self._blocks.at(offset), offset)

    def mark(self, mark_id: int) -> Mark | None:
        """The mark of that id, if it is shown."""
        return self._marks.by_id.get(mark_id)

    def current_mark(self) -> Mark | None:
        """The mark that set_current() chose, if it is shown."""
        return None if self._current is None else self._marks.by_id.get(self._current)

    def set_links(self, links: Sequence[Link], cue: Span | None = None) -> None:
        """Draws relations over the text: those of one mark, fetched after it was painted.

        cue: the words that report it, which get a light line.
        """
        self._links.set_links(links, cue)

    def _refresh(self, dirty: set[int]) -> None:
        with self._scroller.kept():
            visible = {index for index in self._scroller.visible() if index in dirty}
            for index in dirty - visible:
                self._layout.forget(index)
            for index in sorted(visible):
                height = self._layout.height_of(index)
                top, bottom = self._layout.follow_marks(index)
                same = self._layout.height_of(index) == height
                # a line's ends reach into its neighbours a little
                self._update_between(top - _REACH, bottom + _REACH if same else self._layout.height)
        self._show_current()

    def _show_current(self) -> None:
        mark = self.current_mark()
        self._emphasise(None if mark is None else mark)

    def _emphasise(self, mark: Mark | None) -> None:
        """Draws a mark emphasised instead of the one that was."""
        before = self._layout.emphasis
        after = None
        if mark is not None:
            style = self._theme.label_style(mark.label)
            after = Emphasis(Span(mark.start, mark.end), style)
        if after != before:
            self._layout.emphasis = after
            for one in (before, after):
                if one is not None:
                    self._update_span(one.span)

    def _update_span(self, span: Span) -> None:
        top, bottom = self._layout.extent(span)
        self._update_between(top - _REACH, bottom + _REACH)

    def _on_look_changed(self) -> None:
        self._show_current()

    def preview(self, span: Span | None) -> None:
        """Draws the current mark as if it had that span; None: as it is."""
        mark = self.current_mark()
        if mark is not None and span is not None:
            mark = mark._replace(start=span.start, end=span.end)
        self._emphasise(mark)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the relations over all else."""
        super().paintEvent(event)
        if not self._links.is_empty and not self._hides_links:
            self._links.paint(self._layout, [*self._scroller.visible()], self._scrolled())
