from __future__ import annotations

import pytest
from hypothesis import given

from annotator.domain.errors import OffsetError
from annotator.domain.offsets import OffsetMap
from tests.strategies import raw_texts, texts


def u16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(texts())
def test_there_and_back_is_the_identity_on_every_boundary(text):
    offsets = OffsetMap(text)

    for offset in range(len(text) + 1):
        assert offsets.from_u16(offsets.to_u16(offset)) == offset


@given(raw_texts())
def test_u16_offsets_are_those_of_the_utf_16_encoding(text):
    offsets = OffsetMap(text)

    assert [offsets.to_u16(offset) for offset in range(len(text) + 1)] == [
        u16_units(text[:offset]) for offset in range(len(text) + 1)
    ]
    assert offsets.length_u16 == u16_units(text)


@given(raw_texts())
def test_inside_a_surrogate_pair_there_is_no_offset(text):
    offsets = OffsetMap(text)
    boundaries = {offsets.to_u16(offset) for offset in range(len(text) + 1)}

    for offset_u16 in set(range(offsets.length_u16 + 1)) - boundaries:
        with pytest.raises(OffsetError):
            offsets.from_u16(offset_u16)


@given(raw_texts())
def test_outside_of_the_text_there_is_no_offset(text):
    offsets = OffsetMap(text)

    for wrong in (-1, len(text) + 1):
        with pytest.raises(OffsetError):
            offsets.to_u16(wrong)
    for wrong in (-1, u16_units(text) + 1):
        with pytest.raises(OffsetError):
            offsets.from_u16(wrong)


@given(raw_texts())
def test_many_offsets_are_converted_as_single_ones_are(text):
    offsets = OffsetMap(text)
    every = range(len(text) + 1)

    assert offsets.all_to_u16(every) == [offsets.to_u16(offset) for offset in every]


def test_the_style_guides_example():
    text = "☀ sun 😀 grin 𝕏 maths 👨‍👩‍👧 Musk said"

    assert text.index("Musk") == 27
    assert OffsetMap(text).to_u16(27) == 32


@pytest.mark.parametrize(
    "text", ["", "plain", "e\u0301", "a\u2028b", "a\u00a0b", "قال", "a\nb", "“said”"]
)
def test_without_astral_characters_the_map_is_the_identity(text):
    offsets = OffsetMap(text)

    assert [offsets.to_u16(one) for one in range(len(text) + 1)] == list(range(len(text) + 1))
