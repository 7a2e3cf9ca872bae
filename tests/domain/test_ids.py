from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.ids import IdMaker, id_text, now, parse_id

ids = st.integers(0, (1 << 63) - 1)


@given(ids)
def test_an_id_is_read_back_from_its_text(number):
    assert parse_id(id_text(number)) == number
    assert len(id_text(number)) == 13


@given(ids, ids)
def test_texts_sort_as_their_ids_do(one, other):
    assert (id_text(one) < id_text(other)) == (one < other)


@pytest.mark.parametrize("text", ["", "abc", "0" * 14, "0" * 12 + "u", "0" * 12 + "A", "z" * 13])
def test_what_is_no_id_is_refused(text):
    with pytest.raises(ValueError, match=r"is not an id|substring not found"):
        parse_id(text)


def test_ids_grow_even_when_the_clock_goes_back():
    times = [datetime(2026, 1, 1, tzinfo=UTC) - timedelta(hours=hour) for hour in range(20)]
    clock = iter(times)
    new_id = IdMaker(lambda: next(clock))

    made = [new_id() for _ in times]

    assert made == sorted(set(made))


def test_ids_of_a_frozen_clock_differ():
    new_id = IdMaker(lambda: datetime(2026, 1, 1, tzinfo=UTC))

    assert len({new_id() for _ in range(5_000)}) == 5_000


def test_ids_fit_an_sqlite_rowid_for_a_long_time():
    new_id = IdMaker(lambda: datetime(2089, 1, 1, tzinfo=UTC))

    assert 0 < new_id() < 1 << 63


def test_threads_do_not_get_the_same_id():
    new_id = IdMaker(lambda: datetime(2026, 1, 1, tzinfo=UTC))

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: new_id(), range(4_000)))

    assert len(set(made)) == 4_000


def test_the_clock_is_aware_and_in_utc():
    assert now().utcoffset() == timedelta(0)
