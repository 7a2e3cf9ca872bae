"""What Label Studio itself exports, of all its ages."""

from __future__ import annotations

import json

import orjson
import pytest

from annotator.domain.exchange import Problem
from annotator.domain.suggestion import SuggesterInfo
from annotator.formats.input_file import InputFile
from annotator.formats.label_studio.format import LabelStudio
from tests.formats.exporting import read_bytes

TEXT = "A 🕊️ over Oslo,\nAna Ray said."
OSLO = TEXT.index("Oslo")
ANA = TEXT.index("Ana Ray")


def read(*tasks, **more):
    return read_bytes(LabelStudio(), json.dumps(tasks).encode(), **more)


def region(id, start, words, label, **more):
    value = {"start": start, "end": start + len(words), "text": words, "labels": [label]}
    return {
        "id": id, "from_name": "label", "to_name": "text", "type": "labels", "value": value, **more,
    }  # fmt: skip


def task(*results, **more):
    annotations = [{"completed_by": 3, "result": list(results)}]
    return {"id": 1, "data": {"text": TEXT}, "annotations": annotations, **more}


def spans(article):
    return [(article.text[one.start : one.end], one.label) for one in article.spans]


def test_a_task_becomes_an_article_with_its_annotator_and_data():
    (article,) = read(
        task(region("a", OSLO, "Oslo", "LOCATION"), data={"text": TEXT, "headline": "Dove", "n": 2})
    )
    assert spans(article) == [("Oslo", "LOCATION")]
    assert article.spans[0].annotator == "Label Studio 3"
    assert article.metadata.title == "Dove"
    assert article.metadata.extra == (("n", "2"),)


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ({"completed_by": {"first_name": "Ana", "last_name": "Ray", "email": "a@x"}}, "Ana Ray"),
        ({"completed_by": {"email": "a@x.example"}}, "a@x.example"),
        ({"completed_by": "ana"}, "ana"),
        ({"annotator": "Ana", "completed_by": 1}, "Ana"),
        ({}, ""),
    ],
)
def test_the_annotator_is_named_as_well_as_the_file_can(who, name):
    annotation = {**who, "result": [region("a", OSLO, "Oslo", "X")]}
    (article,) = read({"data": {"text": TEXT}, "annotations": [annotation]})
    assert article.spans[0].annotator == name


def test_offsets_in_utf16_are_known_by_their_text():
    # the dove is one code point, but two UTF-16 units
    (article,) = read(task(region("a", OSLO + 1, "Oslo", "X"), region("b", ANA, "Ana Ray", "Y")))
    assert spans(article) == [("Oslo", "X"), ("Ana Ray", "Y")]
    assert [one.quoted for one in article.spans] == ["Oslo", "Ana Ray"]


def test_offsets_that_fit_nowhere_are_handed_over_with_their_text():
    (article,) = read(task(region("a", 2, "Oslo", "X")))
    assert (article.spans[0].start, article.spans[0].quoted) == (2, "Oslo")


def test_a_line_end_written_as_two_characters_is_one():
    words = "Oslo,\nAna"
    item = region("a", OSLO, words, "X")
    item["value"]["text"] = "Oslo,\\nAna"
    (article,) = read(task(item))
    assert article.spans[0].quoted == words


def test_what_is_said_of_a_region_becomes_attributes_and_a_note():
    place = {"start": ANA, "end": ANA + 7}

    def answer(name, kind, **value):
        return {
            "id": "a",
            "from_name": name,
            "to_name": "text",
            "type": kind,
            "value": place | value,
        }

    (article,) = read(
        task(
            region("a", ANA, "Ana Ray", "ACTOR", meta={"text": ["who?"]}),
            answer("directness", "choices", choices=["direct"]),
            answer("topics", "choices", choices=["war", "trade"]),
            answer("why", "textarea", text=["heard it"]),
            answer("times", "number", number=3),
            answer("stars", "rating", rating=4),
            answer("ACTOR-acts-flag", "choices", choices=["yes"]),
            answer("place", "taxonomy", taxonomy=[["Europe", "Norway"]]),
        )
    )
    assert dict(article.spans[0].attributes) == {
        "directness": "direct", "topics": "war, trade", "why": "heard it", "times": 3, "stars": 4,
        "acts": True, "place": "Europe/Norway",
    }  # fmt: skip
    assert article.spans[0].note == "who?"


