from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.selecting import grown, nudged, snapped, tidied
from annotator.domain.span import Span
from annotator.domain.words import words_around
from tests.strategies import spans, texts

TEXT = "“We had no choice,” said Maria-Luz O'Neill’s aide in the U.S. 👩🏽‍⚖️ (on Monday)."


def stretch(first: str, last: str) -> tuple[int, int]:
    """From within one passage to within another."""
    return TEXT.index(first), TEXT.index(last) + len(last)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("ari", "Nei", "Maria-Luz O'Neill"),
        ("ad", "choi", "had no choice"),
        ("U.", "S", "U.S."),
        ("🏽", "⚖", "👩🏽‍⚖️"),
        (" said", "said ", " said "),
    ],
)
def test_no_word_is_parted(first, last, expected):
    if first == "ad":
        first = "had no"
    assert snapped(TEXT, *stretch(first, last)).text_of(TEXT) == expected


def test_without_spaces_the_rest_of_the_sentence_is_left_out():
    text = "市长在北京说了话。"
    assert snapped(text, 3, 5).text_of(text) == "北京"


@pytest.mark.parametrize(
    ("selected", "kept"),
    [
        (" said ", "said"),
        ("choice,” said", "choice,” said"),
        ("We had no choice,” ", "We had no choice"),
        ("“We had no choice,” ", "“We had no choice,”"),
        ("“We had", "We had"),
        (", Nadia, ", "Nadia"),
        ("in the U.S.", "in the U.S."),
        ("in the U.S.,", "in the U.S."),
        ("on Monday.", "on Monday"),
        ("(on Monday)", "(on Monday)"),
        ("on Monday).", "on Monday"),
        ("(on Monday", "on Monday"),
        ("the (old) mayor", "the (old) mayor"),
        ("the mayor (old)", "the mayor (old)"),
        ('"Go," he', '"Go," he'),
        ('" said Ann, "go"', 'said Ann, "go"'),
        ('"Go," said Ann, "', '"Go," said Ann'),
        ("– a 5% rise!", "a 5% rise"),
        ("#storm", "#storm"),
        ("$5", "$5"),
        ("😀 ", "😀"),
        ("\u200fקול\u200f", "קול"),
        ("„Nein“,", "„Nein“"),
        ("«Non», ", "«Non»"),
        ("「はい」。", "「はい」"),
        ("Apple Inc.", "Apple Inc."),
    ],
)
def test_stray_marks_at_the_ends_are_left_out(selected, kept):
    text = f"x{selected}x"
    span = tidied(text.replace("x", " "), Span(1, len(text) - 1))
    assert span is not None
    assert span.text_of(text) == kept


def test_of_marks_alone_nothing_is_left():
    assert tidied(" … , ”", Span(0, 6)) is None


@given(texts(min_size=1).flatmap(lambda text: st.tuples(st.just(text), spans(len(text)))))
def test_selecting_never_leaves_the_text_or_parts_a_word(case):
    text, span = case
    wide = snapped(text, span.start, span.end)

    assert wide.contains(span)
    wide.within(len(text))
    for word in words_around(text, span.start):
        assert word.start >= wide.start or word.end <= wide.start
    tidy = tidied(text, wide)
    if tidy is not None:
        assert wide.contains(tidy)
        assert tidied(text, tidy) == tidy


def test_a_selection_grows_from_word_to_sentence_to_paragraph():
    text = "A line.\nNadia's aide spoke. She left."
    offset = text.index("adia")

    steps = []
    found = grown(text, offset, offset)
    while found is not None:
        steps.append(found.text_of(text))
        found = grown(text, found.start, found.end)

    assert steps == ["Nadia", "Nadia's aide spoke.", "Nadia's aide spoke. She left."]


def test_a_selection_over_two_sentences_grows_to_both():
    text = "He spoke to us. She left us. They came."
    start, end = text.index("us."), text.index("left") + 4

    found = grown(text, start, end)

    assert found is not None
    assert found.text_of(text) == "He spoke to us. She left us."


@pytest.mark.parametrize(
    ("step", "at_end", "by_word", "expected"),
    [
        (1, True, True, "Maria-Luz O'Neill’s"),
        (-1, True, True, "Maria-Luz"),
        (-1, False, True, "said Maria-Luz O'Neill"),
        (1, False, True, "O'Neill"),
        (1, True, False, "Maria-Luz O'Neill’"),
        (1, False, False, "aria-Luz O'Neill"),
    ],
)
def test_a_nudge_moves_one_boundary(step, at_end, by_word, expected):
    start = TEXT.index("Maria")
    span = Span(start, start + len("Maria-Luz O'Neill"))

    moved = nudged(TEXT, span, step, at_end=at_end, by_word=by_word)

    assert moved is not None
    assert moved.text_of(TEXT) == expected


def test_a_nudge_by_a_character_passes_a_whole_emoji():
    start = TEXT.index("👩")
    moved = nudged(TEXT, Span(start - 5, start), 1, at_end=True, by_word=False)
    assert moved is not None
    assert moved.text_of(TEXT) == "U.S. 👩🏽‍⚖️"


def test_a_nudge_leaves_at_least_something():
    assert nudged("one two", Span(4, 7), -1, at_end=True, by_word=True) is None
    assert nudged("one", Span(0, 1), 1, at_end=False, by_word=False) is None
