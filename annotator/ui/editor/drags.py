"""What a hand can be doing while the left button is down."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Protocol

from annotator.domain.errors import OffsetError
from annotator.domain.selecting import snapped, tidied
from annotator.domain.sentences import sentence_at
from annotator.domain.span import Span
from annotator.domain.words import word_at
from annotator.ui.editor.handles import End

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from annotator.domain.segments import Mark

_BEGINS_AFTER = 5
"""Pixels: a hand that only clicks trembles less."""


class Grain(Enum):
    """What a sweep takes at least."""

    CHARACTER = 1
    WORD = 2
    SENTENCE = 3


class Board(Protocol):
    """What a drag needs of the view; points are in the viewport, offsets in code points."""

    @property
    def text(self) -> str:
        """The article's."""
        ...

    def boundary_near(self, point: QPointF) -> int:
        """The offset between two characters next to a point."""
        ...

    def character_at(self, point: QPointF) -> int | None:
        """The character under a point; None beside the text."""
        ...

    def sweep(self, anchor: int, position: int) -> None:
        """Selects from one offset to the other, where the caret is then."""
        ...

    def selected_span(self) -> Span | None:
        """What is selected."""
        ...

    def pick(self, span: Span, grain: Grain) -> None:
        """Says that the mouse has selected this, so coarsely."""
        ...

    def preview(self, span: Span | None) -> None:
        """Draws the current mark as if it had that span; None: as it is."""
        ...

    def resize_mark(self, mark: Mark, span: Span) -> None:
        """Says that a handle was dragged."""
        ...

    def reach(self, source: Mark, point: QPointF) -> None:
        """Draws a line from a mark to the pointer, and shows where it may be dropped."""
        ...

    def drop(self, source: Mark, point: QPointF) -> None:
        """Says that it was dropped there."""
        ...

    def stop_reaching(self) -> None:
        """Draws no line any more."""
        ...


class Drag(Protocol):
    """One press of the button, from when it is more than a click to its release."""

    has_begun: bool

    def move(self, point: QPointF, *, freely: bool) -> None:
        """Follows the pointer. freely: to any character, not to whole words."""
        ...

    def release(self) -> None:
        """Does it."""
        ...

    def cancel(self) -> None:
        """Leaves all as it was."""
        ...


class Sweep:
    """Selects text. It snaps to words while it goes on, and is tidied at its end."""

    def __init__(self, board: Board, anchor: int, pressed: QPointF) -> None:
        self._board = board
        self._anchor = anchor
        self._pressed = pressed
        self._is_free = False
        self.has_begun = False

    def move(self, point: QPointF, *, freely: bool) -> None:
        """Selects up to the pointer."""
        if not self.has_begun and (point - self._pressed).manhattanLength() < _BEGINS_AFTER:
            return
        self.has_begun = True
        self._is_free = freely
        anchor, there = self._anchor, self._board.boundary_near(point)
        if anchor == there or freely:
            self._board.sweep(anchor, there)
            return
        span = snapped(self._board.text, min(anchor, there), max(anchor, there))
        if anchor < there:
            self._board.sweep(span.start, span.end)
        else:
            self._board.sweep(span.end, span.start)

    def release(self) -> None:
        """Leaves stray marks at the ends out."""
        span = self._board.selected_span()
        if span is None or not self.has_begun:
            return
        if not self._is_free:
            span = tidied(self._board.text, span) or span
            self._board.sweep(span.start, span.end)
        self._board.pick(span, Grain.CHARACTER)

    def cancel(self) -> None:
        """Nothing is selected."""
        self._board.sweep(self._anchor, self._anchor)


