"""Excel workbooks for people."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from datetime import UTC
from typing import TYPE_CHECKING, Any, Protocol

from annotator.domain.losses import Fate, Kind
from annotator.formats.base import YES_NO, Layout, Option
from annotator.formats.carrying import tell_uncarried
from annotator.formats.tables.losing import BOOK_CARRIES, Teller
from annotator.formats.tables.sheets import (
    DERIVED,
    LABEL_COLUMNS,
    AnnotationSheet,
    ArticleSheet,
    Line,
    RelationSheet,
    label_lines,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.domain.document import AnnotatedDocument
    from annotator.formats.base import ByteSink, Export, Output, Part
    from annotator.formats.carrying import Carries

TEXTS = Option(
    "texts", "Whole texts", "yes", YES_NO, "A column with the text of each article, as far as fits."
)

MOST_ROWS = 1_048_576
"""Rows of a sheet, the header among them: Excel's own limit."""

LONGEST_CELL_U16 = 32_767
"""UTF-16 units of a cell: Excel's own limit."""

_CHUNK = 1 << 20
_IN_MEMORY = 16_000_000
_UNWRITABLE = re.compile("[\x00\ufffe\uffff\ud800-\udfff]")
# the library takes a cell that looks so for a piece of its own markup
_MARKUP = ("<r>", "</r>")
_WIDTHS = {"title": 40, "text": 60, "sentence": 60, "before": 30, "after": 30, "description": 60}
_WIDTH = 16
_KINDS = {"annotations": Kind.SPAN, "articles": Kind.ARTICLE, "relations": Kind.RELATION}

_CUT = "A cell of Excel holds 32,767 UTF-16 units; the text is cut there."
_REPLACED = "XML has no place for some characters; each of them is replaced."
_SPACED = "A cell that reads <r>…</r> ends in a space, so that it is not taken for markup."
_UNASKED = "The texts of the articles were not asked for."
_FULL = "A sheet of Excel holds 1,048,576 rows; those beyond are left out."


class Xlsx:
    """Writes four sheets: annotations, articles, relations, labels."""

    name = "xlsx"
    title = "Excel workbook"
    purpose = (
        "To read, sort and count in Excel: sheets for annotations, articles, relations and labels."
    )
    extensions: tuple[str, ...] = (".xlsx",)
    layout = Layout.FILE
    carries: Carries = BOOK_CARRIES
    options: tuple[Option, ...] = (TEXTS,)

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """A workbook for each part; rows wait in temporary files, not in memory."""
        for part in parts:
            with (
                output.open(f"{part.name}.xlsx") as stream,
                tempfile.SpooledTemporaryFile(_IN_MEMORY) as packed,
            ):
                _write_part(part, packed, export)
                _copy(packed, stream)


class _Lines(Protocol):
    @property
    def columns(self) -> tuple[str, ...]: ...

    def lines(self, annotated: AnnotatedDocument) -> Iterator[Line]: ...


def _write_part(part: Part, packed: Any, export: Export) -> None:  # noqa: ANN401 - an open file
    import xlsxwriter  # 0.1 s, and only who exports needs it
    from xlsxwriter.exceptions import FileCreateError

    refused = None
    try:
        # closed whatever happens: only so it takes its temporary files away
        with xlsxwriter.Workbook(packed, {"constant_memory": True}) as book:
            _fill(book, part, export)
    except FileCreateError as error:  # there is no room, or no folder, for those
        (refused,) = error.args
    if refused is not None:
        # without its trace, which keeps a half written archive until its file is closed
        raise refused.with_traceback(None)


def _fill(book: Any, part: Part, export: Export) -> None:  # noqa: ANN401 - a Workbook
    book.use_zip64()
    book.set_properties({"title": export.title, "created": export.as_of.astimezone(UTC)})
    teller = Teller(Xlsx.title, export.lost)
    lists: tuple[tuple[str, _Lines], ...] = (
        ("annotations", AnnotationSheet(export.scheme)),
        ("articles", ArticleSheet(with_text=export.is_on(TEXTS))),
        ("relations", RelationSheet()),
    )
    sheets = [(_Sheet(book, name, each.columns), each) for name, each in lists]
    counts: Counter[str] = Counter()
    for article in part.documents:
        tell_uncarried(article, Xlsx.title, BOOK_CARRIES, export.lost)
        if not export.is_on(TEXTS):
            teller.of_row(article, Line(()), _UNASKED, Fate.DROPPED, Kind.AROUND)
        counts.update(one.label for one in article.annotations)
        for sheet, each in sheets:
            for line in each.lines(article):
                sheet.write(line, article, teller)
    labels = _Sheet(book, "labels", LABEL_COLUMNS)
    for line in label_lines(export.scheme, counts):
        labels.write(line, None, teller)


class _Sheet:
    """A sheet that is written row by row."""

    def __init__(self, book: Any, name: str, columns: tuple[str, ...]) -> None:  # noqa: ANN401
        self._name, self._columns = name, columns
        self._sheet = book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for at, column in enumerate(columns):
            self._sheet.set_column(at, at, _WIDTHS.get(column, _WIDTH))
            self._sheet.write_string(0, at, column, book.add_format({"bold": True}))
        self._next = 1

    def write(self, line: Line, article: AnnotatedDocument | None, teller: Teller) -> None:
        """Adds a row; what of it does not fit is told, as the article's."""
        if self._next >= MOST_ROWS:
            if article is not None:
                teller.of_row(article, line, _FULL, Fate.DROPPED, _KINDS[self._name])
            return
        for at, (column, cell) in enumerate(zip(self._columns, line.cells, strict=True)):
            if not isinstance(cell, str):
                self._sheet.write_number(self._next, at, cell)
            elif cell:
                fitting, changes = _fitting(cell)
                self._sheet.write_string(self._next, at, fitting)
                for rule in changes:
                    if article is not None and column not in DERIVED:
                        teller.of_row(article, line, rule, Fate.CHANGED)
        self._next += 1


def _fitting(cell: str) -> tuple[str, list[str]]:
    """The text as a cell can hold it, and the rules by which it had to be changed."""
    changes = []
    text = _UNWRITABLE.sub("\ufffd", cell)
    if text != cell:
        changes.append(_REPLACED)
    if len(text) * 2 > LONGEST_CELL_U16 and len(_u16(text)) > 2 * LONGEST_CELL_U16:
        # half of a pair goes as well
        text = _u16(text)[: 2 * LONGEST_CELL_U16].decode("utf-16-le", "ignore")
        changes.append(_CUT)
    if text.startswith(_MARKUP[0]) and text.endswith(_MARKUP[1]):
        text = f"{text} "
        changes.append(_SPACED)
    return text, changes


def _u16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _copy(packed: Any, stream: ByteSink) -> None:  # noqa: ANN401 - an open file
    packed.seek(0)
    while chunk := packed.read(_CHUNK):
        stream.write(chunk)
