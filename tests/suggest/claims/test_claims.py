from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from annotator.domain.suggestion import Prediction
    from annotator.suggest.engine import Engine


def predictions(engine: Engine, text: str) -> list[Prediction]:
    return [
        one for info, run in engine.suggest(text) if info.name == "spacy.claims.v1" for one in run
    ]


def claims(engine: Engine, text: str) -> list[tuple[str, str | None]]:
    return [
        (one.span.text_of(text), one.source.text_of(text) if one.source else None)
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
            "The mayor said for the first time that the bridge was unsafe.",
            "the bridge was unsafe",
            "The mayor",
        ),
        (
            "So are a handful of mills by the river, the clerk said.",
            "So are a handful of mills by the river",
            "the clerk",
        ),
        (
            "Among likely voters, about half, 48 percent, say they will stay at home.",
            "they will stay at home",
            "about half",
        ),
        (
            "Asked whether the bridge was safe, the mayor demurred.",
            "whether the bridge was safe",
            None,
        ),
        (
            "The ministry issued a statement saying that the bridge was safe.",
            "the bridge was safe",
            "The ministry",
        ),
        (
            "The board said the dam was safe, but that the road would close.",
            "the dam was safe, but that the road would close",
            "The board",
        ),
        (
            'The mayor claimed that "the bridge is perfectly safe".',
            '"the bridge is perfectly safe"',
            "The mayor",
        ),
        (
            'The engineer said the bridge was "old. It may fall in any storm".',
            'the bridge was "old. It may fall in any storm"',
            "The engineer",
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
        (
            "Overall, she said, the bridge was safe.",
            ["Overall", "the bridge was safe"],
            "she",
        ),
        (
            "If the dam bursts, the engineer said, the town will flood.",
            ["If the dam bursts", "the town will flood"],
            "the engineer",
        ),
        (
            "The bridge is safe, the engineer said, because it was built of steel.",
            ["The bridge is safe", "because it was built of steel"],
            "the engineer",
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


@pytest.mark.parametrize(
    "text",
    [
        '"The harbour is closed until the spring," the minister said.',
        "The minister said goodbye.",
        "Two ships left the harbour on Monday.",
        'She said: "He thinks that the harbour is closed."',
        "That said, the bridge is old.",
        "Exclusive: Bridge will stay shut until May",
        "It is worth noting that the bridge is old.",
        "Do not forget that the bridge is old.",
        "The mayor called off the march that the union had planned.",
        '"Stay calm," the captain said as the passengers left.',
    ],
)
def test_what_is_no_claim(engine: Engine, text: str) -> None:
    assert claims(engine, text) == []


def test_each_of_two_who_say_something_has_a_claim(engine: Engine) -> None:
    text = "Two in three said the bridge was safe and one in four said it should be closed."

    assert claims(engine, text) == [
        ("the bridge was safe", "Two in three"),
        ("it should be closed", "one in four"),
    ]


def test_a_claim_within_a_claim_is_not_offered(engine: Engine) -> None:
    text = "The mayor said that the owners believe the mill will close."

    assert claims(engine, text) == [("the owners believe the mill will close", "The mayor")]


def test_no_claim_crosses_a_line(engine: Engine) -> None:
    text = "Minister says harbour is closed\nShips wait outside\nThe board said it would reopen."

    assert claims(engine, text)
    assert not any("\n" in claim for claim, _ in claims(engine, text))