class CoarseSweep:
    """Selects whole words or sentences, after a double or triple click."""

    def __init__(self, board: Board, grain: Grain, pressed: QPointF) -> None:
        self._board = board
        self._grain = grain
        self._find = word_at if grain is Grain.WORD else sentence_at
        self._pressed = pressed
        self._anchor = self._at(pressed)
        self.has_begun = False
        if self._anchor is not None:
            self.has_begun = True
            board.sweep(self._anchor.start, self._anchor.end)

    def _at(self, point: QPointF) -> Span | None:
        offset = self._board.character_at(point)
        if offset is None:
            offset = self._board.boundary_near(point)
        return self._find(self._board.text, offset)

    def move(self, point: QPointF, *, freely: bool) -> None:
        """Selects from the first to the one at the pointer."""
        anchor = self._anchor
        here = self._at(point) or self._none_at(point)
        if anchor is None or (point - self._pressed).manhattanLength() < _BEGINS_AFTER:
            return
        if here.start < anchor.start:
            self._board.sweep(anchor.end, here.start)
        else:
            self._board.sweep(anchor.start, max(anchor.end, here.end))

    def _none_at(self, point: QPointF) -> Span:
        anchor = self._anchor or Span(0, 1)
        there = self._board.boundary_near(point)
        return Span(min(anchor.start, there), max(anchor.end, there))

    def release(self) -> None:
        """Says what is selected."""
        span = self._board.selected_span()
        if self._anchor is not None and span is not None:
            self._board.pick(span, self._grain)

    def cancel(self) -> None:
        """Nothing is selected."""
        if self._anchor is not None:
            self._board.sweep(self._anchor.start, self._anchor.start)


class HandleDrag:
    """Moves one boundary of the current mark."""

    has_begun = True

    def __init__(self, board: Board, mark: Mark, end: End) -> None:
        self._board = board
        self._mark = mark
        self._end = end
        self._span = Span(mark.start, mark.end)
        self._is_free = False

    def move(self, point: QPointF, *, freely: bool) -> None:
        """Moves the boundary that is held, at least one character from the other."""
        self._is_free = freely
        mark, boundary = self._mark, self._board.boundary_near(point)
        at_end = self._end is End.END
        start, end = (mark.start, boundary) if at_end else (boundary, mark.end)
        try:
            span = Span(start, end) if freely else snapped(self._board.text, start, end)
        except OffsetError:
            return
        if not freely:  # the other end stays, even if it parts a word
            span = Span(mark.start, span.end) if at_end else Span(span.start, mark.end)
        if span != self._span:
            self._span = span
            self._board.preview(span)

    def release(self) -> None:
        """Gives the mark its new span, unless it is no other than before."""
        mark = self._mark
        self._board.preview(None)
        span = self._tidied()
        if span is not None and span != Span(mark.start, mark.end):
            self._board.resize_mark(mark, span)

    def cancel(self) -> None:
        """Lets go of the handle; the mark stays as it is."""
        self._board.preview(None)

    def _tidied(self) -> Span | None:
        """The span without stray marks at the boundary that was moved."""
        before = Span(self._mark.start, self._mark.end)
        if self._is_free or self._span == before:
            return self._span
        tidy = tidied(self._board.text, self._span)
        if tidy is None:
            return None
        if self._end is End.END:
            return Span(self._mark.start, tidy.end)
        return Span(tidy.start, self._mark.end)


class Reach:
    """Leads from a mark to another, to join them by a relation."""

    def __init__(self, board: Board, source: Mark, pressed: QPointF) -> None:
        self._board = board
        self._source = source
        self._pressed = pressed
        self._point = pressed
        self.has_begun = False

    def move(self, point: QPointF, *, freely: bool) -> None:
        """Follows the pointer with a line."""
        self._point = point
        if not self.has_begun and (point - self._pressed).manhattanLength() < _BEGINS_AFTER:
            return
        self.has_begun = True
        self._board.reach(self._source, point)

    def release(self) -> None:
        """Joins the mark to the one under the pointer, if there is one."""
        if self.has_begun:
            self._board.stop_reaching()
            self._board.drop(self._source, self._point)

    def cancel(self) -> None:
        """Joins nothing."""
        self._board.stop_reaching()
