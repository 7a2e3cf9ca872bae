"""Excel workbooks of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.base import Option
from annotator.formats.tables.columns import (
    HEADER,
    MAPPING_OPTIONS,
    column_names,
    guess,
)
from annotator.formats.tables.importing import articles
from annotator.formats.tables.own_tables import lists_annotations, lists_articles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.exchange import IncomingArticle
    from annotator.formats.input_file import InputFile
    from annotator.formats.tables.workbook import Workbook

SHEET = Option("sheet", "Sheet", help="Name of the sheet; by itself, the first that holds texts.")


class Spreadsheet:
    """Reads an article a row of one sheet; dates as ISO 8601, of formulas their last results."""

    name = "spreadsheet"
    title = "Excel workbook"
    extensions: tuple[str, ...] = (".xlsx", ".xlsm")
    reading_options: tuple[Option, ...] = (*MAPPING_OPTIONS, HEADER, SHEET)

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The articles, one at a time, then a Problem that names the sheets that were not read.

        There is none where a sheet was chosen, or the workbook is one of ours.
        """
        from annotator.formats.tables.workbook import open_workbook  # brings openpyxl

        try:
            with open_workbook(file) as workbook:
                sheet = sheet_of(workbook, file)
                yield from articles(workbook.rows(sheet), file, defused=False)
                chosen = file.options.get(SHEET.name)
                if not chosen and not lists_articles(_columns(workbook, sheet)):
                    yield from _unread(workbook, sheet, file)
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))


def sheet_of(workbook: Workbook, file: InputFile) -> str:
    """The sheet to read: the one chosen, or the first with a column that is named as texts are.

    Raises UnreadableInput if there is no such sheet.
    """
    wanted = file.options.get(SHEET.name, "")
    if wanted in workbook.sheets:
        return wanted
    listed = ", ".join(f"“{name}”" for name in workbook.sheets)
    if wanted:
        raise UnreadableInput(f"It has no sheet “{wanted}”; its sheets are {listed}.")
    filled = [name for name in workbook.sheets if _columns(workbook, name)]
    for name in filled:
        columns = _columns(workbook, name)
        if "text" in guess(columns) and not lists_annotations(columns):
            return name
    if not filled:
        raise UnreadableInput("The workbook is empty.")
    return filled[0]


def _columns(workbook: Workbook, sheet: str) -> tuple[str, ...]:
    first = next(workbook.rows(sheet), None)
    return column_names(first.cells) if first else ()


def _unread(workbook: Workbook, sheet: str, file: InputFile) -> Iterator[Problem]:
    others = [name for name in workbook.sheets if name != sheet and _columns(workbook, name)]
    if others:
        listed = ", ".join(f"“{name}”" for name in others)
        many = "s" if len(others) > 1 else ""
        were = "were" if many else "was"
        yield Problem(
            file.origin,
            f"The sheet{many} {listed} {were} not read, only “{sheet}”; choose another with"
            " sheet=NAME.",
        )
