from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from annotator.domain.span import Span
from annotator.domain.words import next_word_end, next_word_start, word_at, words_around
from tests.strategies import texts

TEXT = "Al-Assad's army, 3,000 strong, left 😀 Дамаск."


def words(text: str) -> list[str]:
    return [span.text_of(text) for span in words_around(text, 0)]


@pytest.mark.parametrize(
    ("offset", "word"),
    [(0, "Al-Assad"), (4, "Al-Assad"), (18, "3,000"), (22, "3,000"), (40, "Дамаск")],
)
def test_a_word_is_found_inside_and_at_both_ends(offset, word):
    span = word_at(TEXT, offset)
    assert span is not None
    assert span.text_of(TEXT) == word


@pytest.mark.parametrize("offset", [8, 9, 10])
def test_the_s_of_a_possessive_is_left_to_its_word(offset):
    assert word_at(TEXT, offset) == Span(0, len("Al-Assad"))


def test_between_words_there_is_none():
    assert word_at("one  -  two", 5) is None


@pytest.mark.parametrize(
    "word",
    [
        "don't",
        "don’t",
        "Al-Assad",
        "O'Neill",
        "U.S.",
        "U.S.-led",
        "U.S.A",
        "a.m.",
        "Gen.",
        "Inc.",
        "AT&T",
        "3,000.50",
        "$3,000",
        "5%",
        "bbc.co.uk",
        "@mayor",
        "snake_case",
        "cafe\u0301",
        "क्षि",
        "می\u200cخواهم",
        "القاهرة",
        "שלום",
        "조선일보",
        "カタカナ",
        "👩🏽‍⚖️",
        "👨‍👩‍👧",
        "🇸🇾",
        "1️⃣",
    ],
)
def test_what_is_one_word(word):
    assert words(f"{word} and") == [word, "and"]
    assert words(f"({word}), and") == [word, "and"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It closed.The mayor", ["It", "closed", "The", "mayor"]),
        ("war,said", ["war", "said"]),
        ("‘tis the workers’ day", ["tis", "the", "workers", "day"]),
        ("it's Assad’s", ["it", "'s", "Assad", "’s"]),
        ("the end. And", ["the", "end", "And"]),
        ("北京市长说：", ["北", "京", "市", "长", "说"]),
        ("東京のカメラ", ["東", "京", "の", "カメラ"]),
        ("🇸🇾🇺🇦🇸", ["🇸🇾", "🇺🇦", "🇸"]),
        ("a\u200fb 😀😀", ["a", "b", "😀", "😀"]),
    ],
)
def test_what_are_several(text, expected):
    assert words(text) == expected


def test_between_ideographs_the_one_after_is_taken():
    assert word_at("北京市", 2) == Span(2, 3)
    assert word_at("北京市", 3) == Span(2, 3)


def test_boundaries_move_to_the_next_word_in_each_direction():
    end = TEXT.index("army") + 4
    assert next_word_end(TEXT, end, 1) == TEXT.index("3,000") + 5
    assert next_word_end(TEXT, end, -1) == len("Al-Assad's")
    assert next_word_end(TEXT, len("Al-Assad's"), -1) == len("Al-Assad")
    start = TEXT.index("army")
    assert next_word_start(TEXT, start, 1) == TEXT.index("3,000")
    assert next_word_start(TEXT, TEXT.index("Дамаск"), -1) == TEXT.index("😀")


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
        assert found is None or found.start <= offset or text[found.end] in "'’"


@given(texts())
def test_words_follow_each_other_without_white_space(text):
    found = words_around(text, 0)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert not any(character.isspace() for span in found for character in span.text_of(text))
