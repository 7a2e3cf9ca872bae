"""The rows of a CSV file, whatever stands between its cells and in whichever encoding."""

from __future__ import annotations

import codecs
import csv
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TextIO

from annotator.domain.errors import UnreadableInput
from annotator.formats.base import Option
from annotator.formats.common.decoding import decode, refuse_binary
from annotator.formats.tables.columns import Row, column_names, guess

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.input_file import InputFile

LONGEST_CELL = 20_000_000
"""Characters. A cell of more is a missing quotation mark."""

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
"""What may stand between two cells, by the names that the option has for it."""

DELIMITER = Option(
    "delimiter",
    "Between the cells",
    "auto",
    ("auto", *DELIMITERS),
    "What stands between two cells.",
)

_SAMPLE = 200_000
_SAMPLE_ROWS = 50
_CHUNK = 1 << 20
# a guess needs all of the bytes at once
_LARGEST_GUESSED = 200_000_000
_HINT = "sep="


class Dialect(NamedTuple):
    """delimiter: what stands between cells. hinted: whether a line before the header says so."""

    delimiter: str
    hinted: bool


def dialect(file: InputFile) -> Dialect:
    """How a file is written: as was chosen, as it says, or as fits its first rows best."""
    chosen = DELIMITERS.get(file.options.get(DELIMITER.name, ""), "")
    with _text(file) as stream:
        sample = stream.read(_SAMPLE)
    first = sample.partition("\n")[0].rstrip("\r")
    hinted = first.lower().startswith(_HINT) and len(first) == len(_HINT) + 1
    if hinted:
        return Dialect(chosen or first[-1], True)
    if chosen:
        return Dialect(chosen, False)
    return Dialect(max(DELIMITERS.values(), key=lambda each: _fit(sample, each)), False)


def rows(file: InputFile, written: Dialect) -> Iterator[Row]:
    """The rows that are not blank, the header among them; where is the line each begins on.

    Raises UnreadableInput for what is no text, or no table.
    """
    # the library's bound is one for the whole process, and too low for an article
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    with _text(file) as stream:
        reader = csv.reader(_lines(stream), delimiter=written.delimiter)
        if written.hinted:
            next(reader, None)
        begin = reader.line_num + 1
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise UnreadableInput(
                    f"The row that begins on line {begin} cannot be read: a quotation mark is"
                    " missing, or a cell is too long."
                ) from error
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                yield Row(f"line {begin}", cells)
            begin = reader.line_num + 1


def _fit(sample: str, delimiter: str) -> tuple[bool, int, float, int]:
    """How well a delimiter suits: known names of columns, then rows as wide as the header."""
    found = []
    try:
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in cells):
                found.append(cells)
            if len(found) > _SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    if not found or len(found[0]) < 2:
        return False, 0, 0.0, 0
    header, body = found[0], found[1:-1] or found[1:]
    alike = sum(len(cells) == len(header) for cells in body) / max(1, len(body))
    return True, len(guess(column_names(header))), alike, len(header)


@contextmanager
def _text(file: InputFile) -> Iterator[TextIO]:
    """The file as text, its line ends as they are."""
    if not file.head:
        raise UnreadableInput("The file is empty.")
    refuse_binary(file.head)
    with file.opener() as stream:
        is_utf8 = _is_utf8(stream)
    if is_utf8:
        with io.TextIOWrapper(file.opener(), encoding="utf-8-sig", newline="") as text:
            yield text
        return
    with file.opener() as stream:
        data = stream.read(_LARGEST_GUESSED + 1)
    if len(data) > _LARGEST_GUESSED:
        raise UnreadableInput(
            f"It is no UTF-8, and larger than the {_LARGEST_GUESSED // 1_000_000} MB that can be"
            " read in other encodings; save it as UTF-8."
        )
    yield io.StringIO(decode(data), newline="")


def _is_utf8(stream: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(_CHUNK):
            if b"\0" in chunk:
                return False
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _lines(stream: TextIO) -> Iterator[str]:
    number = 0
    while line := stream.readline(LONGEST_CELL + 1):
        number += 1
        if len(line) > LONGEST_CELL:
            raise UnreadableInput(
                f"Line {number} has more than {LONGEST_CELL // 1_000_000} million characters; it"
                " is no table of articles."
            )
        yield line
