"""CSV for people: made to be opened in Excel and the like, and to do no harm there."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING

from annotator.domain.losses import Fate
from annotator.formats.base import YES_NO, Layout, Option
from annotator.formats.tables.losing import ANNOTATIONS_CARRY, Teller
from annotator.formats.tables.sheets import DERIVED, AnnotationSheet, ArticleSheet, RelationSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from annotator.domain.document import AnnotatedDocument
    from annotator.formats.base import ByteSink, Export, Output, Part
    from annotator.formats.carrying import Carries
    from annotator.formats.tables.sheets import Cell, Line

ROWS = Option(
    "rows",
    "A row for each",
    "annotations",
    ("annotations", "articles", "relations"),
    "What the rows are; the other two are not in the file.",
)
DELIMITER = Option(
    "delimiter",
    "Between the cells",
    "comma",
    ("comma", "semicolon", "tab"),
    "Excel set to German or French wants semicolons.",
)
MARK = Option(
    "mark", "Mark as UTF-8", "yes", YES_NO, "Without the mark, Excel shows “Ã©” in place of “é”."
)

_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
# a program for tables takes a cell that begins so for a formula, and runs it; East Asian versions
# take the wide forms as well
_FORMULA = re.compile("'*[-=+@\\t\\r\\n＝＋－＠]")
_DEFUSED = (
    "A cell that begins with =, +, -, @ or white space gets an apostrophe, so that it is not run as"
    " a formula."
)


class Csv:
    """Writes annotations, articles or relations, one a row."""

    name = "csv"
    title = "CSV table"
    purpose = "To read, sort and count in any spreadsheet."
    extensions: tuple[str, ...] = (".csv",)
    layout = Layout.FILE
    carries: Carries = ANNOTATIONS_CARRY
    options: tuple[Option, ...] = (ROWS, DELIMITER, MARK)

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """A file for each part; memory holds the rows of one article."""
        for part in parts:
            with output.open(f"{part.name}.csv") as stream:
                _write_part(part, stream, export, Teller(self.title, export.lost))


def _write_part(part: Part, stream: ByteSink, export: Export, teller: Teller) -> None:
    sheet, tell = _sheet(export, teller)
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=_DELIMITERS[export.option(DELIMITER)])
    if export.is_on(MARK):
        stream.write(codecs.BOM_UTF8)
    rows.writerow([_defused(name) for name in sheet.columns])
    for article in part.documents:
        tell(article)
        for line in sheet.lines(article):
            rows.writerow(_safe(line, sheet.columns, article, teller))
        stream.write(text.getvalue().encode())
        text.seek(0)
        text.truncate()
    stream.write(text.getvalue().encode())


def _sheet(
    export: Export, teller: Teller
) -> tuple[AnnotationSheet | ArticleSheet | RelationSheet, Callable[[AnnotatedDocument], None]]:
    match export.option(ROWS):
        case "articles":
            return ArticleSheet(with_text=True), teller.of_articles
        case "relations":
            return RelationSheet(), teller.of_relations
        case _:
            return AnnotationSheet(export.scheme), teller.of_annotations


def _safe(
    line: Line, columns: tuple[str, ...], article: AnnotatedDocument, teller: Teller
) -> list[Cell]:
    cells = []
    for column, cell in zip(columns, line.cells, strict=True):
        safe = _defused(cell)
        if safe is not cell and column not in DERIVED:
            teller.of_row(article, line, _DEFUSED, Fate.CHANGED)
        cells.append(safe)
    return cells


def _defused(cell: Cell) -> Cell:
    """One that has an apostrophe already gets another, so that undefused() knows."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def undefused(text: str) -> str:
    """The text of a cell as it was before it was written."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
