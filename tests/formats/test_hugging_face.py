"""The folder for Hugging Face: every span as it is, and tags with numbers."""

from __future__ import annotations

import orjson
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.domain.document import AnnotatedDocument
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.domain.labels import Label, LabelScheme
from annotator.domain.losses import Fate, Kind
from annotator.domain.span import Span
from annotator.formats.base import Export
from annotator.formats.hugging_face.features import tag_names
from annotator.formats.hugging_face.format import HuggingFace
from annotator.formats.input_file import InputFile
from annotator.services.starter_schemes import starter_scheme
from tests.formats.examples import (
    ANA,
    NOON,
    annotated_documents,
    full_article,
    make_annotation,
    make_document,
)
from tests.formats.exporting import export_all, exported, losses, read_all, read_bytes
from tests.formats.torture import torture_article, unannotated_article
from tests.strategies import few

HUB = HuggingFace()
SCHEME = starter_scheme("news")


def article(text, *spans, id=1):
    annotations = tuple(
        make_annotation(start, end, label, id=100 + number)
        for number, (start, end, label) in enumerate(spans)
    )
    return AnnotatedDocument(make_document(text, id=id), annotations, annotators={ANA: "Ana"})


def rows(*articles, **options):
    files = exported(HUB, articles, **options)
    return [orjson.loads(line) for line in files["train.jsonl"].splitlines()]


def header(scheme=SCHEME, title="Wire"):
    text = HUB.card_header(Export(scheme, title, NOON, print))
    opening, block, rest = text.split("---\n", 2)
    assert (opening, rest.strip()) == ("", "")
    return yaml.safe_load(block)


def test_a_row_has_tokens_their_places_and_numbers_of_tags():
    (row,) = rows(article("Ben Ray\u00a0left  Oslo.", (0, 7, "ACTOR"), (14, 18, "LOCATION")))
    names = tag_names(SCHEME.names())

    assert row["tokens"] == ["Ben", "Ray", "left", "Oslo", "."]
    assert row["token_starts"] == [0, 4, 8, 14, 18]
    assert [names[tag] for tag in row["ner_tags"]] == ["B-ACTOR", "I-ACTOR", "O", "B-LOCATION", "O"]


def test_spans_that_overlap_are_all_there_and_those_not_in_the_tags_are_told():
    one = article("“Ben left”", (0, 10, "QUOTE"), (1, 4, "ACTOR"), (2, 9, "CLAIM"))
    (row,) = rows(one)
    spans = [loss for loss in losses(HUB, [one]) if loss.kind is Kind.SPAN]

    assert [(span["start_token"], span["end_token"]) for span in row["spans"]] == [
        (0, 4),
        (1, 2),
        (1, 3),
    ]
    assert [(loss.fate, loss.span) for loss in spans] == [
        (Fate.CHANGED, Span(1, 4)),
        (Fate.CHANGED, Span(2, 9)),
    ]
    assert all("ner_tags" in loss.rule for loss in spans)


def test_a_label_that_the_scheme_lacks_has_no_tag_but_its_span_is_there():
    one = article("Ben left", (0, 3, "STRANGER"))
    (row,) = rows(one)

    assert row["ner_tags"] == [0, 0]
    assert [span["label"] for span in row["spans"]] == ["STRANGER"]
    assert [loss.label for loss in losses(HUB, [one]) if loss.kind is Kind.SPAN] == ["STRANGER"]


def test_every_row_has_the_same_keys_and_types():
    def shape(value):
        match value:
            case dict():
                return {key: shape(one) for key, one in value.items()}
            case list():
                return "list"
        return type(value)

    full, bare = rows(full_article(), unannotated_article())
    assert shape(full) == shape(bare)
    for key in ("spans", "relations"):
        assert len({str(shape(one)) for one in full[key]}) == 1


@pytest.mark.parametrize("key", ["title", "spans", "ner_tags", "relations", "tokens"])
def test_the_header_tells_of_every_column(key):
    features = {one["name"]: one for one in header()["dataset_info"]["features"]}
    (row,) = rows(full_article())

    assert list(features) == list(row)
    if isinstance(row[key], list) and isinstance(row[key][0], dict):
        assert [one["name"] for one in features[key]["list"]] == list(row[key][0])


