from __future__ import annotations

import hashlib

import pytest
from hypothesis import given

from annotator.domain.errors import OffsetError
from annotator.domain.text import (
    fingerprint,
    normalise,
    paragraph_starts,
    title_of,
)
from tests.strategies import raw_texts, texts


@given(raw_texts())
def test_normalising_changes_line_ends_and_nothing_else(raw):
    text = normalise(raw).text

    assert "\r" not in text
    assert text == "\n".join("\n".join(raw.split("\r\n")).split("\r"))
    assert normalise(text).text == text


@given(raw_texts())
def test_offset_maps_every_place_to_the_same_place(raw):
    normalised = normalise(raw)

    for offset in range(len(raw) + 1):
        is_inside_pair = raw[offset - 1 : offset + 1] == "\r\n" and offset > 0
        before = raw[: offset - 1] if is_inside_pair else raw[:offset]
        assert normalised.offset(offset) == len(normalise(before).text)


@given(raw_texts())
def test_offset_outside_of_the_raw_text_is_refused(raw):
    for wrong in (-1, len(raw) + 1):
        with pytest.raises(OffsetError):
            normalise(raw).offset(wrong)


def test_spans_after_a_crlf_still_cover_their_words():
    raw = "First.\r\nMusk said\r\nso 😀.\rEnd"
    normalised = normalise(raw)

    for word in ("First", "Musk", "said", "😀", "End"):
        start = normalised.offset(raw.index(word))
        end = normalised.offset(raw.index(word) + len(word))
        assert normalised.text[start:end] == word


def test_fingerprint_is_the_sha256_of_the_utf8():
    assert fingerprint("é😀") == hashlib.sha256("é😀".encode()).hexdigest()


@given(texts())
def test_paragraphs_start_after_each_line_end(text):
    assert paragraph_starts(text) == [0] + [
        offset + 1 for offset, character in enumerate(text) if character == "\n"
    ]


def test_title_is_the_first_line_with_words():
    assert title_of("\n \u00a0\n  Storm \t hits  coast \nText") == "Storm hits coast"
    assert title_of(" \n\n") == ""


def test_a_long_title_is_cut_at_a_word():
    title = title_of("word " * 60, longest=22)

    assert title == "word word word word…"
