from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.offsets import OffsetMap
from annotator.formats.common.offset_units import (
    CODE_POINTS,
    GRAPHEMES,
    UTF16,
    Graphemes,
    to_code_points,
)
from tests.strategies import texts

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
TEXT = f"a{FAMILY}e\u0301z"


def test_graphemes_count_what_a_reader_sees():
    convert = to_code_points(TEXT, GRAPHEMES)
    assert [TEXT[convert(at) : convert(at + 1)] for at in range(4)] == [
        "a", FAMILY, "e\u0301", "z",
    ]  # fmt: skip
    assert Graphemes(TEXT).outwards(2, 7) == (1, 3)  # within the family, within é


def test_utf16_counts_an_emoji_twice():
    convert = to_code_points("a\U0001f54ab", UTF16)
    assert [convert(at) for at in (0, 1, 3, 4)] == [0, 1, 2, 3]
    assert convert(2) == 1  # inside of the emoji


@pytest.mark.parametrize("unit", [CODE_POINTS, GRAPHEMES, UTF16])
def test_what_is_outside_of_the_text_stays_so(unit):
    convert = to_code_points(TEXT, unit)
    assert convert(-3) == -3
    assert convert(100) > len(TEXT)


@given(text=texts(min_size=1), data=st.data())
def test_the_way_there_and_back(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    graphemes = Graphemes(text)
    first, last = graphemes.outwards(start, end)
    wide = graphemes.offset(first), graphemes.offset(last)
    assert wide[0] <= start < end <= wide[1]
    assert graphemes.outwards(*wide) == (first, last)
    assert to_code_points(text, UTF16)(OffsetMap(text).to_u16(start)) == start
