"""Tables before they are imported: which files are some, and what their columns hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.formats.registry import formats, importer_for
from annotator.formats.tables.columns import FIELDS, HEADER, MAPPING_OPTIONS, NO_COLUMN
from annotator.formats.tables.delimited import DELIMITER, DELIMITERS
from annotator.formats.tables.own_tables import lists_articles
from annotator.formats.tables.spreadsheet import SHEET, Spreadsheet
from annotator.formats.tables.table import Table
from annotator.services.jobs import Job
from annotator.services.looking_into import TABLES, TablePreview, look_into_table
from annotator.services.reading import ReadRequest, file_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.domain.plugins import Registry
    from annotator.formats.base import Format
    from annotator.services.jobs import JobContext

__all__ = [
    "DELIMITERS",
    "TABLES",
    "TablePreview",
    "Tables",
    "columns_options",
    "may_be_table",
    "tables_job",
]

TITLES = {one.name: one.title for one in MAPPING_OPTIONS}
"""What a column may hold, by the names that mappings use, as people call it."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Files whose columns are the same, and how they are read if nothing is chosen."""

    paths: tuple[Path, ...]
    preview: TablePreview


def may_be_table(source: object) -> bool:
    """Whether a source is a file whose columns may have to be chosen, by its name."""
    return isinstance(source, Path) and source.suffix.lower() in TABLES and source.is_file()


def tables_job(paths: Sequence[Path]) -> Job[tuple[Tables, ...]]:
    """A job that finds what there is to choose in some files, those with the same columns together.

    Left out is what needs no choice: tables that this program wrote, files of other formats with
    such a name, and what cannot be read, of which the import tells.
    """

    def work(context: JobContext) -> tuple[Tables, ...]:
        registry = formats()
        found: dict[object, tuple[list[Path], TablePreview]] = {}
        for number, path in enumerate(paths):
            context.check_cancelled()
            context.report(number, len(paths))
            preview = _look(path, registry)
            if preview is not None and not lists_articles(preview.columns):
                key = (preview.columns, preview.sheet, preview.sheets, preview.delimiter)
                found.setdefault(key, ([], preview))[0].append(path)
        return tuple(Tables(tuple(mine), preview) for mine, preview in found.values())

    return Job("Looking into the tables", work)


def look_job(path: Path, options: Mapping[str, str]) -> Job[TablePreview]:
    """A job that looks into one table, read as was chosen. It raises UnreadableInput."""

    def work(_context: JobContext) -> TablePreview:
        try:
            return look_into_table(path, options)
        except OSError as error:
            raise UnreadableInput(f"It cannot be read: {error.strerror or error}.") from error

    return Job("Looking into the table", work)


def layout_options(*, header: bool, sheet: str, delimiter: str) -> dict[str, str]:
    """How a table is to be read, for look_job(). delimiter: a name, see DELIMITERS; "" for auto."""
    options = {HEADER.name: "yes" if header else "no"}
    if sheet:
        options[SHEET.name] = sheet
    if delimiter:
        options[DELIMITER.name] = delimiter
    return options


def columns_options(mapping: Mapping[str, str]) -> dict[str, str]:
    """What an import has to know so that just these fields are taken from these columns.

    mapping: names of columns by field; all other columns are kept as they are.
    """
    return {field: mapping.get(field) or NO_COLUMN for field in FIELDS}


def _look(path: Path, registry: Registry[Format]) -> TablePreview | None:
    try:
        reads = importer_for(registry, file_of(ReadRequest(path)))
        return look_into_table(path, {}) if isinstance(reads, Table | Spreadsheet) else None
    except (UnreadableInput, OSError):
        return None
