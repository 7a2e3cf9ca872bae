"""How files look before they are written."""

from __future__ import annotations

import json

import pytest

from annotator.ui.dialogs.preview import (
    LONGEST_TEXT,
    MOST_FILES,
    readable,
    readable_file,
    readable_files,
)

SPAN = {"start": 0, "end": 3, "label": "ACTOR", "text": "Ada"}


def test_long_texts_and_lists_do_not_hide_what_comes_after_them():
    article = {"text": "long " * 10_000, "spans": [SPAN] * 4, "words": ["word"] * 500, "id": "7"}

    lines = readable(json.dumps(article)).splitlines()

    assert len(json.loads(f"{{{lines[1].strip(' ,')}}}")["text"]) == LONGEST_TEXT
    assert [line.strip(" ,") for line in lines[3:6]] == [json.dumps(SPAN)] * 3
    assert lines[6].strip() == "… 1 more"
    assert lines[8].endswith("… 490 more],")
    assert lines[9] == '  "id": "7"'
    assert len(lines) == 11


@pytest.mark.parametrize("text", ['{"id": 1}\n{"id": 2}\n', '[{"id": 1}, {"id": 2}]'])
def test_each_article_is_a_block_whether_they_are_lines_or_a_list(text: str):
    assert readable(text) == '{\n  "id": 1\n}\n\n{\n  "id": 2\n}'


@pytest.mark.parametrize("text", ["id;label\n1;ACTOR\n", "[1]\n", "", "[" * 5_000, '{"id": 1}\n{'])
def test_what_is_no_json_of_articles_is_shown_as_it_is(text: str):
    assert readable(text) == text


@pytest.mark.parametrize("text", ["a;b\n" * 10_000, json.dumps([{"id": 1}] * 10_000)])
def test_a_long_preview_is_cut(text: str):
    assert readable(text).endswith("…")
    assert len(readable(text)) < 10_000


def test_a_file_stands_below_its_name():
    assert readable_file("a/b.conll", b"Ada B-ACTOR\n\n") == "a/b.conll\n\nAda B-ACTOR"
    assert readable_file("a.csv", "\ufeffid".encode()) == "a.csv\n\nid"


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (b"PK\0\0", "4 bytes"),
        (b"\xff" * 12_345, "12 kB"),
        (b"\xff" * 3_210_000, "3.2 MB"),
    ],
)
def test_a_file_that_is_no_text_says_how_large_it_is(data: bytes, size: str):
    assert readable_file("train.spacy", data) == f"train.spacy\n\n(a file of {size})"


def test_some_files_are_shown_and_the_others_counted():
    files = [(f"{number}.ann", b"T1") for number in range(MOST_FILES + 3)]
    shown = readable_files(files)

    assert f"{MOST_FILES - 1}.ann" in shown
    assert f"{MOST_FILES}.ann" not in shown
    assert shown.endswith("and 3 more")
    assert "more" not in readable_files(files[:MOST_FILES])
