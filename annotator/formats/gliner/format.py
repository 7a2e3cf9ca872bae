"""GLiNER: rows of words, spans of words and relations between them, in a JSON list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from annotator.domain.errors import ExportFailed
from annotator.formats.base import Layout, Option
from annotator.formats.carrying import tell_uncarried
from annotator.formats.common.json_records import first_record
from annotator.formats.common.own_fields import CARRIED
from annotator.formats.gliner.reader import is_row, read_rows
from annotator.formats.gliner.writer import Limits, RowWriter, natural_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.formats.base import Export, Output, Part
    from annotator.formats.input_file import InputFile

WIDTH = Option(
    "width",
    "Longest span, in words",
    "12",
    help="max_width of the model's configuration; longer spans are reported.",
)
WORDS = Option(
    "words",
    "Longest text, in words",
    "384",
    help="max_len of the model's configuration; spans beyond it are reported.",
)
LONG = Option(
    "long-spans",
    "Spans longer than that",
    "keep",
    ("keep", "drop"),
    "Models at token level learn from them, span models do not.",
)
LABELS = Option(
    "labels",
    "Names of labels",
    "as they are",
    ("as they are", "natural"),
    "Natural, ARMED_GROUP is “armed group”: GLiNER understands plain words better.",
)


class Gliner:
    """A JSON list, one row a line, an article each; our own keys beside those of GLiNER."""

    name = "gliner"
    title = "GLiNER"
    purpose = "Trains GLiNER models: the words of each article, and its spans counted in words."
    extensions: tuple[str, ...] = (".json", ".jsonl")
    layout = Layout.FILE
    carries = CARRIED
    options: tuple[Option, ...] = (LABELS, WIDTH, LONG, WORDS)

    def recognises(self, file: InputFile) -> bool:
        """Whether its first row has words and spans."""
        return b'"tokenized_text"' in file.head and is_row(first_record(file))

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """An article a row: with its text where we wrote it, with its words joined otherwise."""
        return read_rows(file)

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """A row a document; memory holds one at a time."""
        writer = _writer(export)
        for part in parts:
            with output.open(f"{part.name}.json") as stream:
                before = b"[\n"
                for annotated in part.documents:
                    tell_uncarried(annotated, self.title, self.carries, export.lost)
                    stream.write(before + orjson.dumps(writer.row(annotated)))
                    before = b",\n"
                stream.write(b"[]\n" if before == b"[\n" else b"\n]\n")


def _writer(export: Export) -> RowWriter:
    labels = export.scheme.names()
    relations = tuple(one.name for one in export.scheme.relations)
    natural = export.option(LABELS) == "natural"
    return RowWriter(
        labels=natural_names(labels) if natural else dict(zip(labels, labels, strict=True)),
        relations=natural_names(relations)
        if natural
        else dict(zip(relations, relations, strict=True)),
        limits=Limits(
            width=_number(export, WIDTH),
            words=_number(export, WORDS),
            keeps_long=export.option(LONG) == "keep",
        ),
        lost=export.lost,
    )


def _number(export: Export, option: Option) -> int:
    text = export.option(option)
    if not text.isdecimal() or not 0 < int(text[:9]) == int(text):
        raise ExportFailed(f"“{text}” is no number of words for “{option.name}”; write one, as 12.")
    return int(text)
