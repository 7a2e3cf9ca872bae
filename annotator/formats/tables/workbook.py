"""The rows of an Excel workbook, read with openpyxl, values only. Imported only when one is."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from lxml.etree import LxmlError

from annotator.domain.errors import UnreadableInput
from annotator.formats.archives.guarded import open_archive
from annotator.formats.archives.unpacking import random_access, refuse_steep
from annotator.formats.tables.columns import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.input_file import InputFile

    Cells = tuple[object, ...]

MOST_COLUMNS = 500
MOST_ROWS = 1_048_576

_LARGEST_PARTS = (("xl/worksheets/", 1_000_000_000), ("xl/sharedStrings", 300_000_000))
_ROWS_AT_ONCE = 50
_LARGEST_PART = 50_000_000
_READ = (".xml", ".rels")
# what Excel writes for characters that XML lacks, and for an underscore that begins as those do
_ESCAPED = re.compile(r"_x00(0[0-9A-Fa-f]|1[0-9A-Fa-f]|5F|5f)_")
_DAMAGED = "It is no Excel workbook, or a damaged one; open it in Excel and save it again."
_FAILURES = (
    *(ParseError, LxmlError, DefusedXmlException, zipfile.BadZipFile, zlib.error),
    *(ValueError, LookupError, TypeError, AttributeError, OSError, EOFError, NotImplementedError),
)


class Workbook:
    """A workbook that is open for reading. sheets: the names of those with cells, visible first."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        self._book = book
        visible = [one.title for one in book.worksheets if one.sheet_state == "visible"]
        hidden = [one.title for one in book.worksheets if one.sheet_state != "visible"]
        self.sheets: tuple[str, ...] = (*visible, *hidden)

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a sheet that are not blank. Raises UnreadableInput if they make no sense."""
        found = self._book[sheet]
        found.reset_dimensions()  # what the file says of them need not be so
        # one column and row more, so that what is beyond shows
        each = found.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS + 1, values_only=True)
        number = 0
        damage: Exception | None = None
        while damage is None:
            some, damage = _next(each)
            if not some and damage is None:
                return
            for number, cells in enumerate(some, number + 1):  # noqa: B020 - it goes on
                if len(cells) > MOST_COLUMNS and cells[-1] is not None:
                    raise UnreadableInput(f"It has more than {MOST_COLUMNS} columns.")
                if trimmed := _trimmed(cells):
                    yield Row(f"sheet “{sheet}”, row {number}", trimmed)
        raise UnreadableInput(_DAMAGED) from damage


@contextmanager
def open_workbook(file: InputFile) -> Iterator[Workbook]:
    """The workbook in a file. Raises UnreadableInput if there is none, or it is a bomb."""
    _refuse_bombs(file)
    with random_access(file.opener()) as stream:
        book = _loaded(stream)
        try:
            yield Workbook(book)
        finally:
            book.close()


def _refuse_bombs(file: InputFile) -> None:
    # the library stops at the size that a header says, so headers need not be distrusted here
    with open_archive(file) as archive:
        for entry in archive.entries:
            if entry.refusal:
                raise UnreadableInput(entry.refusal)
            if not entry.name.lower().endswith(_READ):
                continue
            most = next(
                (size for name, size in _LARGEST_PARTS if entry.name.startswith(name)),
                _LARGEST_PART,
            )
            if entry.size > most:
                raise UnreadableInput("It is too large to be read; save it as CSV.")
            refuse_steep(entry.size, entry.info.compress_size)


def _loaded(stream: Any) -> Any:  # noqa: ANN401
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions, which nobody needs here
        try:
            return openpyxl.load_workbook(
                stream, read_only=True, data_only=True, keep_links=False, keep_vba=False
            )
        except _FAILURES as error:
            raise UnreadableInput(_DAMAGED) from error


def _next(rows: Iterator[Cells]) -> tuple[list[Cells], Exception | None]:
    """The next rows, some at a time, and what was wrong with the one after them."""
    some: list[Cells] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of dates beyond the calendar
        try:
            some.extend(islice(rows, _ROWS_AT_ONCE))  # keeps those before a failure
        except _FAILURES as error:
            return some, error
    return some, None


def _trimmed(cells: Cells) -> Cells:
    """The cells up to the last that is filled, their text as it was typed."""
    end = len(cells)
    if not any(cells):  # quick: most rows of hostile and of formatted sheets are empty
        return ()
    while end and cells[end - 1] in (None, ""):
        end -= 1
    return tuple(
        _ESCAPED.sub(_unescaped, one) if isinstance(one, str) else one for one in cells[:end]
    )


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))
