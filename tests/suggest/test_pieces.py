from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.pieces import cut


@given(st.text(alphabet="a .\n😀", max_size=200), st.integers(1, 50))
def test_pieces_join_to_the_text_and_none_is_too_long(text: str, longest: int) -> None:
    pieces = list(cut(text, longest=longest))

    assert "".join(piece.text for piece in pieces) == text
    assert all(len(piece.text) <= longest for piece in pieces)
    assert all(text.startswith(piece.text, piece.offset) for piece in pieces)


def test_a_short_text_is_one_piece() -> None:
    assert list(cut("One.\nTwo.")) == [(0, "One.\nTwo.")]


def test_a_piece_ends_with_a_paragraph() -> None:
    text = "aaaa bbbb\ncccc dddd eeee"

    assert [piece.text for piece in cut(text, longest=16)] == ["aaaa bbbb\n", "cccc dddd eeee"]


@pytest.mark.parametrize(
    ("text", "first"),
    [("aaa bbb. ccc ddd", "aaa bbb. "), ("aaaa bbbb cccc dd", "aaaa bbbb "), ("a" * 20, "a" * 12)],
)
def test_a_long_paragraph_ends_with_a_sentence_or_a_word(text: str, first: str) -> None:
    assert next(cut(text, longest=12)).text == first


def test_pieces_of_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="pieces of 0"):
        list(cut("a", longest=0))
