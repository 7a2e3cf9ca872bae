from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.common.numerals import numeral
from annotator.formats.office.paragraphs import Box, Paragraphs, joined, row_lines, visible


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x00b\x07c\x9dd", "abcd"),
        ("co\u00adop \ufeffx", "coop x"),
        ("a\r\nb\rc\x0bd\x0ce\x85f", "a\nb\nc\nd\ne\nf"),
        ("\ud83d\ude0a and \ude0a\ud83d", "😊 and \ufffd\ufffd"),
        ("tab\tstays", "tab\tstays"),
        ("\u00a0\u2028\u200d\u200f\u202b too", "\u00a0\u2028\u200d\u200f\u202b too"),
    ],
)
def test_what_nobody_sees_is_left_out(text, seen):
    assert visible(text) == seen


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_becomes_one_that_can_be_stored(text):
    seen = joined([text])
    assert seen.encode().decode() == seen
    assert "\0" not in seen
    assert joined([seen]) == seen


def test_boxes_in_a_paragraph_follow_it_and_others_stay_in_place():
    paragraphs = Paragraphs()
    paragraphs.add("before")
    paragraphs.end_line()
    paragraphs.open(Box.PARAGRAPH)
    paragraphs.add("outer ")
    paragraphs.open(Box.PARAGRAPH)
    paragraphs.add("inner")
    paragraphs.close()
    paragraphs.add("goes on")
    assert paragraphs.close() == ["outer goes on", "inner"]
    paragraphs.open(Box.BODY)
    paragraphs.open(Box.PARAGRAPH)
    paragraphs.add("first")
    paragraphs.close()
    paragraphs.add("last")
    paragraphs.close()
    assert paragraphs.lines() == ["before", "outer goes on", "inner", "first", "last"]


def test_an_aside_goes_where_it_is_handed():
    paragraphs = Paragraphs()
    paragraphs.open(Box.ASIDE)
    paragraphs.add("a note")
    assert paragraphs.close() == ["a note"]
    assert paragraphs.lines() == []


def test_a_marker_waits_for_words():
    paragraphs = Paragraphs()
    paragraphs.mark("1. ")
    paragraphs.add("  ")
    paragraphs.end_line()
    paragraphs.add("words")
    paragraphs.end_line()
    paragraphs.add("more")
    assert paragraphs.lines() == ["1. words", "more"]


def test_cells_without_a_row_and_dropped_rows_do_no_harm():
    paragraphs = Paragraphs()
    paragraphs.open(Box.CELL)
    paragraphs.add("stray")
    paragraphs.close()
    paragraphs.open(Box.ROW)
    paragraphs.open(Box.CELL)
    paragraphs.add("gone")
    paragraphs.close()
    paragraphs.drop()
    assert paragraphs.lines() == ["stray"]


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        ([["a"], [], [" b "]], ["a | b"]),
        ([["a", "b"], ["c"]], ["a", "b", "c"]),
        ([["a\nb"], ["c"]], ["a", "b", "c"]),
        ([[], [" "]], [""]),
    ],
)
def test_a_row_is_a_line_if_its_cells_are(cells, lines):
    assert row_lines(cells) == lines


@pytest.mark.parametrize(
    ("count", "kind", "shown"),
    [
        (7, "1", "7"),
        (1, "a", "a"),
        (26, "A", "Z"),
        (28, "a", "bb"),
        (4, "i", "iv"),
        (1994, "I", "MCMXCIV"),
        (0, "a", "0"),
        (4000, "i", "4000"),
        (-2, "I", "-2"),
        (5, "?", "5"),
    ],
)
def test_lists_count_in_their_own_way(count, kind, shown):
    assert numeral(count, kind) == shown
