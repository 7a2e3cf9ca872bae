"""CSV tables of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.tables.columns import HEADER, MAPPING_OPTIONS
from annotator.formats.tables.delimited import DELIMITER, dialect, rows
from annotator.formats.tables.importing import articles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.exchange import IncomingArticle
    from annotator.formats.base import Option
    from annotator.formats.input_file import InputFile


class Table:
    """Reads an article a row; which column is what is chosen, or told by their names."""

    name = "table"
    title = "Table (CSV)"
    extensions: tuple[str, ...] = (".csv", ".tsv", ".tab")
    reading_options: tuple[Option, ...] = (*MAPPING_OPTIONS, HEADER, DELIMITER)

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The articles, one at a time."""
        try:
            yield from articles(rows(file, dialect(file)), file, defused=True)
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))
