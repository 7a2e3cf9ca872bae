"""Lines of a file of rows: which are rows, in which columns token and tag stand, what is between.

Columns are parted by tabs, or by spaces where a row has none.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.errors import UnreadableInput
from annotator.formats.common.decoding import decode, refuse_binary
from annotator.formats.conll.writer import DOCUMENT
from annotator.formats.input_file import HEAD
from annotator.formats.tokenising.tags import OUTSIDE, is_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotator.formats.input_file import InputFile

LONGEST_LINE = 1_000_000
"""Bytes. A row is a token and a few words about it."""

_SAMPLE = 2_000
_SPACES = re.compile("[ \t]+")
_NEW = re.compile(r"#\s*(newdoc|begin document)\b")


class Row(NamedTuple):
    """A token and its tags, one for each column that has them; "" for what is none."""

    line: int
    token: str
    tags: tuple[str, ...]


class Blank(NamedTuple):
    """A line without anything."""

    line: int


class NewArticle(NamedTuple):
    """A line that begins an article."""

    line: int


Event = Row | Blank | NewArticle


class Columns(NamedTuple):
    """Where token and tags stand in a row.

    width: the columns that most rows have. token: its column, from 0. tags: the last column with
    tags, and those before it with tags of the same labels, as spans that lie in others have.
    share: how many of the rows that were looked at have a tag in the last one, 0 to 1.
    """

    width: int
    token: int
    tags: tuple[int, ...]
    share: float


def events(file: InputFile, columns: Columns) -> Iterator[Event]:
    """The lines, from first to last, comments left out. Raises UnreadableInput."""
    last = columns.tags[-1]
    for number, line in enumerate(_lines(file), start=1):
        if not line.strip(" \t"):
            yield Blank(number)
            continue
        cells = split(line)
        if cells[0] == DOCUMENT or _NEW.match(line):
            yield NewArticle(number)
        elif len(cells) > last and len(cells) > columns.token:
            if not is_tag(cells[last]) and line.startswith("#"):
                continue
            tags = tuple(cells[one] if is_tag(cells[one]) else "" for one in columns.tags)
            yield Row(number, cells[columns.token], tags)
        elif not line.startswith("#"):
            tag = cells[-1] if len(cells) > 1 and is_tag(cells[-1]) else ""
            outer = ("",) * (len(columns.tags) - 1)
            yield Row(number, cells[min(columns.token, len(cells) - 1)], (*outer, tag))


def split(line: str) -> list[str]:
    """The cells of a row."""
    if "\t" in line:
        return line.rstrip(" \t").split("\t")
    return _SPACES.split(line.strip(" "))


def columns_of(lines: Iterable[str]) -> Columns | None:
    """The columns of a file, judged by its first lines; None if no column has tags."""
    rows, begins = _sample(lines)
    if not rows:
        return None
    width = Counter(map(len, rows)).most_common(1)[0][0]
    rows_of_width = [row for row in rows if len(row) == width]
    for tag in range(width - 1, 0, -1):
        share = sum(is_tag(row[tag]) for row in rows_of_width) / len(rows)
        if share >= 0.5:
            token = 1 if tag > 1 and _is_numbered(rows, begins) else 0
            outer = _outer_columns(rows_of_width, token, tag)
            return Columns(width, token, (*outer, tag), share)
    return None


def is_comment(line: str) -> bool:
    """Whether a line is about the rows below it."""
    return line.startswith("#") and not is_tag(split(line)[-1])


def head_lines(file: InputFile) -> list[str]:
    """The first lines, whole. Raises UnreadableInput if they are no text."""
    refuse_binary(file.head)
    lines = _split_lines(decode(file.head) if _is_old(file.head) else _decode_head(file.head))
    return lines[:-1] if len(file.head) == HEAD else lines


def _decode_head(head: bytes) -> str:
    return head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "ignore")


def _lines(file: InputFile) -> Iterator[str]:
    """The lines of a file, without their ends."""
    refuse_binary(file.head)
    if _is_old(file.head):
        yield from _split_lines(decode(file.data))
        return
    with file.opener() as stream:
        stream.seek(len(codecs.BOM_UTF8) if file.head.startswith(codecs.BOM_UTF8) else 0)
        number = 0
        while raw := stream.readline(LONGEST_LINE + 1):
            number += 1
            if len(raw) > LONGEST_LINE:
                raise UnreadableInput(
                    f"Its line {number} has more than {LONGEST_LINE:,} bytes; a row is a token and"
                    " its tag."
                )
            try:
                yield raw.decode().removesuffix("\n").removesuffix("\r")
            except UnicodeDecodeError as error:
                raise UnreadableInput(
                    f"Its line {number} is not UTF-8; save the file as UTF-8."
                ) from error


def _split_lines(text: str) -> list[str]:
    return re.split("\r\n|\n|\r", text)


def _is_old(head: bytes) -> bool:
    """Whether it is not UTF-8 with line ends as they are today; then it is read as a whole."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return True
    return b"\0" in head or (b"\r" in head and b"\n" not in head)


def _sample(lines: Iterable[str]) -> tuple[list[list[str]], list[int]]:
    """The cells of the first rows, and which of them come first after a blank line."""
    rows: list[list[str]] = []
    begins: list[int] = []
    begin = True
    for line in lines:
        if not line.strip(" \t"):
            begin = True
            continue
        cells = split(line)
        if cells[0] == DOCUMENT or is_comment(line):
            continue
        if begin:
            begins.append(len(rows))
        begin = False
        rows.append(cells)
        if len(rows) == _SAMPLE:
            break
    return rows, begins


def _outer_columns(rows: Sequence[Sequence[str]], token: int, last: int) -> list[int]:
    """The columns between token and last one that have nothing but tags, of labels that it has."""
    labels = _labels_in(rows, last)
    return [
        one
        for one in range(token + 1, last)
        if all(is_tag(row[one]) for row in rows) and not labels.isdisjoint(_labels_in(rows, one))
    ]


def _labels_in(rows: Sequence[Sequence[str]], column: int) -> set[str]:
    return {row[column][2:] for row in rows if is_tag(row[column]) and row[column] != OUTSIDE}


def _is_numbered(rows: Sequence[Sequence[str]], begins: Sequence[int]) -> bool:
    """Whether the first column counts the tokens of each sentence."""
    first = set(begins)
    count = 0
    for number, row in enumerate(rows):
        count = 1 if number in first else count + 1
        if row[0] != str(count):
            return False
    return True
