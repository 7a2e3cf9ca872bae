from __future__ import annotations

import pytest

from annotator.suggest.base import Parsed
from annotator.suggest.claims.adverbial import adverbial_reports
from annotator.suggest.pipeline import Pipeline, default_model
from annotator.suggest.reporting.clauses import content_spans


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(default_model(), {"parser", "tagger"})


@pytest.mark.parametrize(
    ("text", "told", "source"),
    [
        (
            "The bridge reportedly needs new cables.",
            ["The bridge reportedly needs new cables"],
            None,
        ),
        ("In her view, the dam is old.", ["the dam is old"], "her"),
        (
            "In the eyes of the court, the mill is a danger.",
            ["the mill is a danger"],
            "the court",
        ),
        (
            "In a poll by the gazette, six in ten residents favour the bridge.",
            ["six in ten residents favour the bridge"],
            "a poll by the gazette",
        ),
        (
            "The mayor leads her rivals by ten points in the latest survey.",
            ["The mayor leads her rivals by ten points"],
            "the latest survey",
        ),
        ("To her critics, the mayor has no plan.", ["the mayor has no plan"], "her critics"),
        (
            "The bridge will stay shut until May, per the transport ministry.",
            ["The bridge will stay shut until May"],
            "the transport ministry",
        ),
        (
            "The engineers disagree over how the bridge should be built.",
            ["how the bridge should be built"],
            "The engineers",
        ),
        (
            "As the engineer put it, the bridge needs new cables.",
            ["the bridge needs new cables"],
            "the engineer",
        ),
        (
            "As reported by the gazette, the bridge will stay shut.",
            ["the bridge will stay shut"],
            "the gazette",
        ),
    ],
)
def test_what_is_added_to_a_clause_reports_it(
    pipeline: Pipeline, text: str, told: list[str], source: str | None
) -> None:
    (report,) = adverbial_reports(Parsed(text, pipeline.doc(text)))

    assert [one.text_of(text) for one in content_spans(report)] == told
    assert (report.source.text_of(text) if report.source else None) == source


@pytest.mark.parametrize(
    "text",
    [
        "To date, the mayor has no plan.",
        "The tickets cost ten pounds per day.",
        "The child had tears in her eyes.",
        "As the mayor lectured the council, the rain stopped.",
        "The prize depends on how far the gull flies.",
        "The mayor said in the poll that she was tired.",
    ],
)
def test_what_looks_alike_reports_nothing(pipeline: Pipeline, text: str) -> None:
    assert adverbial_reports(Parsed(text, pipeline.doc(text))) == []


def test_without_a_parse_nothing_is_reported() -> None:
    assert adverbial_reports(Parsed("In her view, the dam is old.")) == []
