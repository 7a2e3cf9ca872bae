from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.suggest.pipeline import Pipeline, default_model
from annotator.suggest.reporting.set_off import set_after, set_in

if TYPE_CHECKING:
    from spacy.tokens import Token


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(default_model(), {"parser", "tagger"})


def verb_of(pipeline: Pipeline, text: str) -> Token:
    return next(token for token in pipeline.doc(text) if token.text == "said")


def test_between_commas(pipeline: Pipeline) -> None:
    verb = verb_of(pipeline, "Rain fell. The tide, the old captain said, had turned.")
    place = set_in(verb)

    assert place is not None
    assert verb.doc[place.who[0] : place.who[1] + 1].text == "the old captain"
    assert verb.doc[place.within[0] : place.within[1] + 1].text.endswith("had turned.")
    assert verb.doc[place.gap[0] : place.gap[1] + 1].text == ", the old captain said,"
    assert place.within[0] == 3


@pytest.mark.parametrize(
    "text",
    [
        "The tide had turned, she said.",
        "The tide had turned, she said, adding that it was late.",
        "The captain, who said, as ever, no more, left.",
        "The tide had turned, as she said, by noon.",
        '"The tide has turned," she said, and the crew cheered.',
        'In the end, she said, "it was too late."',
        "All said, it was late.",
    ],
)
def test_not_set_into_a_sentence(pipeline: Pipeline, text: str) -> None:
    assert set_in(verb_of(pipeline, text)) is None


@pytest.mark.parametrize(
    "text", ["The tide had turned, she said.", "The tide had turned, said the captain."]
)
def test_after_a_sentence(pipeline: Pipeline, text: str) -> None:
    verb = verb_of(pipeline, text)
    place = set_after(verb)

    assert place is not None
    assert verb.doc[place.within[0] : place.within[1] + 1].text == "The tide had turned"


@pytest.mark.parametrize(
    "text",
    [
        "After the tide turned, she said.",
        "The tide, she said.",
        '"It is late," she said.',
        "The tide had turned, she said that it was late.",
    ],
)
def test_not_after_a_sentence(pipeline: Pipeline, text: str) -> None:
    assert set_after(verb_of(pipeline, text)) is None
