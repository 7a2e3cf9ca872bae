from __future__ import annotations

import pytest

from annotator.domain.errors import UnknownName, UnreadableInput
from annotator.domain.plugins import Registry
from annotator.formats.base import Layout
from annotator.formats.carrying import EVERYTHING, Carries
from annotator.formats.input_file import InputFile
from annotator.formats.jsonl.format import Jsonl
from annotator.formats.registry import (
    describe,
    exporter_named,
    formats,
    importable_extensions,
    importer_for,
    importer_named,
)
from annotator.formats.texts.plain_text import PlainText


class WriteOnly:
    name = "out"
    title = "Only written"
    extensions = (".out",)
    layout = Layout.FOLDER
    options = ()
    carries = Carries()

    def write(self, parts, output, export):
        """Nothing."""


class Lines:
    """JSONL whose lines begin with a number."""

    name = "lines"
    title = "Numbered lines"
    extensions = (".jsonl", ".warc.gz")

    def recognises(self, file):
        return file.head[:1].isdigit()

    def read(self, file):
        yield from ()


def named(name, data=b""):
    return InputFile.of_bytes(data, name)


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
    jsonl, out, text = describe(registry)

    assert (jsonl.name, jsonl.title, jsonl.extensions) == ("jsonl", "JSONL", (".jsonl", ".ndjson"))
    assert [(row.reads, row.writes) for row in (jsonl, out, text)] == [
        (True, True),
        (False, True),
        (True, False),
    ]
    assert [row.carries for row in (jsonl, out, text)] == [EVERYTHING, Carries(), None]
    assert [row.in_a_folder for row in (jsonl, out, text)] == [False, True, False]


def test_an_importer_is_chosen_by_extension_whatever_its_case(registry):
    assert importer_for(registry, named("/some/where/A.TXT")).name == "text"
    assert importer_for(registry, named("lines.Jsonl")).name == "jsonl"


@pytest.mark.parametrize("path", ["a.xyz", "folder/noextension", "written.out"])
def test_an_unknown_extension_gives_a_sentence_that_lists_the_known(registry, path):
    with pytest.raises(UnreadableInput, match=r"\.jsonl, \.ndjson, \.text, \.txt") as caught:
        importer_for(registry, named(path))
    # whoever shows the sentence names the file, so that it is not named twice
    assert path.split("/")[-1] not in str(caught.value)


def test_of_those_that_share_an_extension_the_one_that_knows_the_file_reads_it(registry):
    registry.add("lines", Lines)
    assert importer_for(registry, named("a.jsonl", b"1 {}")).name == "lines"
    assert importer_for(registry, named("a.jsonl", b"{}")).name == "jsonl"


def test_the_longest_extension_counts_and_a_stranger_under_it_is_refused(registry):
    registry.add("lines", Lines)
    assert importer_for(registry, named("a.b.warc.gz", b"1")).name == "lines"
    with pytest.raises(UnreadableInput, match=r"none of the kinds of “\.warc\.gz” files"):
        importer_for(registry, named("a.warc.gz", b"x"))


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
