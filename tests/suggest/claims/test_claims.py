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
    from annotator.domain.suggestion import Prediction
    from annotator.suggest.engine import Engine


def predictions(engine: Engine, text: str) -> list[Prediction]:
    return [
        one for info, run in engine.suggest(text) if info.name == "spacy.claims.v1" for one in run
    ]


def claims(engine: Engine, text: str) -> list[tuple[str, str | None]]:
    return [
        (one.span.text_of(text), one.source and one.source.text_of(text))
        for one in predictions(engine, text)
    ]


@pytest.mark.parametrize(
    ("text", "claim", "claimant"),
    [
        (
            "The minister said that the harbour was closed.",
            "the harbour was closed",
            "The minister",
        ),
        ("The minister said the harbour was closed.", "the harbour was closed", "The minister"),
        (
            "The minister said in a speech on Tuesday that the harbour would reopen.",
            "the harbour would reopen",
            "The minister",
        ),
        (
            "The minister told reporters that the harbour was closed.",
            "the harbour was closed",
            "The minister",
        ),
        (
            "Two ships sank on Monday, the coast guard said.",
            "Two ships sank on Monday",
            "the coast guard",
        ),
        (
            "Two ships sank on Monday, said the coast guard.",
            "Two ships sank on Monday",
            "the coast guard",
        ),
        (
            "According to the coast guard, two ships sank on Monday.",
            "two ships sank on Monday",
            "the coast guard",
        ),
        (
            "Two ships sank on Monday, according to the coast guard.",
            "Two ships sank on Monday",
            "the coast guard",
        ),
        (
            "As the engineer put it, the bridge needs new cables.",
            "the bridge needs new cables",
            "the engineer",
        ),
        (
            "The mayor spoke in the rain, adding that the bridge would open in May.",
            "the bridge would open in May",
            "The mayor",
        ),
        (
            "Asked about the bridge, the mayor replied that it was safe.",
            "it was safe",
            "the mayor",
        ),
        ("The study shows that gulls remember faces.", "gulls remember faces", "The study"),
        ("Fishermen think the cod will return.", "the cod will return", "Fishermen"),
        (
            "The mayor said the bridge was safe and that the dam would hold.",
            "the bridge was safe and that the dam would hold",
            "The mayor",
        ),
        (
            "The engineer is confident that the dam will hold.",
            "the dam will hold",
            "The engineer",
        ),
        ("There are fears that the dam will burst.", "the dam will burst", None),
        (
            "The mayor repeated the claim that the bridge was safe.",
            "the bridge was safe",
            "The mayor",
        ),
        (
            "The court's ruling that the mill must close was welcomed by neighbours.",
            "the mill must close",
            "The court",
        ),
        (
            "The owners made it clear that the mill would close.",
            "the mill would close",
            "The owners",
        ),
        (
            "The board described a winter that had emptied its stores.",
            "a winter that had emptied its stores",
            "The board",
        ),
        (
            "The critic called the opera a feast that nobody should miss.",
            "the opera a feast that nobody should miss",
            "The critic",
        ),
        (
            "The captain warned of storms that could sink the ferry.",
            "storms that could sink the ferry",
            "The captain",
        ),
        (
            "In nearby Dean, the big mill is hanging on, but it is under pressure from imports, "
            "said the company's chief executive, John Lee.",
            "In nearby Dean, the big mill is hanging on, but it is under pressure from imports",
            "the company's chief executive",
        ),
        ("Her argument is that the mill must close.", "the mill must close", "Her"),
        (
            "The clerk was asked if the mill would close in spring.",
            "if the mill would close in spring",
            None,
        ),
        (
            "Mayor: Bridge will stay shut until May",
            "Bridge will stay shut until May",
            "Mayor",
        ),
        (
            'The minister said the harbour was "closed for the winter months".',
            'the harbour was "closed for the winter months"',
            "The minister",
        ),
    ],
)
def test_reported_clauses(engine: Engine, text: str, claim: str, claimant: str | None) -> None:
    assert claims(engine, text) == [(claim, claimant)]


