"""JSONL: our own, read and written, and the plain dialects that others have, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.jsonl_reader import read_lines
from annotator.formats.jsonl_writer import write_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.formats.base import ByteSink


class Jsonl:
    """One JSON object a line. resources/article.schema.json says what is written."""

    name = "jsonl"
    title = "JSONL"
    extensions: tuple[str, ...] = (".jsonl", ".ndjson")

    def read(self, data: bytes, origin: str) -> Iterator[IncomingArticle | Problem]:
        """An article a line, and a Problem for each thing in a line that cannot be read."""
        return read_lines(data, origin)

    def write(self, documents: Iterable[AnnotatedDocument], stream: ByteSink) -> None:
        """A line a document; memory holds one at a time."""
        for document in documents:
            stream.write(write_line(document))
