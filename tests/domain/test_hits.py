"""Lines of a concordance, and places in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.hits import Article, Places
from annotator.domain.ids import DocumentId
from annotator.domain.span import Span


def article(text: str) -> Article:
    return Article(DocumentId(1), "Title", "Post", "2026-03-04", text)


def test_context_is_one_line_and_says_where_white_space_was():
    hit = article("First line.\n\nThe  storm\nin Homs.").hit(18, 23)

    assert (hit.left, hit.text, hit.right) == ("First line. The ", "storm", " in Homs.")


def test_at_the_ends_of_a_text_there_is_no_context():
    hit = article("storm").hit(0, 5)

    assert (hit.left, hit.text, hit.right) == ("", "storm", "")


def test_context_and_hit_are_cut_where_they_are_long():
    hit = article("a" * 500 + "b" * 500 + "c" * 500).hit(500, 1_000)

    assert hit.left == "a" * 80
    assert hit.text == "b" * 240 + "…"
    assert hit.right == "c" * 80
    assert hit.span == Span(500, 1_000)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=20), st.integers(0, 120))
def test_places_are_gone_round(steps: list[tuple[int, int]], offset: int):
    found, at = [], 0
    for gap, length in steps:
        found.append((at + gap, at + gap + length))
        at += gap + length
    places = Places(found)

    assert [(places[one].start, places[one].end) for one in range(len(places))] == found
    if not found:
        return
    after = [one for one in found if one[0] >= offset] or found
    before = [one for one in found if one[0] < offset] or found
    assert found[places.first_from(offset)] == after[0]
    assert found[places.last_before(offset)] == before[-1]
