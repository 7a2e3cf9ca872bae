"""Where words stand again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.ids import DocumentId
from annotator.domain.occurrences import Words, find, occurrence
from annotator.domain.segments import Mark
from annotator.domain.span import Span


def starts(text: str, words: str, *, case: bool = True, whole: bool = True) -> list[int]:
    return [span.start for span in find(text, Words(words, case, whole))]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Homs, Homs. Homsi XHoms", "Homs", [0, 6]),
        ("homs HOMS Homs", "Homs", [10]),
        ("Al-Assad's Assad", "Assad", [3, 11]),
        ("U.S. and US.", "U.S.", [0]),
        ("cafe\u0301 cafe", "cafe", [6]),
        ("😀 Homs😀", "Homs", [2]),
        ("Homs_1 Homs2", "Homs", []),
        ("“Homs”", "“Homs”", [0]),
        ("在东京的东京", "东京", [1, 4]),
        ("a.b axb", "a.b", [0]),
        ("", "Homs", []),
    ],
)
def test_whole_words(text: str, words: str, found: list[int]):
    assert starts(text, words) == found


def test_capitals_and_parts_of_words_if_wanted():
    assert starts("homs HOMS Homs", "Homs", case=False) == [0, 5, 10]
    assert starts("Homsi XHoms", "Homs", whole=False) == [0, 7]
    assert starts("aaaa", "aa", whole=False) == [0, 2]


def test_no_words_are_an_error():
    with pytest.raises(ValueError, match="nothing"):
        starts("text", "")


@given(st.text("ab .é\u0301", max_size=30), st.text("ab .", min_size=1, max_size=4), st.booleans())
def test_each_occurrence_is_the_words_and_no_two_overlap(text: str, words: str, whole: bool):
    found = list(find(text, Words(words, whole=whole)))

    assert all(span.text_of(text) == words for span in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    if not whole:
        assert len(found) == text.count(words)


def test_an_occurrence_knows_its_line_and_what_is_marked_there():
    text = "One\nHoms fell.\nTwo"
    here = Mark(4, 8, 1, "LOCATION", False)
    other = Mark(0, 10, 2, "CLAIM", False)
    suggested = Mark(4, 8, 3, "ACTOR", True, 0.5)

    found = occurrence(DocumentId(7), "Title", text, Span(4, 8), (other, here, suggested))

    assert (found.before, found.words, found.after) == ("One ", "Homs", " fell. Two")
    assert found.same("LOCATION", suggested=False) == here
    assert found.same("CLAIM", suggested=False) is None
    assert found.same("ACTOR", suggested=True) == suggested
    assert found.others("LOCATION", suggested=False) == ("CLAIM",)
    assert found.others("LOCATION", suggested=True) == ("ACTOR",)