def test_the_header_names_the_tags_of_the_scheme():
    odd = LabelScheme(
        tuple(Label(name, "#000000", "#ffffff") for name in ("a: b", "é\u2028🏷", "- 'x' #"))
    )
    found = header(odd, title="Wire: “daily” #1")
    (tags,) = (one for one in found["dataset_info"]["features"] if one["name"] == "ner_tags")

    assert found["pretty_name"] == "Wire: “daily” #1"
    names = tags["sequence"]["class_label"]["names"]
    assert list(names) == [str(number) for number in range(7)]
    assert list(names.values()) == tag_names(odd.names())


def test_parts_have_the_names_that_the_hub_knows_and_empty_ones_no_file():
    parts = {"train": [article("One.")], "dev": [], "test": [article("Two.", id=2)]}
    assert sorted(export_all(HUB, [], parts=parts).files) == ["test.jsonl", "train.jsonl"]
    parts["dev"] = [article("Three.", id=3)]
    assert "validation.jsonl" in export_all(HUB, [], parts=parts).files
    assert exported(HUB, []) == {"train.jsonl": b""}


@few(examples=40)
@given(one=annotated_documents())
@example(one=torture_article())
@example(one=full_article())
def test_what_is_written_comes_back_exactly(one):
    (back,) = read_all(HUB, export_all(HUB, [one]))

    assert back.text == one.document.text
    assert back.metadata == one.document.info.metadata
    assert [
        (span.start, span.end, span.label, span.note, span.attributes) for span in back.spans
    ] == [
        (each.span.start, each.span.end, each.label, each.note, each.attributes)
        for each in one.annotations
    ]
    assert [span.annotator for span in back.spans] == [
        one.annotators[each.annotator_id] for each in one.annotations
    ]
    assert all(back.text[span.start : span.end] == span.quoted for span in back.spans)
    assert [relation.label for relation in back.relations] == [each.label for each in one.relations]
    assert {relation.source for relation in back.relations} <= {span.id for span in back.spans}


def test_only_the_chosen_labels_are_in_the_tags():
    one = article("“Ben left”", (0, 10, "QUOTE"), (1, 4, "ACTOR"))
    (row,) = rows(one, labels="ACTOR")

    assert row["ner_tags"] == [0, 1, 0, 0]
    assert [span["label"] for span in row["spans"]] == ["QUOTE", "ACTOR"]


@pytest.mark.parametrize(
    ("data", "is_ours"),
    [
        (None, True),
        (b'{"text": "x", "tokens": [], "spans": [], "answer": "accept"}\n', False),
        (b'{"text": "x", "spans": []}\n', False),
        (b"[]", False),
        (b"", False),
    ],
)
def test_its_own_files_are_recognised(data, is_ours):
    data = exported(HUB, [full_article()])["train.jsonl"] if data is None else data
    assert HUB.recognises(InputFile.of_bytes(data, "train.jsonl")) is is_ours


def test_a_row_of_many_megabytes_is_recognised_by_its_keys():
    data = exported(HUB, [article("Ben left. " * 60_000)])["train.jsonl"]
    assert len(data) > 1_000_000
    assert HUB.recognises(InputFile.of_bytes(data, "train.jsonl"))


@given(
    data=st.lists(
        st.sampled_from(
            [b"{}", b"[]", b"\n", b'{"text": 5}', b'{"text": " "}', b'{"text": "a\\u0000b"}', b"{",
             b'{"text": "x", "title": 3, "extra": [1, {"name": "a", "value": "b"}], "spans": [7]}',
             b'{"text": "x", "spans": 3, "relations": [{}]}', b"\xff"]
        ),
        max_size=6,
    ).map(b"\n".join),
)  # fmt: skip
def test_any_lines_give_articles_and_problems(data):
    found = read_bytes(HUB, data, "train.jsonl")

    assert found
    for one in found:
        assert isinstance(one, IncomingArticle | Problem)
        assert one.origin.startswith("train.jsonl")
        assert isinstance(one, Problem) or one.text == "x"
