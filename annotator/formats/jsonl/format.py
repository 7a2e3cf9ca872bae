"""JSONL: our own, read and written, and the plain dialects that others have, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import Layout, Option
from annotator.formats.carrying import EVERYTHING
from annotator.formats.jsonl.reader import read_lines
from annotator.formats.jsonl.writer import write_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.formats.base import Export, Output, Part
    from annotator.formats.input_file import InputFile


class Jsonl:
    """One JSON object a line. resources/article.schema.json says what is written."""

    name = "jsonl"
    title = "JSONL"
    purpose = (
        "Our own: all that the project knows of its articles, a line each, to go on from anywhere."
    )
    extensions: tuple[str, ...] = (".jsonl", ".ndjson")
    layout = Layout.FILE
    carries = EVERYTHING
    options: tuple[Option, ...] = ()

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """An article a line, and a Problem for each thing in a line that cannot be read."""
        return read_lines(file)

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:  # noqa: ARG002 - nothing is lost
        """A line a document; memory holds one at a time."""
        for part in parts:
            with output.open(f"{part.name}.jsonl") as stream:
                for document in part.documents:
                    stream.write(write_line(document))
