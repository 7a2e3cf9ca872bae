from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.calibration import BINS, Bin, Calibration

outcomes = st.lists(st.tuples(st.none() | st.floats(0, 1), st.booleans()), max_size=30)


@pytest.mark.parametrize(
    ("predictions", "error"),
    [
        ([(0.75, True), (0.75, True), (0.75, True), (0.75, False)], 0.0),
        ([(1.0, False), (1.0, False)], 1.0),
        ([(0.25, True), (0.85, True), (0.85, True), (0.85, False)], (0.75 + 3 * 0.85 - 2) / 4),
        ([(0.3, True), (0.7, False)], 0.7),
    ],
)
def test_the_error_is_the_distance_of_scores_from_what_is_right(
    predictions: list[tuple[float, bool]], error: float
) -> None:
    assert Calibration.of(predictions).error == pytest.approx(error)


def test_without_a_score_nothing_is_calibrated() -> None:
    found = Calibration.of([(None, True), (None, False)])

    assert (found.error, found.count, found.unscored) == (None, 0, 2)


def test_the_highest_score_is_in_the_last_bin() -> None:
    assert Calibration.of([(1.0, True), (0.95, False), (0.0, False)]).bins == (
        Bin(1),
        *[Bin()] * (BINS - 2),
        Bin(2, 1, 1.95),
    )


@given(one=outcomes, other=outcomes)
def test_calibrations_add_up(
    one: list[tuple[float | None, bool]], other: list[tuple[float | None, bool]]
) -> None:
    apart, whole = Calibration.of(one) + Calibration.of(other), Calibration.of([*one, *other])

    assert [(each.count, each.right) for each in apart.bins] == [
        (each.count, each.right) for each in whole.bins
    ]
    assert apart.unscored == whole.unscored
    assert (apart.error is None) == (whole.error is None)
    if whole.error is not None:
        assert apart.error == pytest.approx(whole.error)
        assert 0 <= whole.error <= 1
