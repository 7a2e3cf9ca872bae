from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.backups import (
    DAYS,
    LEAST,
    MOST_BYTES,
    NEWEST,
    WEEKS,
    ArticlePreview,
    Fate,
    Made,
    Preview,
    kept,
    sentences,
)

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
MB = 1 << 20

made = st.lists(
    st.builds(
        Made,
        st.integers(-120 * 24 * 60, 40 * 24 * 60).map(lambda one: NOW + timedelta(minutes=one)),
        st.sampled_from([MB, 10 * MB, 500 * MB, 3_000 * MB]),
    ),
    max_size=60,
    unique_by=lambda one: one.at,
)


def every(minutes: int, count: int, size: int = MB) -> list[Made]:
    """Backups up to now, one in so many minutes."""
    return [Made(NOW - timedelta(minutes=minutes * number), size) for number in range(count)]


def test_a_few_all_stay():
    few = every(10, NEWEST)

    assert kept(few, NOW) == set(few)


def test_the_newest_stay_and_the_last_of_each_day_and_week():
    staying = kept(every(10, 120 * 24 * 6), NOW)

    newest = sorted(staying, reverse=True)
    assert newest[:NEWEST] == every(10, NEWEST)
    days = {one.at.date() for one in staying}
    assert {(NOW - timedelta(days=number)).date() for number in range(DAYS)} <= days
    weeks = {one.at.isocalendar()[:2] for one in staying}
    assert {(NOW - timedelta(weeks=number)).isocalendar()[:2] for number in range(WEEKS)} == weeks
    assert len(staying) <= NEWEST + DAYS + WEEKS
    yesterday = max(one for one in staying if one.at.date() < NOW.date())
    assert (yesterday.at.hour, yesterday.at.minute) == (23, 50)


def test_who_works_seldom_loses_none_of_the_last_days_on_which_they_did():
    seldom = every(60 * 24 * 30, DAYS)  # once a month

    assert kept(seldom, NOW) == set(seldom)


def test_large_ones_keep_to_the_room_but_for_the_newest():
    large = every(10, 40, 500 * MB)
    staying = kept(large, NOW)
    assert sum(one.size for one in staying) <= MOST_BYTES
    assert set(large[:LEAST]) < staying

    assert kept(every(60 * 24, 40, 3_000 * MB), NOW) == set(every(60 * 24, LEAST, 3_000 * MB))


def test_where_room_is_short_yesterday_comes_before_another_of_today():
    today, yesterday = every(10, 20, 500 * MB), Made(NOW - timedelta(days=1), 500 * MB)

    assert kept([*today, yesterday], NOW) == {*today[:LEAST], yesterday}


def test_what_a_wrong_clock_dated_ahead_pushes_out_nothing_of_today():
    ahead = [Made(NOW + timedelta(days=400, minutes=one), MB) for one in range(NEWEST)]

    assert set(every(10, NEWEST)) <= kept([*ahead, *every(10, NEWEST)], NOW)


@given(made)
def test_what_stays_is_bounded_and_has_the_newest(some: list[Made]):
    staying = kept(some, NOW)

    past = sorted((one for one in some if one.at <= NOW), reverse=True)
    assert staying <= set(some)
    assert set(past[:LEAST]) <= staying
    assert kept(list(staying), NOW) == staying
    beyond = staying - set(past[:LEAST])
    assert len(staying) <= 2 * (NEWEST + DAYS + WEEKS)
    assert all(one.size <= MOST_BYTES or one.at > NOW for one in beyond)


def preview(**fields: object) -> Preview:
    """One in which nothing changes, but for these."""
    counts = dict.fromkeys(
        ("gone", "back", "changed", "relations", "entries", "decisions", "rules", "filters"), 0
    )
    known = {"articles": (), "of_fate": {}, "steps": 0, "scheme": False, **counts}
    return Preview(**{**known, **fields})


def test_a_preview_says_what_changes_in_words():
    found = preview(
        articles=(ArticlePreview("A", Fate.GOES),),
        of_fate={Fate.GOES: 1, Fate.CHANGES: 2},
        gone=1_234,
        entries=1,
        steps=3,
        scheme=True,
    )

    assert sentences(found) == [
        "1 article goes, 2 articles change, 1,234 annotations go, 1 entry of the registry differs.",
        "The label scheme is another one.",
        "3 steps of the history made since then are not in it.",
    ]


def test_a_preview_without_changes_says_so():
    assert sentences(preview()) == ["The backup holds just what the project holds now."]
    assert preview().is_nothing
    assert not preview(steps=1).is_nothing
    assert sentences(preview(steps=1)) == [
        "No article and no annotation changes.",
        "1 step of the history made since then is not in it.",
    ]
