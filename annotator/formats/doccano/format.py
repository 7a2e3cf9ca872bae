"""doccano: one JSON object a line, spans as lists or, with relations, as objects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.formats.base import Layout, Option
from annotator.formats.carrying import tell_uncarried
from annotator.formats.common.json_records import first_record, json_line
from annotator.formats.common.offset_units import CODE_POINTS, GRAPHEMES
from annotator.formats.common.own_fields import CARRIED
from annotator.formats.doccano.reader import is_row, read_rows
from annotator.formats.doccano.writer import row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.formats.base import Export, Output, Part
    from annotator.formats.input_file import InputFile

WITH_RELATIONS = "relation-extraction"

DIALECT = Option(
    "dialect",
    "Kind of project",
    "sequence-labeling",
    ("sequence-labeling", WITH_RELATIONS),
    "Relation extraction holds the relations as well; doccano must have them switched on.",
)
OFFSETS = Option(
    "offsets",
    "Offsets count",
    CODE_POINTS,
    (CODE_POINTS, GRAPHEMES),
    "Graphemes, if the project counts grapheme clusters as one character.",
)


class Doccano:
    """A line a document. Its metadata lie beside the text, where doccano shows them."""

    name = "doccano"
    title = "doccano"
    purpose = "Goes on in doccano: a line for each article."
    extensions: tuple[str, ...] = (".jsonl", ".json")
    layout = Layout.FILE
    carries = replace(
        CARRIED,
        exact=True,
        relations=False,
        attributes=False,
        notes=False,
        links=False,
        annotators=False,
    )
    options: tuple[Option, ...] = (DIALECT, OFFSETS)
    reading_options: tuple[Option, ...] = (OFFSETS,)

    def recognises(self, file: InputFile) -> bool:
        """Whether its first line has spans as doccano has them."""
        return is_row(first_record(file))

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """An article a line; offsets count what the option says."""
        return read_rows(file, file.options.get(OFFSETS.name, OFFSETS.default))

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """A line a document; memory holds one at a time."""
        relations = export.option(DIALECT) == WITH_RELATIONS
        carries = replace(self.carries, relations=relations)
        title = self.title if relations else f"{self.title}'s sequence labeling"
        graphemes = export.option(OFFSETS) == GRAPHEMES
        for part in parts:
            with output.open(f"{part.name}.jsonl") as stream:
                for annotated in part.documents:
                    tell_uncarried(annotated, title, carries, export.lost)
                    row = row_of(
                        annotated, relations=relations, graphemes=graphemes, lost=export.lost
                    )
                    stream.write(json_line(row))
