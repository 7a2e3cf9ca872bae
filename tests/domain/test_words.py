from __future__ import annotations

import pytest
from hypothesis import given

from annotator.domain.span import Span
from annotator.domain.words import next_word_end, next_word_start, word_at
from tests.strategies import texts

TEXT = "Al-Assad's army, 3,000 strong, left 😀 Дамаск."


@pytest.mark.parametrize(
    ("offset", "word"),
    [(0, "Al-Assad's"), (4, "Al-Assad's"), (10, "Al-Assad's"), (18, "3,000"), (40, "Дамаск")],
)
def test_a_word_is_found_inside_and_at_both_ends(offset, word):
    span = word_at(TEXT, offset)
    assert span is not None
    assert span.text_of(TEXT) == word


def test_between_words_there_is_none():
    assert word_at("one  -  two", 5) is None


def test_boundaries_move_to_the_next_word_in_each_direction():
    end = TEXT.index("army") + 4
    assert next_word_end(TEXT, end, 1) == TEXT.index("3,000") + 5
    assert next_word_end(TEXT, end, -1) == len("Al-Assad's")
    start = TEXT.index("army")
    assert next_word_start(TEXT, start, 1) == TEXT.index("3,000")
    assert next_word_start(TEXT, start, -1) == 0


def test_far_from_any_word_a_boundary_moves_by_a_character():
    text = "word" + " " * 5_000
    assert next_word_end(text, 3_000, 1) == 3_001
    assert next_word_start(text, 3_000, -1) == 2_999


@given(texts())
def test_moving_stays_inside_of_any_text_and_moves(text):
    for offset in range(len(text) + 1):
        for find in (next_word_start, next_word_end):
            assert offset < find(text, offset, 1) <= len(text) or offset == len(text)
            assert 0 <= find(text, offset, -1) < offset or offset == 0
        found = word_at(text, offset)
        assert found is None or found.start <= offset <= found.end


def test_a_span_of_a_word_is_a_span():
    assert word_at("one two", 5) == Span(4, 7)
