from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.suggest.base import Parsed
from annotator.suggest.claims.suggester import ClaimSuggester
from annotator.suggest.pipeline import Pipeline, default_model
from tests.strategies import few, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.domain.suggestion import Prediction


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(default_model(), {"ner", "parser", "tagger"})


def predictions(pipeline: Pipeline, text: str) -> Sequence[Prediction]:
    return ClaimSuggester().suggest(Parsed(text, pipeline.doc(text)))


def test_cue_score_and_reason(pipeline: Pipeline) -> None:
    text = "The ministry denied reports that the ships had sunk."

    (claim,) = predictions(pipeline, text)

    assert claim.cue is not None
    assert claim.cue.text_of(text) == "denied"
    assert claim.reason == "“denied” takes “The ministry” as its subject"
    assert claim.score is not None
    assert 0 < claim.score < 1


def test_the_cue_of_according_to(pipeline: Pipeline) -> None:
    text = "Two ships sank on Monday, according to the coast guard."

    (claim,) = predictions(pipeline, text)

    assert claim.cue is not None
    assert claim.cue.text_of(text) == "according to"


def test_he_stands_for_the_last_who_spoke_by_name(pipeline: Pipeline) -> None:
    text = "Maria Lindqvist said the dam was old.\nShe said that it would hold."

    *_, claim = predictions(pipeline, text)

    assert claim.referent is not None
    assert claim.referent.text_of(text) == "Maria Lindqvist"


def test_who_stands_for_the_name_before_it(pipeline: Pipeline) -> None:
    text = "The engineer, who said the dam would hold, left the town on Friday."

    (claim,) = predictions(pipeline, text)

    assert claim.source is not None
    assert claim.source.text_of(text) == "who"
    assert claim.referent is not None
    assert claim.referent.text_of(text) == "The engineer"


def test_without_part_of_speech_tags_clauses_are_found() -> None:
    text = "The minister said that the harbour was closed."
    parser_alone = Pipeline(default_model(), {"parser"})

    (claim,) = ClaimSuggester().suggest(Parsed(text, parser_alone.doc(text)))

    assert claim.span.text_of(text) == "the harbour was closed"


_SCRAPS = st.lists(
    st.sampled_from(
        (
            *("The mayor", "said", "that", "who", "it fell", ",", '"', "''", ".", "\n", "Ann Lee:"),
            *("according to", "denied reports", "to leave", "was said", "reportedly", "is sure"),
            *("in the view of", "whether", "and", "claims", "called", "we saw them", "make clear"),
        )
    ),
    max_size=25,
).map(" ".join)


@given(text=texts() | _SCRAPS)
@example(text="")
@few(examples=60)
def test_claims_of_any_text_lie_within_it_and_apart(pipeline: Pipeline, text: str) -> None:
    found = ClaimSuggester().suggest(Parsed(text, pipeline.doc(text)))

    spans = [one.span for one in found]
    assert all(one.end <= len(text) for one in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(one.score is not None and 0 <= one.score <= 1 for one in found)


@given(text=_SCRAPS)
@few(examples=20)
def test_without_a_parse_only_headings_remain(text: str) -> None:
    found = ClaimSuggester().suggest(Parsed(text))

    assert all(one.cue is not None and one.cue.text_of(text) == ":" for one in found)
