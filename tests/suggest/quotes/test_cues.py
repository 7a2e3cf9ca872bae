from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.suggest.quotes.cues import (
    is_content_noun,
    is_cue,
    is_reported,
    is_saying,
    may_stand_beside,
    owner,
    speaker_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc, Token

    Parse = Callable[[str], Doc]


def word(parse: Parse, text: str, form: str) -> Token:
    return next(token for token in parse(text) if token.text == form)


@pytest.mark.parametrize(
    ("text", "form", "cue", "saying"),
    [
        ("She said it was late.", "said", True, True),
        ("She called it a mess.", "called", True, False),
        ("She left the house.", "left", False, False),
        ("The claims were false.", "claims", False, False),
    ],
)
def test_verbs_that_announce(parse: Parse, text: str, form: str, cue: bool, saying: bool) -> None:
    token = word(parse, text, form)

    assert (is_cue(token), is_saying(token)) == (cue, saying)


def test_any_finite_verb_may_follow_a_comma_and_few_anything_else(parse: Parse) -> None:
    smiled = word(parse, "The old man smiled at her.", "smiled")
    reacted = word(parse, "The old man reacted at once.", "reacted")

    assert may_stand_beside(smiled, paused=True)
    assert not may_stand_beside(smiled, paused=False)
    assert may_stand_beside(reacted, paused=False)


def test_nouns_for_words(parse: Parse) -> None:
    assert is_content_noun(word(parse, "Her remarks were heard.", "remarks"))
    assert not is_content_noun(word(parse, "Her shoes were wet.", "shoes"))


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("Ann Lee said it was late.", "said", "Lee"),
        ("The firm sent out a letter saying that it was late.", "saying", "firm"),
        ("There said nobody.", "left", None),
    ],
)
def test_who_says_it(parse: Parse, text: str, form: str, expected: str | None) -> None:
    verb = next((token for token in parse(text) if token.text == form), None)
    speaker = speaker_of(verb) if verb is not None else None

    assert (speaker and speaker.text) == expected


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("Her remark was heard.", "remark", "Her"),
        ("A statement by the ministry was read.", "statement", "ministry"),
        ("A statement was read.", "statement", None),
    ],
)
def test_whose_words_a_noun_stands_for(
    parse: Parse, text: str, form: str, expected: str | None
) -> None:
    whose = owner(word(parse, text, form))

    assert (whose and whose.text) == expected


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("Lee said that Hale lied.", "lied", True),
        ("While Lee spoke at length, Hale left the room.", "spoke", False),
        ("Hale crossed the bridge which Lee hated.", "hated", False),
        ("Hale, who hated Lee, crossed the bridge.", "hated", False),
    ],
)
def test_what_the_verb_above_reports(parse: Parse, text: str, form: str, expected: bool) -> None:
    assert is_reported(word(parse, text, form), so_far=True) is expected
