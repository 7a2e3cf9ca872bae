from __future__ import annotations

import pytest

from annotator.suggest.quotes.marks import quotations
from annotator.suggest.quotes.surroundings import begins_sentence, ends_sentence, surroundings


def sentence_around(text: str) -> list[str]:
    """What the sentence of each quotation says outside of it."""
    found = quotations(text)
    return [
        (text[near.before : one.span.start] + "|" + text[one.span.end : near.after]).strip()
        for one, near in zip(found, surroundings(text, found), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ('It rained. Ann Lee said "no" twice. He left.', ["Ann Lee said | twice."]),
        ('"No," she said. "Never."', ["| she said.", "|"]),
        ('Mr. Hale of St. Ives said "no".', ["Mr. Hale of St. Ives said |."]),
        ('J. Hale said "no".', ["J. Hale said |."]),
        ('One line.\nTwo said "no"\nThree.', ["Two said |"]),
        ('He said: "It is late. We go home."', ["He said: |"]),
    ],
)
def test_the_sentence_around_a_quotation(text: str, outside: list[str]) -> None:
    assert sentence_around(text) == outside


@pytest.mark.parametrize(
    ("text", "closed", "paused"),
    [
        ('"We won." Then', True, False),
        ('"We won," he', False, True),
        ('"We won?" he', True, True),
        ('"We won", he', False, True),
        ('"We won".', True, False),
        ('"we won" again', False, False),
    ],
)
def test_how_a_quotation_ends(text: str, closed: bool, paused: bool) -> None:
    found = quotations(text)
    (near,) = surroundings(text, found)

    assert (near.closed, near.paused) == (closed, paused)
    assert ends_sentence(text, found[0].span) == closed


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ('"We won," he said.', [True]),
        ('He said they had "won by a mile".', [False]),
        ('She called it "Absurd".', [False]),
        ('"We won," he said, "by a mile."', [True, True]),
        ('He said: "We won."', [True]),
    ],
)
def test_whole_sentences_and_a_few_words_of_one(text: str, whole: list[bool]) -> None:
    found = quotations(text)
    places = surroundings(text, found)

    assert [
        begins_sentence(text, one.span, near) for one, near in zip(found, places, strict=True)
    ] == whole
