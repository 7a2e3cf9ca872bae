from __future__ import annotations

import hashlib
import json

import orjson
import pytest

from annotator.domain.exchange import Problem
from annotator.formats.input_file import InputFile
from annotator.formats.small_tools.labelbuddy import Labelbuddy
from tests.formats.exporting import read_bytes

TEXT = "The 🕊️ over Oslo."
START = TEXT.index("Oslo")
BYTE = len(TEXT[:START].encode())


def document(*annotations, text=TEXT, **more):
    checksum = hashlib.md5(text.encode()).hexdigest()
    return {
        "text": text,
        "utf8_text_md5_checksum": checksum,
        "metadata": {"outlet": "Bote", "pmid": 7},
        "annotations": list(annotations),
        **more,
    }


def by_characters(**more):
    return {"start_char": START, "end_char": START + 4, "label_name": "LOCATION", **more}


def spans(article):
    return [(article.text[one.start : one.end], one.label, one.note) for one in article.spans]


@pytest.mark.parametrize(
    "data",
    [
        json.dumps([document(by_characters())], indent=1).encode(),
        orjson.dumps(document(by_characters())) + b"\n",
    ],
)
def test_both_kinds_of_file_are_read(data):
    (article,) = read_bytes(Labelbuddy(), data)
    assert spans(article) == [("Oslo", "LOCATION", "")]
    assert (article.metadata.outlet, article.metadata.extra) == ("Bote", (("pmid", "7"),))


def test_characters_go_before_bytes_and_bytes_alone_are_converted():
    by_bytes = {"start_byte": BYTE, "end_byte": BYTE + 4, "label_name": "B", "extra_data": "sure?"}
    both = by_characters(start_byte=BYTE, end_byte=BYTE + 4)
    (article,) = read_bytes(Labelbuddy(), orjson.dumps(document(both, by_bytes)))
    assert spans(article) == [("Oslo", "LOCATION", ""), ("Oslo", "B", "sure?")]


def test_the_first_versions_have_labels_as_lists():
    old = {
        "text": TEXT,
        "document_md5_checksum": hashlib.md5(TEXT.encode()).hexdigest(),
        "id": "pm-7",
        "meta": {"journal": "Acta"},
        "short_title": "Doves",
        "labels": [[START, START + 4, "LOCATION"], [0, 3, "X", "odd"], [1]],
        "annotation_approver": "Ana",
    }
    problem, article = read_bytes(Labelbuddy(), orjson.dumps(old))
    assert str(problem) == "file.x, line 1: Label 3 was left out: it has no start, end or label."
    assert spans(article) == [("Oslo", "LOCATION", ""), ("The", "X", "odd")]
    assert {one.annotator for one in article.spans} == {"Ana"}
    assert (article.id, article.metadata.title) == ("pm-7", "Doves")


def test_a_text_that_was_changed_is_told():
    changed = document(by_characters()) | {"text": TEXT + " Again."}
    problem, article = read_bytes(Labelbuddy(), orjson.dumps(changed))
    assert "its checksum differs" in str(problem)
    assert len(article.spans) == 1


def test_documents_without_text_and_annotations_without_place_are_named():
    bare = document(by_characters())
    del bare["text"]
    first, second, article = read_bytes(
        Labelbuddy(), orjson.dumps([bare, document({"label_name": "X", "start_char": 0})])
    )
    assert first.sentence == "It has no “text”; export the documents with their text."
    assert isinstance(second, Problem)
    assert article.spans == ()


@pytest.mark.parametrize(
    ("value", "mine"),
    [
        (document(), True),
        ({"text": "x", "annotations": [{"label_name": "X", "start_byte": 0}]}, True),
        ({"text": "x", "annotations": [{"label": 1, "start_offset": 0, "end_offset": 1}]}, False),
        ({"text": "x", "labels": [[0, 1, "X"]]}, False),
        ("x", False),
    ],
)
def test_its_files_are_known(value, mine):
    for data in (orjson.dumps(value) + b"\n", orjson.dumps([value])):
        assert Labelbuddy().recognises(InputFile.of_bytes(data, "a.json")) is mine
