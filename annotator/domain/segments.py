"""Overlapping annotations, as a view paints them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Mark(NamedTuple):
    """An annotation or a pending suggestion, as far as a view needs it.

    A tuple, because an article may have 50,000 of them and must open within a frame or so.
    start, end: code points, half-open. id: an AnnotationId or a SuggestionId; no two are alike.
    """

    start: int
    end: int
    id: int
    label: str
    is_suggestion: bool
    score: float | None = None


def sort_key(mark: Mark) -> tuple[int, int, int]:
    """Orders marks as they are read: by start, the longer first, then by id."""
    return (mark.start, -mark.end, mark.id)


def is_below(mark: Mark, least: float) -> bool:
    """Whether a score does not reach the least that is shown; what has no score always does."""
    score = mark[5]
    return score is not None and score < least


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """The marks sorted by sort_key."""
    # three stable passes on plain integers take half the time of one pass with a Python key
    ordered = sorted(marks, key=itemgetter(2))
    ordered.sort(key=itemgetter(1), reverse=True)
    ordered.sort(key=itemgetter(0))
    return ordered


def lanes(marks: Iterable[Mark]) -> list[int]:
    """The lane of each mark, so that no two which share a character share a lane.

    marks: in reading order (sort_key). Each takes the lowest lane that is free where it starts,
    so there are as many lanes as marks are deep, and lane 0 is taken up again after a gap.
    """
    ends: list[int] = []
    result = []
    for mark in marks:
        start = mark[0]
        for lane, end in enumerate(ends):
            if end <= start:
                ends[lane] = mark[1]
                result.append(lane)
                break
        else:
            result.append(len(ends))
            ends.append(mark[1])
    return result


def buckets(starts: Sequence[int], marks: Iterable[Mark]) -> list[list[Mark] | None]:
    """The marks that touch each stretch of a text; None where there are none.

    starts: offsets at which the stretches begin, ascending, the first 0; each ends where the next
    begins. marks: sorted by their start.
    """
    result: list[list[Mark] | None] = [None] * len(starts)
    last = len(starts) - 1
    home = 0
    for mark in marks:
        start, end = mark[0], mark[1]  # by index: twice as fast, and there may be 50,000
        while home < last and starts[home + 1] <= start:
            home += 1
        at = home
        while True:
            bucket = result[at]
            if bucket is None:
                result[at] = [mark]
            else:
                bucket.append(mark)
            at += 1
            if at > last or starts[at] >= end:
                break
    return result


def touched(starts: Sequence[int], start: int, end: int) -> range:
    """Indices of the stretches that [start, end) touches; starts as in buckets()."""
    return range(bisect_right(starts, start) - 1, bisect_left(starts, end))


def innermost_first(marks: Iterable[Mark], offset: int) -> list[Mark]:
    """The marks that cover the character at `offset`, the shortest first.

    Of two equally long ones the later in reading order comes first: it is drawn further out.
    """
    found = in_order(mark for mark in marks if mark.start <= offset < mark.end)
    found.reverse()
    found.sort(key=lambda mark: mark.end - mark.start)
    return found
