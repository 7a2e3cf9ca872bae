from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import OffsetError
from annotator.domain.segments import Mark, in_order
from annotator.ui.editor.mark_index import MarkIndex

STARTS = [0, 10, 11, 30]
LENGTH = 40

marks = st.lists(
    st.builds(
        lambda start, length, id, label: Mark(start, min(LENGTH, start + length), id, label, False),
        st.integers(0, LENGTH - 1),
        st.integers(1, 15),
        st.integers(1, 12),
        st.sampled_from(["ACTOR", "QUOTE"]),
    ),
    max_size=12,
    unique_by=lambda mark: mark.id,
)


def assert_same(index: MarkIndex, expected: list[Mark]) -> None:
    fresh = MarkIndex(STARTS, LENGTH, expected)
    assert index.ordered == fresh.ordered == in_order(expected)
    assert index.by_id == fresh.by_id
    for block in range(len(STARTS)):
        assert set(index.in_block(block)) == set(fresh.in_block(block))
        assert len(index.in_block(block)) == len(fresh.in_block(block))


@given(marks, marks, st.booleans())
def test_replacing_marks_is_as_good_as_starting_with_them(
    before: list[Mark], after: list[Mark], ordered_first: bool
) -> None:
    index = MarkIndex(STARTS, LENGTH, before)
    if ordered_first:
        assert index.ordered == in_order(before)

    dirty = index.replace(after)

    assert_same(index, after)
    old, new = MarkIndex(STARTS, LENGTH, before), MarkIndex(STARTS, LENGTH, after)
    assert dirty == {
        block
        for block in range(len(STARTS))
        if set(old.in_block(block)) != set(new.in_block(block))
    }


def test_many_replaced_marks_are_told_apart_as_well() -> None:
    before = [Mark(at % 39, at % 39 + 1, at, "ACTOR", False) for at in range(200)]
    after = [mark._replace(label="QUOTE") for mark in before]
    index = MarkIndex(STARTS, LENGTH, before)

    assert index.replace(after) == {0, 1, 2, 3}
    assert_same(index, after)


@given(marks, marks)
def test_changing_marks_goes_by_their_ids(before: list[Mark], added: list[Mark]) -> None:
    index = MarkIndex(STARTS, LENGTH, before)
    removed = before[::2]

    index.change(removed=removed, added=added)

    gone = {mark.id for mark in (*removed, *added)}
    assert_same(index, [*(mark for mark in before if mark.id not in gone), *added])


@given(marks, marks, st.lists(st.integers(1, 14)))
def test_what_has_certain_ids_can_be_renewed(
    before: list[Mark], after: list[Mark], ids: list[int]
) -> None:
    index = MarkIndex(STARTS, LENGTH, before)
    there = [mark for mark in after if mark.id in ids]

    index.renew(ids, there)

    assert_same(index, [*(mark for mark in before if mark.id not in ids), *there])


def test_equal_marks_change_nothing() -> None:
    index = MarkIndex(STARTS, LENGTH, [Mark(0, 3, 1, "ACTOR", False)])

    assert index.replace([Mark(0, 3, 1, "ACTOR", False)]) == set()


def test_a_mark_past_the_end_of_the_text_is_refused() -> None:
    with pytest.raises(OffsetError):
        MarkIndex(STARTS, LENGTH, [Mark(39, 41, 1, "ACTOR", False)])


# ---------------------------------------------------------------- the threshold

SCORES = (None, 0.0, 0.1, 0.3, 0.5, 1.0)
scored = st.lists(
    st.builds(
        lambda start, length, id, score: Mark(
            start, min(LENGTH, start + length), id, "ACTOR", id % 4 > 0, score if id % 4 else None
        ),
        st.integers(0, LENGTH - 1),
        st.integers(1, 15),
        st.integers(1, 24),
        st.sampled_from(SCORES),
    ),
    max_size=20,
    unique_by=lambda mark: mark.id,
)
thresholds = st.sampled_from((0.0, 0.1, 0.2, 0.5, 0.95))


def shown_of(every: list[Mark], least: float) -> list[Mark]:
    return [mark for mark in every if mark.score is None or mark.score >= least]


def assert_threshold(index: MarkIndex, every: list[Mark], least: float) -> None:
    assert_same(index, shown_of(every, least))
    assert {*index.below} == {mark.id for mark in every} - {*index.by_id}
    assert index.pending == sum(bool(mark.is_suggestion) for mark in index.by_id.values())
    assert index.least == least


@given(scored, thresholds)
def test_what_is_renewed_below_the_threshold_goes(every: list[Mark], least: float) -> None:
    index = MarkIndex(STARTS, LENGTH, every, least)
    gone, kept = every[::2], every[1::2]

    index.renew([mark.id for mark in gone], [])

    assert_threshold(index, kept, least)


@given(scored, thresholds, thresholds)
def test_what_is_below_the_threshold_is_kept_aside_however_it_got_there(
    every: list[Mark], first: float, then: float
) -> None:
    index = MarkIndex(STARTS, LENGTH, every, first)
    assert_threshold(index, every, first)

    before = [set(index.in_block(block)) for block in range(len(STARTS))]
    dirty = index.set_least(then)

    assert_threshold(index, every, then)
    differ = {block for block in range(len(STARTS)) if before[block] != set(index.in_block(block))}
    assert differ <= dirty


@given(scored, scored, thresholds)
def test_edits_below_the_threshold_stay_below_it(
    before: list[Mark], added: list[Mark], least: float
) -> None:
    index = MarkIndex(STARTS, LENGTH, before, least)
    removed = before[::2]

    index.change(removed=removed, added=added)

    gone = {mark.id for mark in (*removed, *added)}
    left = [mark for mark in before if mark.id not in gone]
    assert_threshold(index, [*left, *added], least)
    index.replace(before)
    assert_threshold(index, before, least)


@pytest.mark.parametrize("count", [100, 5_000])
def test_many_marks_cross_the_threshold_at_once(count: int) -> None:
    every = [
        Mark(at % 39, at % 39 + 1, at + 1, "ACTOR", at % 3 > 0, at / count if at % 3 else None)
        for at in range(count)
    ]
    index = MarkIndex(STARTS, LENGTH, every)

    for least in (0.9, 0.2, 0.21, 0.0):
        assert index.set_least(least)
        assert_threshold(index, every, least)
    assert index.set_least(0.0) == set()
