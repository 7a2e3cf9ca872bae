from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from annotator.suggest.engine import Engine


def claims(engine: Engine, text: str) -> list[tuple[str, str | None]]:
    return [
        (one.span.text_of(text), one.source and one.source.text_of(text))
        for info, run in engine.suggest(text)
        if info.name == "spacy.claims.v1"
        for one in run
    ]


@pytest.mark.parametrize(
    ("text", "claim", "claimant"),
    [
        (
            "The minister said that the harbour was closed.",
            "the harbour was closed",
            "The minister",
        ),
        (
            "According to the coast guard, two ships sank on Monday.",
            "two ships sank on Monday",
            "the coast guard",
        ),
        (
            "The ministry denied reports that the ships had sunk.",
            "the ships had sunk",
            "The ministry",
        ),
        (
            "Two ships sank on Monday, the coast guard said.",
            "Two ships sank on Monday",
            "the coast guard",
        ),
        (
            'The minister said the harbour was "closed for the winter months".',
            'the harbour was "closed for the winter months"',
            "The minister",
        ),
    ],
)
def test_reported_clauses(engine: Engine, text: str, claim: str, claimant: str) -> None:
    assert claims(engine, text) == [(claim, claimant)]


@pytest.mark.parametrize(
    "text",
    [
        '"The harbour is closed until the spring," the minister said.',
        "The minister said goodbye.",
        "Two ships left the harbour on Monday.",
        'She said: "He thinks that the harbour is closed."',
    ],
)
def test_what_is_no_claim(engine: Engine, text: str) -> None:
    assert claims(engine, text) == []


def test_a_claim_is_cut_where_its_reporting_stands_within(engine: Engine) -> None:
    text = "The storm, officials said, was the worst in ten years."

    assert all("officials said" not in claim for claim, _ in claims(engine, text))


def test_no_claim_crosses_a_line(engine: Engine) -> None:
    text = "Minister says harbour is closed\nShips wait outside\nThe board said it would reopen."

    assert claims(engine, text)
    assert not any("\n" in claim for claim, _ in claims(engine, text))
