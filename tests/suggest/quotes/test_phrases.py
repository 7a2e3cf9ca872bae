from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.domain.span import Span
from annotator.suggest.quotes.phrases import is_bare, phrase_from, with_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    Parse = Callable[[str], Doc]


@pytest.mark.parametrize(
    ("text", "head"),
    [("The old man smiled.", "man"), ("Ann Lee smiled.", "Lee"), ("Slowly it fell.", None)],
)
def test_the_phrase_that_begins_with_a_word(parse: Parse, text: str, head: str | None) -> None:
    found = phrase_from(parse(text)[0])

    assert (found and found.text) == head


def test_a_name_after_a_bracket_belongs_to_the_mention(parse: Parse) -> None:
    doc = parse("Front leader (HF) Ann Lee spoke.")

    assert with_name(doc, doc[1], Span(0, 12)) == Span(0, 25)


def test_without_a_bracket_the_mention_stays_as_it_is(parse: Parse) -> None:
    doc = parse("Front leader Ann Lee spoke.")

    assert with_name(doc, doc[1], Span(0, 12)) == Span(0, 12)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("said Lee.", True),
        ("said Lee, at the door.", True),
        ("said Lee in Ely.", True),
        ("said Lee that it rained.", False),
    ],
)
def test_who_speaks_and_no_more(parse: Parse, text: str, bare: bool) -> None:
    doc = parse(text)

    assert is_bare(doc[0], doc[1]) is bare
