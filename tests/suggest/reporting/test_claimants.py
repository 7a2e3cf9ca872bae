from __future__ import annotations

import pytest

from annotator.suggest.pipeline import Pipeline, default_model
from annotator.suggest.reporting.claimants import (
    is_impersonal,
    mention,
    relative_pronoun,
    source_of,
    subject_of,
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(default_model(), {"parser", "tagger"})


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("The mayor said it was safe.", "said", "The mayor"),
        ("The mayor came in and said it was safe.", "said", "The mayor"),
        ("The mayor wants to say that it is safe.", "say", "The mayor"),
        ("The mayor was quick to add that it was safe.", "add", "The mayor"),
        ("The mayor left, saying that it was safe.", "saying", "The mayor"),
        ("Rain led her to declare that it was unsafe.", "declare", "her"),
        ("The fault was reported by divers.", "reported", "divers"),
        ("The engineer, who said it was safe, left.", "said", "The engineer"),
        ("A study showing that gulls remember won a prize.", "showing", "A study"),
        ("The mayor is under pressure to admit that it is unsafe.", "admit", "The mayor"),
        ("The mayor sent out a letter saying that it was safe.", "saying", "The mayor"),
    ],
)
def test_who_does_it(pipeline: Pipeline, text: str, verb: str, subject: str) -> None:
    doc = pipeline.doc(text)
    found = subject_of(next(token for token in doc if token.text == verb))

    assert found is not None
    assert mention(found).text_of(text) == subject


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("The clerk was told that it was safe.", "told"),
        ("Asked whether it was safe, the mayor demurred.", "Asked"),
    ],
)
def test_a_passive_does_not_say_who(pipeline: Pipeline, text: str, verb: str) -> None:
    assert source_of(next(token for token in pipeline.doc(text) if token.text == verb)) is None


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("It is worth noting that the dam is old.", "noting", True),
        ("It is too soon to say whether the dam is safe.", "say", True),
        ("Do not forget that the dam is old.", "forget", True),
        ("The mayor is quick to say that the dam is safe.", "say", False),
        ("The mayor said the dam was old.", "said", False),
    ],
)
def test_what_a_writer_says(pipeline: Pipeline, text: str, verb: str, *, expected: bool) -> None:
    told = next(token for token in pipeline.doc(text) if token.text == verb)

    assert is_impersonal(told) is expected


def test_a_relative_pronoun(pipeline: Pipeline) -> None:
    text = "The engineer, who said it was safe, left."
    who = relative_pronoun(next(token for token in pipeline.doc(text) if token.text == "said"))

    assert who is not None
    assert who.text_of(text) == "who"


def test_a_mention_ends_before_the_possessive(pipeline: Pipeline) -> None:
    text = "The court's ruling stands."
    owner = next(token for token in pipeline.doc(text) if token.text == "court")

    assert mention(owner).text_of(text) == "The court"
