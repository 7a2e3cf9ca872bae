from __future__ import annotations

import json
from dataclasses import replace

import orjson
import pytest

from annotator.domain.exchange import IncomingArticle, Problem
from annotator.domain.losses import Fate, Kind
from annotator.domain.span import Span
from annotator.formats.doccano.format import Doccano
from annotator.formats.input_file import InputFile
from annotator.formats.jsonl.format import Jsonl
from tests.formats.coming_back import assert_comes_back, relations_in, relations_of
from tests.formats.examples import bare_article, full_article, make_annotation, make_document
from tests.formats.exporting import export_all, exported, read_bytes
from tests.formats.torture import torture_article, unannotated_article

TEXT = "The 🕊️ flew over Oslo, Ana said."
DIALECTS = ["sequence-labeling", "relation-extraction"]


def lines(*rows: object) -> bytes:
    return b"".join(orjson.dumps(row) + b"\n" for row in rows)


def rows(files) -> list:
    return [json.loads(line) for line in files["annotations.jsonl"].splitlines()]


def spans(article) -> list:
    return [(article.text[one.start : one.end], one.label) for one in article.spans]


def test_a_line_has_spans_as_lists_and_what_is_known_beside_them():
    (row,) = rows(exported(Doccano(), [full_article()]))
    assert row["label"] == [[0, 13, "QUOTE"], [1, 8, "CLAIM"], [14, 31, "ACTOR"]]
    assert (row["outlet"], row["status"], row["tags"]) == (
        "The Gazette",
        "flagged",
        ["late", "wire"],
    )
    assert "entities" not in row


def test_with_relations_spans_are_objects():
    (row,) = rows(exported(Doccano(), [full_article()], dialect="relation-extraction"))
    assert row["entities"][0] == {"id": 0, "start_offset": 0, "end_offset": 13, "label": "QUOTE"}
    assert row["relations"] == [{"id": 0, "from_id": 0, "to_id": 2, "type": "SPEAKER"}]
    assert "label" not in row


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_line_has_the_same_keys(dialect):
    # doccano puts "NaN" where a line lacks a key that another has, and that is no JSON
    articles = [full_article(1), bare_article(2), unannotated_article(3)]
    first, *others = rows(exported(Doccano(), articles, dialect=dialect))
    assert all(row.keys() == first.keys() for row in others)


def test_relations_are_lost_in_the_dialect_without_them():
    plain = export_all(Doccano(), [torture_article()]).losses
    related = export_all(Doccano(), [torture_article()], dialect="relation-extraction").losses
    assert [one.kind for one in plain].count(Kind.RELATION) == 4
    assert [one.kind for one in related].count(Kind.RELATION) == 0


@pytest.mark.parametrize("article", [torture_article(), full_article(), unannotated_article()])
def test_relations_come_back(article):
    made = export_all(Doccano(), [article], dialect="relation-extraction")
    (back,) = Doccano().read(made.file("annotations.jsonl"))
    assert relations_of(back) == relations_in(article)


def test_the_dialect_of_lists_comes_back():
    back, _ = assert_comes_back(Doccano(), torture_article())
    assert back.metadata == torture_article().document.info.metadata


def test_offsets_in_graphemes_come_back():
    article = torture_article()
    made = export_all(Doccano(), [article], offsets="graphemes")
    assert [one for one in made.losses if one.kind is Kind.SPAN] == []
    assert made.files != export_all(Doccano(), [article]).files
    (back,) = read_bytes(Doccano(), made.files["annotations.jsonl"], offsets="graphemes")
    assert sorted((one.start, one.end) for one in back.spans) == sorted(
        (one.span.start, one.span.end) for one in article.annotations
    )


def test_a_span_that_ends_within_a_grapheme_is_told_as_moved():
    article = replace(
        bare_article(),
        document=make_document("A 👨‍👩‍👧 spoke."),
        annotations=(make_annotation(2, 3),),
    )
    made = export_all(Doccano(), [article], offsets="graphemes")
    (loss,) = [one for one in made.losses if one.kind is Kind.SPAN]
    assert (loss.fate, loss.became) == (Fate.MOVED, Span(2, 7))
    assert rows(made.files)[0]["label"] == [[2, 3, "ACTOR"]]


@pytest.mark.parametrize("key", ["label", "labels"])
def test_lists_are_read_under_the_old_name_as_well(key):
    start = TEXT.index("Oslo")
    row = {"id": 3, "text": TEXT, key: [[start, start + 4, "LOCATION"]], "Comments": []}
    (article,) = read_bytes(Doccano(), lines(row))
    assert spans(article) == [("Oslo", "LOCATION")]
    assert dict(article.metadata.extra) == {"id": "3"}


