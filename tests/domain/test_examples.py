from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.examples import example
from annotator.domain.span import Span


def test_asterisks_stand_around_what_is_meant():
    found = example("*“Not now,”* she said, *“and not here.”*")

    assert found.text == "“Not now,” she said, “and not here.”"
    assert [span.text_of(found.text) for span in found.spans] == ["“Not now,”", "“and not here.”"]
    assert found.pieces() == [
        ("“Not now,”", True),
        (" she said, ", False),
        ("“and not here.”", True),
    ]


@pytest.mark.parametrize("written", ["", "no mark", "5 * 3 * 2", "**", "a * b", "*"])
def test_other_asterisks_stand_for_themselves(written: str):
    assert example(written).text == written
    assert example(written).spans == ()


def test_one_letter_can_be_meant():
    assert example("*A* b").spans == (Span(0, 1),)


@given(st.text(alphabet="ab* \n😀", max_size=30))
def test_nothing_but_asterisks_is_ever_lost(written: str):
    found = example(written)
    assert found.text.replace("*", "") == written.replace("*", "")
    assert "".join(words for words, _ in found.pieces()) == found.text
    for span in found.spans:
        span.within(len(found.text))
