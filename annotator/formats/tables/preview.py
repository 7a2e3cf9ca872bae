"""What the dialog shows in which columns are given their meaning."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.formats.common.metadata_fields import field_text
from annotator.formats.tables.columns import (
    HEADER,
    column_names,
    guess,
    numbered,
    plain_value,
)
from annotator.formats.tables.delimited import dialect, rows
from annotator.formats.tables.own_tables import LISTS_ANNOTATIONS, lists_annotations
from annotator.formats.tables.spreadsheet import Spreadsheet, sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.input_file import InputFile
    from annotator.formats.tables.columns import Row

SHOWN_ROWS = 20
SHOWN_CHARACTERS = 200
# characters on average, above which a column reads as articles
_PROSE = 200


@dataclass(frozen=True, slots=True)
class TablePreview:
    """The beginning of a table.

    columns: their names. rows: as wide as columns, cells in one line and cut.
    mapping: columns by field ("text", "title", …), as they would be taken; a column of long texts
        stands for "text" where no name tells.
    sheet, sheets: of a workbook; "" and () for CSV. delimiter: "" for a workbook.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: dict[str, str]
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    delimiter: str = ""


def preview(file: InputFile) -> TablePreview:
    """The first rows of a CSV file or workbook, read with file.options as an import would.

    A chosen column counts only when importing; the mapping here is what the names tell.
    Raises UnreadableInput for what cannot be imported at all.
    """
    if not file.name.lower().endswith(Spreadsheet.extensions):
        written = dialect(file)
        return _preview(rows(file, written), file, delimiter=written.delimiter)
    from annotator.formats.tables.workbook import open_workbook  # brings openpyxl

    with open_workbook(file) as workbook:
        sheet = sheet_of(workbook, file)
        sheets = workbook.sheets
        return _preview(workbook.rows(sheet), file, sheet=sheet, sheets=sheets)


def _preview(
    found: Iterator[Row],
    file: InputFile,
    *,
    sheet: str = "",
    sheets: tuple[str, ...] = (),
    delimiter: str = "",
) -> TablePreview:
    first = list(islice(found, SHOWN_ROWS + 1))
    if not first:
        raise UnreadableInput("The table has no rows.")
    if file.options.get(HEADER.name, HEADER.default) == "yes":
        columns, body = column_names(first[0].cells), first[1:]
    else:
        columns, body = numbered(max(len(row.cells) for row in first)), first[:SHOWN_ROWS]
    if lists_annotations(columns):
        raise UnreadableInput(LISTS_ANNOTATIONS)
    shown = tuple(_shown(row, len(columns)) for row in body)
    return TablePreview(columns, shown, _mapping(columns, body), sheet, sheets, delimiter)


def _shown(row: Row, width: int) -> tuple[str, ...]:
    cells = [field_text(plain_value(cell)) for cell in row.cells[:width]]
    cells += [""] * (width - len(cells))
    return tuple(
        cell if len(cell) <= SHOWN_CHARACTERS else f"{cell[: SHOWN_CHARACTERS - 1]}…"
        for cell in cells
    )


def _mapping(columns: tuple[str, ...], body: list[Row]) -> dict[str, str]:
    mapping = guess(columns)
    if "text" in mapping or not body:
        return mapping
    lengths = [
        sum(len(cell) for row in body for cell in row.cells[at : at + 1] if isinstance(cell, str))
        for at in range(len(columns))
    ]
    longest = max(range(len(columns)), key=lengths.__getitem__)
    if lengths[longest] >= _PROSE * len(body):
        mapping = {field: name for field, name in mapping.items() if name != columns[longest]}
        mapping["text"] = columns[longest]
    return mapping