@pytest.mark.parametrize(
    ("text", "parts", "claimant"),
    [
        (
            "The storm, officials said, was the worst in ten years.",
            ["The storm", "was the worst in ten years"],
            "officials",
        ),
        ("The rebels are said to have left.", ["The rebels", "to have left"], None),
        ("The bridge reportedly needs new cables.", ["The bridge", "needs new cables"], None),
        (
            "The bridge, in the view of the engineers, needs new cables.",
            ["The bridge", "needs new cables"],
            "the engineers",
        ),
        (
            "''We built the bridge ourselves,'' the mayor said. ''Nobody came to help us.''",
            ["''We built the bridge ourselves,''", "''Nobody came to help us.''"],
            "the mayor",
        ),
        (
            "The mayor said the bridge was safe, and urged that the road be closed.",
            ["the bridge was safe", "the road be closed"],
            "The mayor",
        ),
    ],
)
def test_a_claim_in_parts(
    engine: Engine, text: str, parts: list[str], claimant: str | None
) -> None:
    assert claims(engine, text) == [(part, claimant) for part in parts]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The mayor said that the bridge was safe.", "asserts"),
        ("The mayor denied that the bridge was safe.", "denies"),
        ("The mayor denied reports that the bridge was unsafe.", "denies"),
        ("The mayor does not believe that the bridge is safe.", "denies"),
        ("The mayor doubts that the bridge will open this year.", "doubts"),
        ("Reporters asked the mayor whether the bridge would open this year.", "questions"),
        ("The mayor did not say whether the bridge would open.", "questions"),
        ("The union vowed to strike until the owners agreed to talks.", "intends"),
        ("The council urged residents to stay indoors until the fire was out.", "intends"),
    ],
)
def test_polarity(engine: Engine, text: str, polarity: str) -> None:
    assert [dict(one.attributes) for one in predictions(engine, text)] == [{"polarity": polarity}]


def test_cue_score_and_reason(engine: Engine) -> None:
    text = "The ministry denied reports that the ships had sunk."

    (claim,) = predictions(engine, text)

    assert claim.cue is not None
    assert claim.cue.text_of(text) == "denied"
    assert claim.reason == "“denied” takes “The ministry” as its subject"
    assert claim.score is not None
    assert 0 < claim.score < 1


def test_the_cue_of_according_to(engine: Engine) -> None:
    text = "Two ships sank on Monday, according to the coast guard."

    (claim,) = predictions(engine, text)

    assert claim.cue is not None
    assert claim.cue.text_of(text) == "according to"


def test_he_stands_for_the_last_who_spoke_by_name(engine: Engine) -> None:
    text = "Maria Lindqvist said the dam was old.\nShe said that it would hold."

    *_, claim = predictions(engine, text)

    assert claim.referent is not None
    assert claim.referent.text_of(text) == "Maria Lindqvist"


def test_who_stands_for_the_name_before_it(engine: Engine) -> None:
    text = "The engineer, who said the dam would hold, left the town on Friday."

    (claim,) = predictions(engine, text)

    assert claim.source is not None
    assert claim.source.text_of(text) == "who"
    assert claim.referent is not None
    assert claim.referent.text_of(text) == "The engineer"


@pytest.mark.parametrize(
    "text",
    [
        '"The harbour is closed until the spring," the minister said.',
        "The minister said goodbye.",
        "Two ships left the harbour on Monday.",
        'She said: "He thinks that the harbour is closed."',
        "That said, the bridge is old.",
        "Exclusive: Bridge will stay shut until May",
    ],
)
def test_what_is_no_claim(engine: Engine, text: str) -> None:
    assert claims(engine, text) == []


def test_a_claim_within_a_claim_is_not_offered(engine: Engine) -> None:
    text = "The mayor said that the owners believe the mill will close."

    assert claims(engine, text) == [("the owners believe the mill will close", "The mayor")]


def test_no_claim_crosses_a_line(engine: Engine) -> None:
    text = "Minister says harbour is closed\nShips wait outside\nThe board said it would reopen."

    assert claims(engine, text)
    assert not any("\n" in claim for claim, _ in claims(engine, text))


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(default_model(), {"parser", "tagger"})


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
