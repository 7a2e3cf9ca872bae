"""CoNLL as one format: what people choose, and which file goes where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.formats.base import Layout, Option
from annotator.formats.carrying import METADATA, STATE, Carries, tell_uncarried
from annotator.formats.conll.reader import read_rows
from annotator.formats.conll.rows import columns_of, head_lines, is_comment, split
from annotator.formats.conll.side_file import SIDE_EXTENSION
from annotator.formats.conll.writer import DOCUMENT, RowWriter, Shape, TagNames
from annotator.formats.tokenising.spans import LABELS, OVERLAPS, chosen_labels
from annotator.formats.tokenising.tags import OUTSIDE, TAGGINGS, is_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.formats.base import Export, Output, Part
    from annotator.formats.input_file import InputFile

TAGS = Option(
    "tags",
    "Tags",
    "IOB2",
    TAGGINGS,
    "IOB2 is what most programs mean by CoNLL or BIO; IOB1 is what the tasks of 2003 had.",
)
COLUMNS = Option(
    "columns",
    "Columns",
    "four",
    ("four", "two"),
    "Four: token, two empty ones and the tag, by spaces, as CoNLL-2003. Two: token, tab and tag,"
    " without lines between articles, as doccano wants it.",
)
BLANK_LINES = Option(
    "blank-lines",
    "Blank lines part",
    "sentences",
    ("sentences", "articles"),
    "There is none within a span. A program that takes each block for a text wants articles.",
)

_OWN = (".conll", ".conll2003", ".iob", ".iob2", ".bio")
_SHARED = (".txt", ".tsv")
_FEWEST_ROWS = 3


class Conll:
    """Writes rows and, beside them, where each stands in the stored text; reads anyone's."""

    name = "conll"
    title = "CoNLL"
    purpose = "Trains sequence taggers: a token a line, each with one tag."
    extensions: tuple[str, ...] = (*_OWN, *_SHARED)
    companions: tuple[str, ...] = (SIDE_EXTENSION,)
    layout = Layout.FILE
    carries = Carries(metadata=frozenset(METADATA), state=frozenset(STATE))
    options: tuple[Option, ...] = (TAGS, COLUMNS, BLANK_LINES, LABELS, OVERLAPS)
    reading_options: tuple[Option, ...] = (BLANK_LINES,)

    def recognises(self, file: InputFile) -> bool:
        """Whether its name says so, or every row has a tag."""
        if file.name.lower().endswith(_OWN):
            return True
        try:
            lines = head_lines(file) if _may_be_rows(file.head) else []
        except UnreadableInput:
            return False
        rows = [
            cells
            for line in lines
            if line.strip() and (cells := split(line))[0] != DOCUMENT and not is_comment(line)
        ]
        columns = columns_of(lines)
        if columns is None or columns.share < 1 or len(rows) < _FEWEST_ROWS:
            return False
        return any(row[-1] != OUTSIDE for row in rows) or lines[0].startswith(DOCUMENT)

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """An article for each that is marked off; and a Problem for each sort of flaw."""
        chosen = file.options.get(BLANK_LINES.name, BLANK_LINES.default)
        return read_rows(file, by_sentence=chosen != "articles")

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """Rows and side file, an article at a time."""
        shape = Shape(
            tagging=export.option(TAGS),
            four=export.option(COLUMNS) == "four",
            by_sentence=export.option(BLANK_LINES) == "sentences",
        )
        names = TagNames(export.scheme)
        for part in parts:
            writer = RowWriter(
                shape,
                export.scheme,
                overlaps=export.option(OVERLAPS),
                labels=chosen_labels(export.option(LABELS)),
                names=names,
                lost=export.lost,
            )
            with (
                output.open(f"{part.name}.conll") as rows,
                output.open(f"{part.name}{SIDE_EXTENSION}") as beside,
            ):
                for annotated in part.documents:
                    tell_uncarried(annotated, self.title, self.carries, export.lost)
                    for stream, data in zip((rows, beside), writer.write(annotated), strict=True):
                        stream.write(data)


def _may_be_rows(head: bytes) -> bool:
    """A quick look at the first line that is no comment, since all plain texts are asked."""
    for raw in head[:2_000].removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n"):
        line = raw.decode("utf-8", "replace").rstrip("\r")
        if not is_comment(line):
            cells = split(line)
            return cells[0] == DOCUMENT or (len(cells) > 1 and is_tag(cells[-1]))
    return False
