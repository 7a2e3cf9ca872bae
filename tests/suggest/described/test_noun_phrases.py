from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.domain.span import Span
from annotator.suggest.described.noun_phrases import actor_phrase, coordinated, counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc, Token

    Parse = Callable[[str], Doc]


@pytest.mark.parametrize(
    ("text", "head", "phrase"),
    [
        ("The officials said so.", "officials", "officials"),
        ("Two senior officials in the capital said so.", "officials", None),
        ("A spokesman for the ministry said so.", "spokesman", "spokesman for the ministry"),
        ("Sources close to the board said so.", "Sources", None),
        ("A person familiar with the plan said so.", "person", "person familiar with the plan"),
        ("The harbour's owner said so.", "owner", "harbour's owner"),
        ("His lawyer said so.", "lawyer", "His lawyer"),
        ("Even the critics said so.", "critics", "critics"),
        ("Nearly 200 people said so.", "people", "Nearly 200 people"),
        ("Farmers who lost their crops said so.", "Farmers", None),
        ("Three people briefed on the plan said so.", "people", None),
        ("Sources close to him said so.", "Sources", None),
        ("Farmers, who lost their crops, said so.", "Farmers", "Farmers"),
        ("Farmers who lost what they had in the flood of that year said so.", "Farmers", "Farmers"),
        ("The minister, a former teacher, said so.", "minister", "minister"),
    ],
)
def test_how_far_it_reaches(parse: Parse, text: str, head: str, phrase: str | None) -> None:
    found = actor_phrase(_token(parse(text), head), ())

    assert found is not None
    assert found.text_of(text) == (phrase or text.removesuffix(" said so."))


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("No official said so.", "official"),
        ("The minister, Ann Lee, said so.", "minister"),
    ],
)
def test_who_is_nobody_or_somebody_by_name(parse: Parse, text: str, head: str) -> None:
    assert actor_phrase(_token(parse(text), head), ()) is None


@pytest.mark.parametrize(
    ("text", "name", "head", "phrase"),
    [
        ("Ann Lee's lawyer said so.", "Ann Lee", "lawyer", "lawyer"),
        ("A lawyer for Ann Lee said so.", "Ann Lee", "lawyer", "lawyer"),
        ("The Peruvian lawyer said so.", "Peruvian", "lawyer", "Peruvian lawyer"),
    ],
)
def test_it_leaves_names_out(parse: Parse, text: str, name: str, head: str, phrase: str) -> None:
    start = text.index(name)
    names = [Span(start, start + len(name))]

    found = actor_phrase(_token(parse(text), head), names)

    assert found is not None
    assert found.text_of(text) == phrase


def test_a_head_within_a_name_describes_nobody(parse: Parse) -> None:
    text = "The Harbour Ministry said so."

    assert actor_phrase(_token(parse(text), "Ministry"), [Span(4, 20)]) is None


def test_the_parts_of_a_coordination(parse: Parse) -> None:
    doc = parse("Farmers, traders and drivers protested.")

    assert [one.text for one in coordinated(_token(doc, "Farmers"))] == [
        "Farmers",
        "traders",
        "drivers",
    ]


def test_whom_a_quantity_counts(parse: Parse) -> None:
    doc = parse("Most of the farmers protested. Most protested.")

    among = counted(_token(doc, "Most"))

    assert among is not None
    assert among.text == "farmers"
    assert counted(doc[6]) is None


def _token(doc: Doc, text: str) -> Token:
    return next(token for token in doc if token.text == text)
