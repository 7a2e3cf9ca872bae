"""What an import makes of annotations that are here, or almost, already."""

from __future__ import annotations

import json

from annotator.services.reading import Source
from tests.services.helpers import do_import


def jsonl(**line: object) -> Source:
    return Source(json.dumps(line).encode() + b"\n", "lines.jsonl")


def test_spans_of_nobody_in_particular_are_here_if_anybody_has_them(services):
    spans = [
        {"start": 0, "end": 3, "label": "QUOTE", "id": "q", "annotator": "Dot", "note": "heard"},
        {"start": 4, "end": 7, "label": "ACTOR", "id": "a", "annotator": "Dot"},
    ]
    relations = [{"label": "SPEAKER", "from": "q", "to": "a", "annotator": "Dot"}]
    do_import(services, jsonl(text="Abc def.", spans=spans, relations=relations))
    for one in spans:
        del one["annotator"]
    del relations[0]["annotator"]

    report = do_import(services, jsonl(text="Abc def.", spans=spans, relations=relations))

    (document_id,) = services.project.article_ids()
    assert (report.spans, report.known, report.differing) == (0, 2, 0)
    assert len(services.project.annotations(document_id)) == 2
    assert len(services.project.relations(document_id)) == 1


def test_what_a_file_says_otherwise_of_spans_that_are_here_is_told(services):
    span = {"start": 0, "end": 3, "label": "ACTOR", "note": "heard"}
    do_import(services, jsonl(text="Abc def.", spans=[span]))

    report = do_import(services, jsonl(text="Abc def.", spans=[span | {"note": "seen"}]))

    assert report.remarks() == [
        "1 of the annotations was here already.",
        "1 of these has other attributes or another note in the file; nothing was changed here.",
    ]


def test_spans_that_share_an_id_all_come(services):
    spans = [{"start": at, "end": at + 3, "label": "ACTOR", "id": "same"} for at in (0, 4)]

    report = do_import(services, jsonl(text="Abc def.", spans=spans))

    assert report.spans == 2


def test_what_models_propose_comes_under_the_likeliest_label(services):
    text = "Abc def."
    proposed = [
        {"start": 0, "end": 3, "label": label, "suggester": "their.model", "score": 0.5}
        for label in ("ORG", "no such thing")
    ]
    report = do_import(
        services, jsonl(schema_version="1.0", text=text, spans=[], suggestions=proposed)
    )

    (document_id,) = services.project.article_ids()
    (one,) = services.project.suggestions(document_id)
    assert (one.label, one.score) == ("ACTOR", 0.5)
    assert report.remarks() == ["1 suggestion of “ORG” became ACTOR, the label most like it."]
    (problem,) = report.problems
    assert "no such thing" in problem.sentence


def test_a_relation_is_known_by_its_name_whatever_its_case(services):
    spans = [
        {"start": 0, "end": 3, "label": "QUOTE", "id": "q"},
        {"start": 4, "end": 7, "label": "ACTOR", "id": "a"},
    ]
    relations = [{"label": "Speaker", "from": "q", "to": "a"}]

    report = do_import(services, jsonl(text="Abc def.", spans=spans, relations=relations))

    (document_id,) = services.project.article_ids()
    assert report.problems == []
    assert [one.label for one in services.project.relations(document_id)] == ["SPEAKER"]
