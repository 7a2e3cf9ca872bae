from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import OffsetError
from annotator.domain.span import Span
from tests.strategies import spans


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 3), (0, 0)])
def test_what_is_no_stretch_is_refused(start, end):
    with pytest.raises(OffsetError):
        Span(start, end)


def test_a_bad_span_is_a_value_error_too():
    with pytest.raises(ValueError, match=r"\[5:2\) is not a span"):
        Span(5, 2)


@given(spans(), spans())
def test_overlap_containment_and_cover_agree_with_sets_of_offsets(one, other):
    mine, theirs = set(range(one.start, one.end)), set(range(other.start, other.end))

    assert one.overlaps(other) == bool(mine & theirs)
    assert one.contains(other) == (theirs <= mine)
    assert len(one) == len(mine)
    assert one.covers(other.start) == (other.start in mine)


@given(spans(), spans())
def test_spans_sort_by_start_then_end(one, other):
    assert (one < other) == ((one.start, one.end) < (other.start, other.end))


def test_a_span_that_touches_does_not_overlap():
    assert not Span(0, 3).overlaps(Span(3, 5))


@given(spans(40), st.integers(0, 40))
def test_within_passes_what_fits_and_refuses_the_rest(span, length):
    if span.end <= length:
        assert span.within(length) is span
    else:
        with pytest.raises(OffsetError):
            span.within(length)


def test_text_of_counts_code_points():
    assert Span(2, 6).text_of("😀 Musk 𝕏") == "Musk"
    with pytest.raises(OffsetError):
        Span(2, 9).text_of("😀 Musk")
