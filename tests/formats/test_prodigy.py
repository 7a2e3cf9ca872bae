from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from annotator.domain.annotation import Relation
from annotator.domain.document import AnnotatedDocument, Status
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.domain.ids import DocumentId, RelationId
from annotator.domain.losses import Fate, Kind
from annotator.formats.input_file import InputFile
from annotator.formats.prodigy.format import Prodigy
from tests.formats.examples import (
    ANA,
    NOON,
    bare_article,
    full_article,
    make_annotation,
    make_document,
)
from tests.formats.exporting import export_all, exported, read_bytes
from tests.formats.torture import TEXT, torture_article

# the shape of what Prodigy gives back; the words are ours
TASK = {
    "text": "Mayor Brandt left Port Merrow.",
    "_input_hash": -101,
    "_task_hash": 202,
    "_is_binary": False,
    "_view_id": "relations",
    "_session_id": "wire-ana",
    "_annotator_id": "wire-ana",
    "_timestamp": 1_795_348_800,
    "tokens": [
        {"text": "Mayor", "start": 0, "end": 5, "id": 0, "ws": True, "disabled": False},
        {"text": "Brandt", "start": 6, "end": 12, "id": 1, "ws": True},
        {"text": "left", "start": 13, "end": 17, "id": 2, "ws": True},
        {"text": "Port", "start": 18, "end": 22, "id": 3, "ws": True},
        {"text": "Merrow", "start": 23, "end": 29, "id": 4, "ws": False},
        {"text": ".", "start": 29, "end": 30, "id": 5, "ws": False},
    ],
    "spans": [
        {"start": 0, "end": 12, "token_start": 0, "token_end": 1, "label": "ACTOR"},
        {"start": 18, "end": 29, "token_start": 3, "token_end": 4, "label": "LOCATION"},
        {"start": 13, "end": 17, "token_start": 2, "token_end": 2, "label": None},
    ],
    "relations": [
        {
            "head": 1,
            "child": 4,
            "label": "LEFT",
            "color": "#ffcc00",
            "head_span": {
                "start": 0, "end": 12, "token_start": 0, "token_end": 1, "label": "ACTOR"
            },
            "child_span": {
                "start": 18, "end": 29, "token_start": 3, "token_end": 4, "label": "LOCATION"
            },
        }
    ],
    "meta": {"source": "The Gazette", "section": "Politics"},
    "answer": "accept",
}  # fmt: skip


def task_of(article, **options) -> dict:
    (line,) = exported(Prodigy(), [article], **options)["annotations.jsonl"].splitlines()
    return json.loads(line)


def read(*tasks: object) -> list:
    return read_bytes(Prodigy(), b"\n".join(json.dumps(one).encode() for one in tasks), "p.jsonl")


def with_status(status: Status) -> AnnotatedDocument:
    return AnnotatedDocument(make_document(status=status))


def test_tokens_and_spans_stand_where_they_say():
    task = task_of(torture_article())

    assert task["text"] == TEXT
    for number, token in enumerate(task["tokens"]):
        assert token["id"] == number
        assert TEXT[token["start"] : token["end"]] == token["text"]
        assert token["ws"] == (TEXT[token["end"] : token["end"] + 1] == " ")
    for span in task["spans"]:
        assert task["tokens"][span["token_start"]]["start"] == span["start"]
        assert task["tokens"][span["token_end"]]["end"] == span["end"]  # the end is included


def test_relations_lead_between_last_tokens_and_repeat_their_spans():
    task = task_of(full_article())

    (relation,) = task["relations"]
    assert relation["head"] == relation["head_span"]["token_end"]
    assert relation["child"] == relation["child_span"]["token_end"]
    assert (relation["head_span"]["label"], relation["child_span"]["label"]) == ("QUOTE", "ACTOR")


def test_prodigy_makes_the_hashes_itself():
    assert not [key for key in task_of(full_article()) if "hash" in key]


def test_what_the_annotator_is_shown_is_short():
    assert task_of(bare_article())["meta"] == {"title": "Mayor stays"}


def test_in_ner_manual_spans_give_way_and_are_told():
    made = export_all(Prodigy(), [torture_article()], view="ner_manual")
    task = json.loads(made.files["annotations.jsonl"])

    taken: set[int] = set()
    for span in task["spans"]:
        tokens = set(range(span["token_start"], span["token_end"] + 1))
        assert not taken & tokens
        taken |= tokens
    dropped = [one for one in made.losses if (one.kind, one.fate) == (Kind.SPAN, Fate.DROPPED)]
    assert len(dropped) + len(task["spans"]) == len(torture_article().annotations)
    assert task["_view_id"] == "ner_manual"
    lost = [one for one in made.losses if one.kind is Kind.RELATION]
    assert len(lost) + len(task["relations"]) == len(torture_article().relations)
    assert lost


@pytest.mark.parametrize("status", Status)
def test_all_articles_are_accepted_or_those_that_are_done(status):
    assert task_of(with_status(status))["answer"] == "accept"
    answered = "answer" in task_of(with_status(status), accept="done")
    assert answered is (status is Status.DONE)


