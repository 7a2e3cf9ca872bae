from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.search_words import Term, terms


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ()),
        ("  storm  Homs ", (Term("storm"), Term("Homs"))),
        ("text:homs", (Term("homs", "text"),)),
        ("Tag:late by:Orbeli", (Term("late", "tags"), Term("Orbeli", "byline"))),
        ('"storm surge" coast', (Term("storm surge"), Term("coast"))),
        ("“storm surge”", (Term("storm surge"),)),
        ('title:"storm surge', (Term("storm surge", "title"),)),
        ("http://a.b", (Term("http://a.b"),)),
        ("text:", ()),
        ('% & – " ""', ()),
        ("5%", (Term("5%"),)),
        ("a\0b \ud800", (Term("a"), Term("b"))),
    ],
)
def test_what_is_typed_is_read_as_terms(typed: str, found: tuple[Term, ...]):
    assert terms(typed) == found


@given(st.text())
def test_every_term_has_something_to_look_for_and_can_be_stored(typed: str):
    for term in terms(typed):
        assert any(character.isalnum() or not character.isascii() for character in term.words)
        assert "\0" not in term.words
        term.words.encode()