def test_what_is_said_of_the_whole_text_is_kept_with_the_article():
    whole = {"id": "z", "from_name": "mood", "type": "choices", "value": {"choices": ["calm"]}}
    (article,) = read(task(whole))
    assert article.metadata.extra == (("mood", '"calm"'),)


@pytest.mark.parametrize(("direction", "ends"), [("right", ("a", "b")), ("left", ("b", "a"))])
def test_a_relation_leads_where_its_direction_says(direction, ends):
    link = {
        "type": "relation", "from_id": "a", "to_id": "b", "direction": direction, "labels": ["IN"],
    }  # fmt: skip
    (article,) = read(task(region("a", ANA, "Ana Ray", "X"), region("b", OSLO, "Oslo", "Y"), link))
    (relation,) = article.relations
    assert (relation.label, relation.source, relation.target) == ("IN", *ends)


def test_relations_without_label_or_ends_and_both_ways_are_named():
    def link(**more):
        return {"type": "relation", "from_id": "a", "to_id": "b", "labels": ["IN"], **more}

    *problems, article = read(
        task(
            region("a", ANA, "Ana Ray", "X"),
            region("b", OSLO, "Oslo", "Y"),
            link(labels=[]),
            link(to_id="gone"),
            link(direction="bi"),
        )
    )
    assert [one.sentence for one in problems] == [
        "Result 3, a relation, was left out: it has no label.",
        "Result 4, a relation, was left out: one of its regions is not there.",
        "Result 5, a relation both ways, leads from the first region to the second.",
    ]
    assert len(article.relations) == 1


