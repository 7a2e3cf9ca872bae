from __future__ import annotations

import re

import pytest

from annotator.domain.document import Metadata
from annotator.formats.common.article_files import (
    MOST_PROBLEMS,
    Remarks,
    file_name,
    read_sidecar,
    sidecar,
)
from annotator.formats.input_file import InputFile
from tests.formats.examples import full_article, make_document


@pytest.mark.parametrize(
    ("metadata", "name"),
    [
        (
            Metadata(title="Mayor stays", published="2026-11-22T10:00:00Z"),
            "2026-11-22_mayor-stays_",
        ),
        (Metadata(title="Fähre: “frei”?", published="2026"), "2026_fahre-frei_"),
        (Metadata(title="قال الوزير", published="Sunday"), ""),
        (Metadata(title="../../etc/con. "), "etc-con_"),
        (Metadata(title="a" * 300), "a" * 50 + "_"),
    ],
)
def test_files_are_named_by_date_title_and_id(metadata, name):
    found = file_name(make_document(id=5, metadata=metadata))
    assert found == f"{name}0000000000005"
    assert re.fullmatch(r"[a-z0-9_-]+", found)


def test_what_stands_beside_an_article_is_read_back():
    data = sidecar(full_article(), entries={"a": {"name": "Ilse"}}, nothing={})
    file = InputFile.of_bytes(b"", "in/a.ann", neighbour={"a.meta.json": data}.get)
    fields = read_sidecar(file, pytest.fail)
    assert fields["title"] == "Mayor stays"
    assert fields["entries"] == {"a": {"name": "Ilse"}}
    assert "nothing" not in fields


def test_nothing_beside_is_no_fault():
    assert read_sidecar(InputFile.of_bytes(b"", "a.ann"), pytest.fail) == {}


def test_remarks_are_told_up_to_a_number_and_then_counted():
    remarks = Remarks("a.ann")
    for line in range(1, MOST_PROBLEMS + 3):
        remarks("Bad.", line)
    told = remarks.problems()
    assert str(told[0]) == "a.ann, line 1: Bad."
    assert str(told[-1]) == "a.ann: 2 more things in it could not be read."
    assert len(told) == MOST_PROBLEMS + 1


def test_a_remark_that_holds_for_many_is_told_once():
    remarks = Remarks("a.xmi")
    remarks.once("The layer POS was left out.")
    remarks.once("The layer POS was left out.")
    assert [one.sentence for one in remarks.problems()] == ["The layer POS was left out."]
