from __future__ import annotations

from hypothesis import given

from annotator.formats.tokenising.sentences import tokens_by_sentence
from tests.strategies import few, texts


def words(text, language="en"):
    return [[one.text_of(text) for one in group] for group in tokens_by_sentence(text, language)]


def test_tokens_stand_in_their_sentences():
    assert words("She left. “Not now.”\n\n Then no-one") == [
        ["She", "left", "."],
        ["“", "Not", "now", ".", "”"],
        ["Then", "no", "-", "one"],
    ]


def test_a_token_over_the_end_of_a_sentence_stays_whole():
    assert words("好。再见 我", "xx") == [["好。再见"], ["我"]]


@few(examples=60)
@given(texts())
def test_every_character_but_white_space_is_in_one_token(text):
    tokens = [one for group in tokens_by_sentence(text, "en") for one in group]
    covered = [at for one in tokens for at in range(one.start, one.end)]
    assert covered == [at for at, character in enumerate(text) if not character.isspace()]


@few(examples=60)
@given(texts())
def test_no_sentence_is_empty(text):
    assert all(tokens_by_sentence(text, "en"))