def test_objects_of_the_first_versions_are_read():
    start = TEXT.index("Oslo")
    item = {"label": 4, "start_offset": start, "end_offset": start + 4, "user": 1}
    row = {"id": 3, "text": TEXT, "annotations": [item], "meta": {"headline": "Dove"}}
    (article,) = read_bytes(Doccano(), lines(row))
    assert spans(article) == [("Oslo", "4")]


def test_graphemes_are_counted_if_the_file_counts_them():
    row = {"text": TEXT, "label": [[16, 20, "LOCATION"]]}
    plain, counted = (
        spans(read_bytes(Doccano(), lines(row), **options)[0])
        for options in ({}, {"offsets": "graphemes"})
    )
    assert plain == [(" Osl", "LOCATION")]
    assert counted == [("Oslo", "LOCATION")]


def test_relations_that_lead_nowhere_and_spans_without_offsets_are_named():
    row = {
        "text": TEXT,
        "entities": [
            {"id": 1, "start_offset": 0, "end_offset": 3, "label": "X"},
            {"id": 2, "start_offset": None, "end_offset": 3, "label": "X"},
        ],
        "relations": [{"from_id": 1, "type": "R"}],
    }
    *problems, article = read_bytes(Doccano(), lines(row))
    assert [str(one) for one in problems] == [
        "file.x, line 1: Span 2 was left out: its offsets are no whole numbers.",
        "file.x, line 1: Relation 1 was left out: it needs “from_id”, “to_id” and “type”.",
    ]
    assert len(article.spans) == 1


def test_a_span_past_the_end_is_handed_over_as_it_is():
    (article,) = read_bytes(Doccano(), lines({"text": "Oslo", "label": [[2, 99, "X"]]}))
    assert (article.spans[0].start, article.spans[0].end) == (2, 99)


@pytest.mark.parametrize(
    ("row", "mine"),
    [
        ({"text": "Oslo", "label": [[0, 4, "X"]]}, True),
        ({"text": "Oslo", "label": []}, True),
        ({"text": "Oslo", "entities": [], "relations": []}, True),
        ({"text": "Oslo", "label": ["sports"]}, False),
        ({"text": "Oslo", "label": [[0, 4, "X", "more"]]}, False),
        ({"text": "Oslo", "label": [[True, 4, "X"]]}, False),
        ({"text": "Oslo", "entities": []}, False),
        ({"text": "Oslo", "entities": [{"start": 0, "end": 4, "label": "X"}]}, False),
        ({"text": "Oslo", "tokens": [], "label": []}, False),
        ({"schema_version": "1.2", "text": "Oslo", "label": []}, False),
        ({"label": [[0, 4, "X"]]}, False),
        ([], False),
    ],
)
def test_its_lines_are_known_by_their_spans(row, mine):
    assert Doccano().recognises(InputFile.of_bytes(lines(row), "a.jsonl")) is mine


def test_plain_jsonl_reads_the_same_of_a_line_of_lists():
    data = lines({"text": TEXT, "label": [[4, 6, "X"]], "headline": "Dove"})
    (ours,), (plain,) = read_bytes(Doccano(), data), read_bytes(Jsonl(), data)
    assert isinstance(ours, IncomingArticle)
    assert (ours.text, ours.spans, ours.metadata) == (plain.text, plain.spans, plain.metadata)


def test_lines_without_text_are_named_and_the_rest_is_read():
    first, second, third = read_bytes(
        Doccano(), lines({"text": " ", "label": []}, {"label": []}, {"text": "Oslo", "label": []})
    )
    assert isinstance(first, Problem)
    assert isinstance(second, Problem)
    assert third.text == "Oslo"


def test_offsets_that_a_table_turned_into_floats_are_read():
    (article,) = read_bytes(Doccano(), lines({"text": TEXT, "label": [[17.0, 21.0, "LOCATION"]]}))
    assert spans(article) == [(TEXT[17:21], "LOCATION")]


@pytest.mark.parametrize("meta", [{"outlet": "Bote"}, '{"outlet": "Bote"}'])
def test_what_old_exports_have_in_meta_counts_like_the_rest(meta):
    (article,) = read_bytes(Doccano(), lines({"text": TEXT, "labels": [[0, 3, "X"]], "meta": meta}))
    assert article.metadata.outlet == "Bote"
    assert article.metadata.extra == ()