def test_two_annotators_who_began_with_one_prediction_keep_their_regions_apart():
    result = [region("a", ANA, "Ana Ray", "X"), region("b", OSLO, "Oslo", "Y")]
    link = {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right", "labels": ["R"]}
    annotations = [{"completed_by": who, "result": [*result, link]} for who in (1, 2)]
    (article,) = read({"data": {"text": TEXT}, "annotations": annotations})
    assert len({one.id for one in article.spans}) == 4
    owners = {one.id: one.annotator for one in article.spans}
    for one in article.relations:
        assert owners[one.source] == owners[one.target] == one.annotator


def test_labels_of_two_controls_on_one_region_are_two_spans():
    link = {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right", "labels": ["R"]}
    (article,) = read(
        task(
            region("a", OSLO, "Oslo", "X"),
            region("a", OSLO, "Oslo", "Y"),
            region("b", ANA, "Ana Ray", "Z"),
            link,
        )
    )
    assert [(one.label, one.id) for one in article.spans] == [("X", "a"), ("Y", ""), ("Z", "b")]
    assert [(one.source, one.target) for one in article.relations] == [("a", "b")]


def test_a_region_with_two_labels_is_two_spans():
    item = region("a", OSLO, "Oslo", "X")
    item["value"]["labels"] = ["X", "Y"]
    (article,) = read(task(item))
    assert spans(article) == [("Oslo", "X"), ("Oslo", "Y")]


def test_what_was_skipped_and_drafts_are_left_out_and_named():
    skipped = {"completed_by": 1, "was_cancelled": True, "result": [region("a", 0, "A", "X")]}
    *problems, article = read(
        {"data": {"text": TEXT}, "annotations": [skipped], "drafts": [{"result": []}]}
    )
    assert [one.sentence for one in problems] == [
        "What Label Studio 1 skipped (“was_cancelled”) was left out.",
        "1 drafts, which nobody has submitted, were left out.",
    ]
    assert article.spans == ()


def test_predictions_are_suggestions_of_their_model():
    prediction = {
        "model_version": "ner-7",
        "score": 0.25,
        "result": [region("p", OSLO, "Oslo", "X", score=0.5), region("q", ANA, "Ana Ray", "Y")],
    }
    (article,) = read({"data": {"text": TEXT}, "predictions": [prediction]})
    assert article.spans == ()
    assert [(one.suggester, one.score, one.quoted) for one in article.suggestions] == [
        (SuggesterInfo("ner-7", ""), 0.5, "Oslo"),
        (SuggesterInfo("ner-7", ""), 0.25, "Ana Ray"),
    ]


def test_old_exports_call_annotations_completions():
    (article,) = read(
        {"data": {"text": TEXT}, "completions": [{"result": [region("a", OSLO, "Oslo", "X")]}]}
    )
    assert spans(article) == [("Oslo", "X")]


def test_times_of_an_annotation_are_those_of_its_spans():
    annotation = {
        "created_at": "2026-01-02T03:04:05.000006Z",
        "updated_at": "2026-01-03T03:04:05Z",
        "result": [region("a", OSLO, "Oslo", "X")],
    }
    (article,) = read({"data": {"text": TEXT}, "annotations": [annotation]})
    assert article.spans[0].created_at.isoformat() == "2026-01-02T03:04:05.000006+00:00"
    assert article.spans[0].modified_at.day == 3


def test_the_text_may_have_any_name():
    item = region("a", OSLO, "Oslo", "X") | {"to_name": "body"}
    data = {"title": "Doves", "content": TEXT}
    (article,) = read({"data": data, "annotations": [{"result": [item]}]})
    assert spans(article) == [("Oslo", "X")]
    assert article.metadata.title == "Doves"


def test_regions_of_other_than_plain_text_are_named():
    path = {"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "hypertextlabels": ["X"]}
    *problems, article = read(
        task(
            {"id": "a", "from_name": "l", "type": "hypertextlabels", "value": path},
            {"id": "b", "from_name": "v", "type": "video", "value": {}},
            {"id": "c", "from_name": "label", "type": "labels", "value": {"start": 0, "end": 1}},
            {"id": "c", "from_name": "v", "type": "choices",
             "value": {"start": 0, "end": 1, "choices": ["x"]}},
        )
    )  # fmt: skip
    assert [one.sentence for one in problems] == [
        "Result 1 was left out: it has no place in a plain text.",
        "Result 3 was left out: it has no label.",
        "Result 2 was left out: “video” cannot be kept.",
        "Result 4 was left out: its region has no label.",
    ]
    assert article.spans == ()


def test_rows_of_the_short_kind_make_one_article_a_task():
    def row(task_id, number, **more):
        label = [{"start": OSLO, "end": OSLO + 4, "text": "Oslo", "labels": ["X"]}]
        return {
            "id": task_id, "text": TEXT, "label": label, "annotator": number, "lead_time": 1.5,
            "annotation_id": number, "created_at": "2026-01-02T03:04:05Z", **more,
        }  # fmt: skip

    first, second = read(row(1, 1, mood="calm"), row(1, 2), row(2, 1))
    assert [one.annotator for one in first.spans] == ["Label Studio 1", "Label Studio 2"]
    assert spans(first) == [("Oslo", "X")] * 2
    assert first.metadata.extra == (("mood", '"calm"'),)
    assert len(second.spans) == 1


@pytest.mark.parametrize(
    ("value", "mine"),
    [
        ([{"data": {"text": "x"}, "annotations": []}], True),
        ([{"data": {"text": "x"}, "predictions": []}], True),
        ([{"id": 1, "text": "x", "annotation_id": 1, "annotator": 2, "lead_time": 3}], True),
        ([{"data": {"text": "x"}}], True),
        ([{"data": {"rows": [1]}}], False),
        ([{"text": "x", "annotations": []}], False),
        ({"data": {"text": "x"}, "annotations": []}, True),
        ([["x", {"entities": []}]], False),
        ([], False),
    ],
)
def test_its_files_are_known_by_the_first_item(value, mine):
    assert LabelStudio().recognises(InputFile.of_bytes(orjson.dumps(value), "a.json")) is mine


def test_tasks_without_text_are_named_and_the_rest_is_read():
    *problems, article = read(
        {"data": {"image": 3}, "annotations": []}, {"data": {"text": " "}}, 7, task()
    )
    assert all(isinstance(one, Problem) for one in problems)
    assert len(problems) == 3
    assert article.origin == "file.x, item 4"


def test_tasks_that_nobody_has_worked_on_and_single_ones_are_known():
    for data in ([{"data": {"text": TEXT}}], task(region("a", OSLO, "Oslo", "LOCATION"))):
        file = InputFile.of_bytes(json.dumps(data).encode(), "tasks.json")
        assert LabelStudio().recognises(file)
        (article,) = LabelStudio().read(file)
        assert article.text == TEXT
    other = InputFile.of_bytes(b'[{"data": {"text": "A"}, "rows": 1}]', "other.json")
    assert not LabelStudio().recognises(other)
