from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.segments import (
    Mark,
    buckets,
    in_order,
    innermost_first,
    lanes,
    sort_key,
    touched,
)


def make_mark(start: int, end: int, id: int = 1, label: str = "ACTOR") -> Mark:
    return Mark(start, end, id, label, is_suggestion=False)


def marks(last: int = 60) -> st.SearchStrategy[list[Mark]]:
    spans = st.tuples(st.integers(0, last - 1), st.integers(1, 20))
    return st.lists(spans, max_size=25).map(
        lambda found: [
            make_mark(start, min(last, start + length), id)
            for id, (start, length) in enumerate(found)
        ]
    )


def test_nested_marks_lie_below_the_one_around_them() -> None:
    quote, claim, actor, word = (
        make_mark(0, 40, 1),
        make_mark(5, 30, 2),
        make_mark(5, 12, 3),
        make_mark(6, 8, 4),
    )

    assert lanes([quote, claim, actor, word]) == [0, 1, 2, 3]


def test_crossing_marks_have_lanes_of_their_own() -> None:
    assert lanes([make_mark(0, 10), make_mark(5, 15), make_mark(12, 20)]) == [0, 1, 0]


def test_identical_marks_have_lanes_of_their_own() -> None:
    assert lanes([make_mark(3, 9, 1), make_mark(3, 9, 2), make_mark(3, 9, 3)]) == [0, 1, 2]


def test_a_mark_that_begins_where_another_ends_takes_up_its_lane() -> None:
    assert lanes([make_mark(0, 5), make_mark(5, 9), make_mark(9, 10)]) == [0, 0, 0]


@given(marks())
def test_marks_that_share_a_character_never_share_a_lane(found: list[Mark]) -> None:
    ordered = in_order(found)
    given_lanes = lanes(ordered)
    deepest = 0
    for offset in range(60):
        here = [
            lane
            for mark, lane in zip(ordered, given_lanes, strict=True)
            if mark.start <= offset < mark.end
        ]
        assert len(here) == len(set(here))
        deepest = max(deepest, len(here))
    assert max(given_lanes, default=-1) + 1 == deepest


@given(marks())
def test_reading_order_is_by_start_then_the_longer_then_id(found: list[Mark]) -> None:
    assert in_order(reversed(found)) == sorted(found, key=sort_key)


@given(marks(), st.sets(st.integers(1, 59)))
def test_a_bucket_holds_the_marks_that_touch_its_stretch(found: list[Mark], cuts: set[int]) -> None:
    starts = [0, *sorted(cuts)]
    ends = [*starts[1:], 60]
    result = buckets(starts, sorted(found))
    for start, end, bucket in zip(starts, ends, result, strict=True):
        expected = {mark.id for mark in found if mark.start < end and start < mark.end}
        assert {mark.id for mark in bucket or ()} == expected
        assert bucket is None or len(bucket) == len(expected)


@given(marks(), st.sets(st.integers(1, 59)))
def test_touched_names_the_buckets_a_mark_is_in(found: list[Mark], cuts: set[int]) -> None:
    starts = [0, *sorted(cuts)]
    result = buckets(starts, sorted(found))
    for mark in found:
        inside = [index for index, bucket in enumerate(result) if mark in (bucket or ())]
        assert inside == list(touched(starts, mark.start, mark.end))


def test_the_innermost_mark_comes_first() -> None:
    quote, claim, actor = make_mark(0, 40, 1), make_mark(5, 30, 2), make_mark(5, 12, 3)
    beside = make_mark(12, 20, 4)

    assert innermost_first([quote, claim, actor, beside], 11) == [actor, claim, quote]
    assert innermost_first([quote, claim, actor, beside], 12) == [beside, claim, quote]
    assert innermost_first([quote, claim, actor, beside], 40) == []
