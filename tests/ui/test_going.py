from __future__ import annotations

from annotator.domain.segments import Mark, in_order
from annotator.ui.parts.going import nearest, neighbour, place_at, place_of


def mark(start: int, end: int, id: int, *, suggestion: bool = False) -> Mark:
    return Mark(start, end, id, "ACTOR", suggestion)


FIRST, OUTER, INNER, LAST = mark(0, 5, 1), mark(10, 30, 2), mark(10, 15, 3), mark(40, 45, 4)
MARKS = in_order([LAST, INNER, OUTER, FIRST])


def test_one_goes_round_in_reading_order_both_ways() -> None:
    for step, expected in ((1, [OUTER, INNER, LAST, FIRST]), (-1, [LAST, INNER, OUTER, FIRST])):
        here, found = FIRST, []
        for _ in range(4):
            following = neighbour(MARKS, place_of(here), step, lambda _: True)
            assert following is not None
            here = following
            found.append(here)
        assert found == expected


def test_from_a_caret_the_marks_that_start_there_are_ahead() -> None:
    assert neighbour(MARKS, place_at(10, 1), 1, lambda _: True) == OUTER
    assert neighbour(MARKS, place_at(10, -1), -1, lambda _: True) == INNER
    assert neighbour(MARKS, place_at(9, -1), -1, lambda _: True) == FIRST


def test_only_what_is_wanted_is_found() -> None:
    assert neighbour(MARKS, place_of(FIRST), 1, lambda one: one.id == 4) == LAST
    assert neighbour(MARKS, place_of(FIRST), 1, lambda _: False) is None
    assert neighbour([], place_at(0, 1), 1, lambda _: True) is None


def test_the_nearest_is_the_one_with_the_least_between() -> None:
    quote = mark(32, 38, 9)
    marks = in_order([*MARKS, quote])

    assert nearest(marks, quote, lambda one: one.id in (1, 4)) == LAST
    assert nearest(marks, quote, lambda one: one.id in (2, 4)) == OUTER
    assert nearest(marks, quote, lambda _: False) is None
