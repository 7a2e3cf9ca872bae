from __future__ import annotations

import pytest

from annotator.suggest.pipeline import Pipeline, default_model
from annotator.suggest.reporting.claimants import mention, relative_pronoun, subject_of


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
    ],
)
def test_who_does_it(pipeline: Pipeline, text: str, verb: str, subject: str) -> None:
    doc = pipeline.doc(text)
    found = subject_of(next(token for token in doc if token.text == verb))

    assert found is not None
    assert mention(found).text_of(text) == subject


def test_a_relative_pronoun(pipeline: Pipeline) -> None:
    text = "The engineer, who said it was safe, left."
    who = relative_pronoun(next(token for token in pipeline.doc(text) if token.text == "said"))

    assert who is not None
    assert who.text_of(text) == "who"


def test_a_mention_ends_before_the_possessive(pipeline: Pipeline) -> None:
    text = "The court's ruling stands."
    owner = next(token for token in pipeline.doc(text) if token.text == "court")

    assert mention(owner).text_of(text) == "The court"
