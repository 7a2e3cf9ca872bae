from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.common.plain_names import (
    escape,
    escape_line,
    is_name_character,
    typed_text,
    typed_value,
    unescape,
)

_characters = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
_texts = st.text("_x0041Aé \n", max_size=10) | st.text(_characters, max_size=10)
_values = st.booleans() | st.integers() | st.floats(allow_nan=False) | _texts


@given(_texts)
def test_any_text_has_a_name_that_gives_it_back(text):
    name = escape(text, is_name_character)
    assert name
    assert all(map(is_name_character, name))
    assert unescape(name) == text


@given(_texts.filter(bool))
def test_any_text_fits_on_a_line_that_gives_it_back(text):
    line = escape_line(text)
    assert line.strip() == line
    assert len(line.splitlines()) == 1
    assert "\t" not in line
    assert unescape(line) == text


@given(_values)
def test_a_value_keeps_its_type_through_text(value):
    back = typed_value(typed_text(value))
    assert (type(back), back) == (type(value), value)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ACTOR", "ACTOR"),
        ("two words", "two_x0020_words"),
        ("größe", "gr_x00F6__x00DF_e"),
        ("🏷", "_x1F3F7_"),
        ("max_x", "max_x005F_x"),
        ("", "_x_"),
    ],
)
def test_names_are_written_as_they_always_were(text, name):
    assert escape(text, is_name_character) == name


@pytest.mark.parametrize("text", ["_xD800_", "_xFFFFFF_", "_x0000_", "_x41_", "a_b_c", "x"])
def test_what_is_no_escape_stays_as_it_is(text):
    assert unescape(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3), ("-0.5", -0.5), ("1e-07", 1e-07), ("007", "007"), ("true", True), ("True", "True")],
)
def test_values_of_others_are_read_by_what_they_look_like(text, value):
    back = typed_value(text)
    assert (type(back), back) == (type(value), value)
