"""Tags: one a token, in four ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.tokenising.tags import TAGGINGS, Tagged, TagReader, is_tag, tags_of

SPANS = [Tagged(0, 3, "A"), Tagged(3, 4, "A"), Tagged(4, 5, "B-C"), Tagged(6, 8, "A")]


@st.composite
def tagged(draw):
    """Spans in order, without overlap, and the number of tokens."""
    at, found = 0, []
    for gap, size, label in draw(
        st.lists(
            st.tuples(st.integers(0, 2), st.integers(1, 3), st.sampled_from(["A", "B", "I-O"])),
            max_size=8,
        )
    ):
        found.append(Tagged(at + gap, at + gap + size, label))
        at += gap + size
    return found, at + draw(st.integers(0, 2))


@pytest.mark.parametrize(
    ("tagging", "tags"),
    [
        ("IOB2", "B-A I-A I-A B-A B-B-C O B-A I-A"),
        ("IOB1", "I-A I-A I-A B-A I-B-C O I-A I-A"),
        ("BILUO", "B-A I-A L-A U-A U-B-C O B-A L-A"),
        ("IOBES", "B-A I-A E-A S-A S-B-C O B-A E-A"),
    ],
)
def test_each_way_is_written(tagging, tags):
    assert tags_of(SPANS, 8, tagging) == tags.split()


@pytest.mark.parametrize("tagging", TAGGINGS)
@given(drawn=tagged())
def test_each_way_is_read_again_without_being_told_which_it_is(tagging, drawn):
    spans, count = drawn
    tags = tags_of(spans, count, tagging)
    reader = TagReader()

    assert len(tags) == count
    assert all(map(is_tag, tags))
    assert reader.spans(tags) == spans
    assert not reader.is_repaired


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("I-A I-A B-A O I-B", [Tagged(0, 2, "A"), Tagged(2, 3, "A"), Tagged(4, 5, "B")]),  # IOB1
        ("I-A E-A E-B I-A", [Tagged(0, 2, "A"), Tagged(2, 3, "B"), Tagged(3, 4, "A")]),  # IOE2
        ("B-A M-A E-A S_B", [Tagged(0, 3, "A"), Tagged(3, 4, "B")]),  # BMES
    ],
)
def test_other_ways_that_people_have_are_read_without_complaint(tags, spans):
    reader = TagReader()

    assert reader.spans(tags.split()) == spans
    assert not reader.is_repaired


@pytest.mark.parametrize(
    ("tags", "spans", "broken"),
    [
        ("B-A O I-A", [Tagged(0, 1, "A"), Tagged(2, 3, "A")], 1),
        ("B-A I-B I-B", [Tagged(0, 1, "A"), Tagged(1, 3, "B")], 1),
        ("U-A L-B O I-A", [Tagged(0, 1, "A"), Tagged(1, 2, "B"), Tagged(3, 4, "A")], 2),
        ("B-A ? I-A", [Tagged(0, 1, "A"), Tagged(2, 3, "A")], 1),
    ],
)
def test_a_span_that_begins_in_its_middle_is_one_nevertheless_and_counted(tags, spans, broken):
    reader = TagReader()

    assert reader.spans(tags.split(), lines=range(10, 20)) == spans
    assert (reader.is_repaired, reader.broken) == (True, broken)
    assert reader.first_broken == 10 + spans[1].first


def test_a_sentence_ends_a_span():
    assert TagReader().spans(["B-A", "I-A"], breaks={1}) == [Tagged(0, 1, "A"), Tagged(1, 2, "A")]


@pytest.mark.parametrize("text", ["", "o", "X-A", "B", "B-", "B- ", "IN", "NNP", "0"])
def test_what_is_no_tag(text):
    assert not is_tag(text)
