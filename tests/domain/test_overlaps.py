"""Overlaps answers as a walk over all values does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.overlaps import Overlaps
from annotator.domain.span import Span
from tests.factories import make_annotation, make_document

DOCUMENT = make_document("x" * 50)
SPANS = st.builds(
    lambda start, length: (start, start + length), st.integers(0, 40), st.integers(1, 9)
)


@given(st.lists(SPANS), st.lists(SPANS), st.sets(st.integers(0, 9)), SPANS)
def test_it_finds_what_shares_a_character(
    first: list[tuple[int, int]],
    later: list[tuple[int, int]],
    gone: set[int],
    wanted: tuple[int, int],
):
    values = [make_annotation(DOCUMENT, *span) for span in [*first, *later]]
    overlaps = Overlaps(values[: len(first)])
    for one in values[len(first) :]:
        overlaps.add(one)
    for place in gone & set(range(len(values))):
        overlaps.discard(values[place])
        overlaps.discard(values[place])

    span = Span(*wanted)
    expected = [
        one
        for place, one in enumerate(values)
        if place not in gone and one.span.start < span.end and one.span.end > span.start
    ]
    expected.sort(key=lambda one: (one.span.start, one.span.end, one.id))
    assert list(overlaps.over(span)) == expected