def test_every_sort_of_line_end_within_a_text_is_escaped():
    data = exported(Prodigy(), [torture_article(), bare_article(2)])["annotations.jsonl"]
    assert len(data.decode().splitlines()) == 2


def test_a_task_of_prodigy_comes_in_whole():
    (article,) = read(TASK)

    assert [(one.start, one.end, one.label) for one in article.spans] == [
        (0, 12, "ACTOR"),
        (18, 29, "LOCATION"),
    ]
    assert {one.annotator for one in article.spans} == {"wire-ana"}
    assert article.spans[0].created_at == datetime(2026, 11, 22, 12, tzinfo=UTC)
    (relation,) = article.relations
    assert [relation.source, relation.target] == [one.id for one in article.spans]
    assert relation.label == "LEFT"
    assert article.metadata.outlet == "The Gazette"
    assert article.metadata.extra == (("section", '"Politics"'),)
    assert article.origin == "p.jsonl, line 1"


@pytest.mark.parametrize("answer", ["reject", "ignore"])
def test_spans_that_were_not_accepted_are_left_out_and_told(answer):
    problem, article = read(TASK | {"answer": answer})

    assert answer in problem.sentence
    assert (article.spans, article.relations) == ((), ())
    assert article.text == TASK["text"]


def test_a_task_without_spans_that_was_refused_is_no_problem():
    (article,) = read({"text": "words", "_task_hash": 1, "answer": "reject", "spans": []})
    assert article.text == "words"


def test_tasks_that_nobody_answered_bring_their_spans():
    (article,) = read({key: value for key, value in TASK.items() if key != "answer"})
    assert len(article.spans) == 2


def test_a_session_without_a_name_is_no_annotator():
    (article,) = read(
        TASK | {"_annotator_id": "2026-11-22_12-00-01", "_session_id": "wire-2026-11-22_12-00-01"}
    )
    assert {one.annotator for one in article.spans} == {""}


def test_relations_of_older_files_are_found_by_their_last_tokens():
    relation = {"head": 1, "child": 4, "label": "LEFT"}
    (article,) = read(TASK | {"relations": [relation]})
    assert [article.relations[0].source, article.relations[0].target] == [
        one.id for one in article.spans
    ]


def test_a_relation_to_a_word_without_a_label_is_told():
    wanted = TASK["spans"][2]
    problem, article = read(
        TASK | {"relations": [TASK["relations"][0] | {"child": 2, "child_span": wanted}]}
    )
    assert problem.sentence.startswith("Relation 1")
    assert len(article.spans) == 2


@pytest.mark.parametrize(
    "task",
    [
        {"image": "x.png", "_task_hash": 1},
        {"text": 3, "_task_hash": 1},
        {"text": " \n", "_task_hash": 1},
        {"text": "a\0b", "_task_hash": 1},
        "words",
        None,
    ],
)
def test_what_is_no_task_about_a_text_is_told_and_the_rest_goes_on(task):
    problem, article = read(task, TASK)
    assert isinstance(problem, Problem)
    assert isinstance(article, IncomingArticle)


@pytest.mark.parametrize("stamp", [1e300, -1e300, "now", True, float("nan")])
def test_a_time_beyond_all_calendars_is_left_out(stamp):
    article = read(TASK | {"_timestamp": stamp})[-1]
    assert isinstance(article, IncomingArticle) or "JSON" in article.sentence


@pytest.mark.parametrize(
    ("first", "is_one"),
    [
        (TASK, True),
        ({"text": "a", "tokens": [{"text": "a", "start": 0, "end": 1, "id": 0}]}, True),
        ({"text": "a", "spans": [{"start": 0, "end": 1, "token_start": 0, "token_end": 0}]}, True),
        ({"text": "a", "spans": [{"start": 0, "end": 1, "label": "X"}]}, False),
        ({"text": "a", "tokens": ["a"]}, False),
        ({"tokens": [{"text": "a", "start": 0, "end": 1, "id": 0}]}, False),
        ([], False),
    ],
)
def test_its_own_files_are_known_by_their_first_line(first, is_one):
    data = json.dumps(first).encode()
    assert Prodigy().recognises(InputFile.of_bytes(data, "p.jsonl")) is is_one


def test_two_spans_on_one_place_keep_their_relations_apart():
    text = "“Yes,” said Brandt."
    spans = [
        make_annotation(0, 6, "QUOTE", id=1),
        make_annotation(12, 18, "ACTOR", id=2, note="first"),
        make_annotation(12, 18, "ACTOR", id=3, note="second"),
    ]
    document = AnnotatedDocument(
        make_document(text),
        tuple(spans),
        (Relation(RelationId(9), DocumentId(1), "SPEAKER", spans[0].id, spans[2].id, ANA, NOON),),
        annotators={ANA: "Ana"},
    )

    (article,) = read(task_of(document))

    (led,) = article.relations
    assert next(one for one in article.spans if one.id == led.target).note == "second"
