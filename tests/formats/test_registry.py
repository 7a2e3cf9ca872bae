from __future__ import annotations

import pytest

from annotator.domain.errors import UnknownName, UnreadableInput
from annotator.domain.plugins import Registry
from annotator.formats.jsonl import Jsonl
from annotator.formats.plain_text import PlainText
from annotator.formats.registry import (
    FormatRow,
    describe,
    exporter_named,
    formats,
    importable_extensions,
    importer_for,
    importer_named,
)


class WriteOnly:
    name = "out"
    title = "Only written"
    extensions = (".out",)

    def write(self, documents, stream):
        stream.write(b"")


@pytest.fixture
def registry():
    made = Registry("format")
    made.add("text", PlainText)
    made.add("jsonl", Jsonl)
    made.add("out", WriteOnly)
    return made


def test_the_built_in_formats_are_installed():
    assert set(formats().names()) >= {"html", "jsonl", "markdown", "text"}


def test_describe_says_what_each_format_can(registry):
    assert describe(registry) == [
        FormatRow(
            "jsonl",
            "JSONL",
            (
                ".jsonl",
                ".ndjson",
            ),
            reads=True,
            writes=True,
        ),
        FormatRow("out", "Only written", (".out",), reads=False, writes=True),
        FormatRow(
            "text",
            "Plain text",
            (
                ".txt",
                ".text",
            ),
            reads=True,
            writes=False,
        ),
    ]


def test_an_importer_is_chosen_by_extension_whatever_its_case(registry):
    assert importer_for(registry, "/some/where/A.TXT").name == "text"
    assert importer_for(registry, "lines.Jsonl").name == "jsonl"


@pytest.mark.parametrize("path", ["a.xyz", "folder/noextension", "written.out"])
def test_an_unknown_extension_gives_a_sentence_that_lists_the_known(registry, path):
    with pytest.raises(UnreadableInput, match=r"\.jsonl, \.ndjson, \.text, \.txt") as caught:
        importer_for(registry, path)
    # whoever shows the sentence names the file, so that it is not named twice
    assert path.split("/")[-1] not in str(caught.value)


def test_formats_that_only_write_are_not_importable(registry):
    assert ".out" not in importable_extensions(registry)
    with pytest.raises(UnknownName, match="jsonl, text"):
        importer_named(registry, "out")


def test_formats_that_only_read_are_not_exportable(registry):
    assert exporter_named(registry, "jsonl").name == "jsonl"
    with pytest.raises(UnknownName, match="jsonl, out"):
        exporter_named(registry, "text")


def test_an_unknown_name_lists_the_known(registry):
    with pytest.raises(UnknownName, match=r"no format named “brat”\. Known: jsonl, out, text"):
        importer_named(registry, "brat")
