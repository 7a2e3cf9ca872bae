"""Going from mark to mark, in reading order."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from annotator.domain.segments import Mark

Place = tuple[float, float, float]
"""What marks are sorted by: start, the longer first, then id."""


def place_of(mark: Mark) -> Place:
    """Where a mark stands in reading order."""
    return mark.start, -mark.end, mark.id


def place_at(offset: int, step: int) -> Place:
    """Where a caret stands: going forwards (step 1), before the marks that start there."""
    return (offset, -math.inf, 0) if step > 0 else (offset, 1, 0)


def neighbour(
    marks: Sequence[Mark], here: Place, step: int, wanted: Callable[[Mark], bool]
) -> Mark | None:
    """The nearest wanted mark after (step 1) or before (-1) a place, wrapping round.

    marks: in reading order.
    """
    places: Iterable[int]
    if step > 0:
        first = bisect_right(marks, here, key=place_of)
        places = chain(range(first, len(marks)), range(first))
    else:
        first = bisect_left(marks, here, key=place_of) - 1
        places = chain(range(first, -1, -1), range(len(marks) - 1, first, -1))
    return next((marks[place] for place in places if wanted(marks[place])), None)


def nearest(marks: Sequence[Mark], to: Mark, wanted: Callable[[Mark], bool]) -> Mark | None:
    """The wanted mark with the fewest characters between it and another; of two the one before."""
    around = (neighbour(marks, place_of(to), step, wanted) for step in (-1, 1))
    return min(
        (mark for mark in around if mark is not None),
        key=lambda mark: max(mark.start - to.end, to.start - mark.end),
        default=None,
    )
