from __future__ import annotations

import pytest
from hypothesis import given

from annotator.domain.characters import next_character, parts_a_character
from tests.strategies import texts


@pytest.mark.parametrize(
    "character",
    ["a", "e\u0301", "😀", "👩🏽‍⚖️", "👨‍👩‍👧", "🇸🇾", "1️⃣", "क्", "\u1112\u1161\u11ab", "❤️", "北"],
)
def test_one_step_passes_one_character(character):
    text = f"x{character}x"

    assert next_character(text, 1, 1) == len(text) - 1
    assert next_character(text, len(text) - 1, -1) == 1


def test_flags_are_told_apart_from_the_left():
    text = "🇸🇾🇺🇦🇸"

    assert [offset for offset in range(6) if not parts_a_character(text, offset)] == [0, 2, 4, 5]


def test_an_accent_at_the_start_of_a_line_stands_alone():
    assert next_character("\n\u0301a", 0, 1) == 1
    assert next_character("\u0301a", 0, 1) == 1


def test_at_the_edges_there_is_no_way_on():
    assert next_character("ab", 2, 1) == 2
    assert next_character("ab", 0, -1) == 0


@given(texts())
def test_there_and_back_is_the_same_way(text):
    forwards = [0]
    while forwards[-1] < len(text):
        forwards.append(next_character(text, forwards[-1], 1))
    backwards = [len(text)]
    while backwards[-1] > 0:
        backwards.append(next_character(text, backwards[-1], -1))
    assert forwards == backwards[::-1]
