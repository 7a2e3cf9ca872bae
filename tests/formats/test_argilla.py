from __future__ import annotations

import json

import orjson
import pytest

from annotator.domain.document import Status
from annotator.domain.exchange import IncomingArticle
from annotator.domain.suggestion import SuggesterInfo
from annotator.formats.argilla.format import Argilla
from annotator.formats.input_file import InputFile
from tests.formats.exporting import read_bytes

TEXT = "A 🕊️ over Oslo."
START = TEXT.index("Oslo")
MARK = {"start": START, "end": START + 4, "label": "LOCATION"}


def first_generation(**more):
    return {
        "text": TEXT,
        "tokens": TEXT.split(),
        "prediction": None,
        "prediction_agent": None,
        "annotation": None,
        "annotation_agent": None,
        "vectors": None,
        "id": "a1",
        "metadata": {"outlet": "Bote"},
        "status": "Default",
        "event_timestamp": None,
        "metrics": {},
        "search_keywords": None,
        **more,
    }


def second_generation(**more):
    return {
        "id": "a1",
        "fields": {"text": TEXT},
        "metadata": {"outlet": "Bote"},
        "suggestions": {},
        "responses": {},
        "vectors": {},
        "status": "pending",
        "_server_id": None,
        **more,
    }


def read(*records, **options):
    return read_bytes(Argilla(), orjson.dumps(list(records)), **options)


def spans(article):
    return [(article.text[one.start : one.end], one.label, one.annotator) for one in article.spans]


def proposed(article):
    return [
        (article.text[one.start : one.end], one.label, one.suggester, one.score)
        for one in article.suggestions
    ]


OSLO_BY_ANA = [("Oslo", "LOCATION", "ana")]
OSLO_BY_A_MODEL = [("Oslo", "LOCATION", SuggesterInfo("ner-7", ""), 0.5)]


@pytest.mark.parametrize("listed", [False, True])
def test_records_of_the_first_generation(listed):
    annotation = ["LOCATION", START, START + 4] if listed else MARK
    prediction = ["LOCATION", START, START + 4, 0.5] if listed else {**MARK, "score": 0.5}
    (article,) = read(
        first_generation(
            annotation=[annotation],
            annotation_agent="ana",
            prediction=[prediction],
            prediction_agent="ner-7",
            status="Validated",
        )
    )
    assert spans(article) == OSLO_BY_ANA
    assert proposed(article) == OSLO_BY_A_MODEL
    assert (article.status, article.id) == (Status.DONE, "a1")
    assert (article.metadata.outlet, article.metadata.extra) == ("Bote", ())


@pytest.mark.parametrize("score", [0.5, [0.5]])
def test_records_of_the_second_generation(score):
    (article,) = read(
        second_generation(
            responses={
                "spans": [{"value": [MARK], "user_id": "ana"}],
                "mood": [{"value": "calm", "user_id": "ana"}],
            },
            suggestions={"spans": {"value": [MARK], "score": score, "agent": "ner-7"}},
            status="completed",
        )
    )
    assert spans(article) == OSLO_BY_ANA
    assert proposed(article) == OSLO_BY_A_MODEL
    assert article.status is Status.DONE
    assert article.metadata.extra == (("mood", '"calm"'),)


def test_feedback_records_have_lists_of_answers():
    (article,) = read(
        {
            "fields": {"text": TEXT, "source": "Bote"},
            "metadata": {},
            "responses": [
                {"user_id": "ana", "values": {"spans": {"value": [MARK]}}, "status": "submitted"}
            ],
            "suggestions": [
                {"question_name": "spans", "value": [{**MARK, "score": 0.5}], "agent": "ner-7"}
            ],
            "external_id": "e7",
        }
    )
    assert spans(article) == OSLO_BY_ANA
    assert proposed(article) == OSLO_BY_A_MODEL
    assert (article.id, article.metadata.outlet) == ("e7", "Bote")


def test_records_as_rows_of_a_table():
    row = {
        "id": "a1",
        "status": "completed",
        "_server_id": "s",
        "body": TEXT,
        "pages": 3,
        "spans.responses": [[MARK], [MARK]],
        "spans.responses.users": ["ana", "ben"],
        "spans.responses.status": ["submitted", "discarded"],
        "spans.suggestion": [MARK],
        "spans.suggestion.score": 0.5,
        "spans.suggestion.agent": "ner-7",
    }
    problem, article = read_bytes(Argilla(), orjson.dumps(row) + b"\n")
    assert problem.sentence == "What ben answered and discarded was left out."
    assert article.text == TEXT
    assert spans(article) == OSLO_BY_ANA
    assert proposed(article) == OSLO_BY_A_MODEL
    assert (article.id, article.metadata.extra) == ("a1", (("pages", "3"),))


def test_what_was_discarded_is_flagged():
    (article,) = read(first_generation(status="Discarded"))
    assert (article.status, article.flag_reason) == (Status.FLAGGED, "discarded in Argilla")


def test_a_model_without_a_name_is_argillas():
    (article,) = read(second_generation(suggestions={"spans": {"value": [MARK]}}))
    assert proposed(article) == [("Oslo", "LOCATION", SuggesterInfo("Argilla", ""), None)]


def test_offsets_in_utf16_are_converted_if_asked_to():
    moved = MARK | {"start": START + 1, "end": START + 5}
    record = second_generation(responses={"spans": [{"value": [moved], "user_id": "ana"}]})
    assert [one[0] for one in spans(read(record)[0])] == ["slo."]
    assert spans(read(record, offsets="UTF-16")[0]) == OSLO_BY_ANA


def test_answers_that_are_no_spans_and_spans_without_place_are_named():
    *problems, article = read(
        second_generation(
            responses={"spans": [{"value": [{"start": 0, "end": 1}], "user_id": "ana"}]},
            suggestions={"mood": {"value": "calm", "agent": "m"}},
        )
    )
    assert [one.sentence for one in problems] == [
        "Span 1 was left out: it has no start, end or label.",
        "What a model answers to “mood” was left out: it is no spans.",
    ]
    assert article.spans == article.suggestions == ()


def test_records_without_text_are_named_and_the_rest_is_read():
    first, second, article = read(
        second_generation(fields={"image": None}), {"x": 1}, second_generation()
    )
    assert first.sentence == "It has no text; it was left out."
    assert second.sentence.startswith("It is no record")
    assert isinstance(article, IncomingArticle)


@pytest.mark.parametrize(
    ("value", "mine"),
    [
        (first_generation(), True),
        (second_generation(), True),
        ({"text": "x", "spans.suggestion.agent": "m"}, True),
        ({"text": "x", "prediction": [], "annotation": []}, False),
        ({"fields": {"text": "x"}}, False),
        ({"data": {"text": "x"}, "annotations": []}, False),
        ([], False),
    ],
)
def test_its_files_are_known_by_the_first_record(value, mine):
    for data in (orjson.dumps(value) + b"\n", json.dumps([value], indent=1).encode()):
        assert Argilla().recognises(InputFile.of_bytes(data, "a.json")) is mine
