"""Lines of a file of rows: which are rows, in which columns token and tag stand, what is between.

Columns are parted by tabs, or by spaces where a row has none.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.errors import UnreadableInput
from annotator.formats.conll.writer import DOCUMENT
from annotator.formats.decoding import decode, refuse_binary
from annotator.formats.input_file import HEAD
from annotator.formats.token_tags import is_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotator.formats.input_file import InputFile

LONGEST_LINE = 1_000_000
"""Bytes. A row is a token and a few words about it."""

_SAMPLE = 2_000
_SPACES = re.compile("[ \t]+")
_NEW = re.compile(r"#\s*(newdoc|begin document)\b")


class Row(NamedTuple):
    """A token and its tag."""

    line: int
    token: str
    tag: str


class Blank(NamedTuple):
    """A line without anything."""

    line: int


class NewArticle(NamedTuple):
    """A line that begins an article."""

    line: int


Event = Row | Blank | NewArticle


class Columns(NamedTuple):
    """Where token and tag stand in a row.

    width: the columns that most rows have. token, tag: their columns, from 0.
    share: how many of the rows that were looked at have a tag there, 0 to 1.
    """

    width: int
    token: int
    tag: int
    share: float


def events(file: InputFile, columns: Columns) -> Iterator[Event]:
    """The lines, from first to last, comments left out. Raises UnreadableInput.

    A row without a tag has the tag "".
    """
    for number, line in enumerate(_lines(file), start=1):
        if not line.strip(" \t"):
            yield Blank(number)
            continue
        cells = split(line)
        if cells[0] == DOCUMENT or _NEW.match(line):
            yield NewArticle(number)
        elif len(cells) > columns.tag and len(cells) > columns.token:
            tag = cells[columns.tag]
            if not is_tag(tag) and line.startswith("#"):
                continue
            yield Row(number, cells[columns.token], tag if is_tag(tag) else "")
        elif not line.startswith("#"):
            tag = cells[-1] if len(cells) > 1 and is_tag(cells[-1]) else ""
            yield Row(number, cells[min(columns.token, len(cells) - 1)], tag)


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
            numbered = tag > 1 and _is_numbered(rows, begins)
            return Columns(width, 1 if numbered else 0, tag, share)
    return None


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
        if cells[0] == DOCUMENT or (line.startswith("#") and not is_tag(cells[-1])):
            continue
        if begin:
            begins.append(len(rows))
        begin = False
        rows.append(cells)
        if len(rows) == _SAMPLE:
            break
    return rows, begins


def _is_numbered(rows: Sequence[Sequence[str]], begins: Sequence[int]) -> bool:
    """Whether the first column counts the tokens of each sentence."""
    first = set(begins)
    count = 0
    for number, row in enumerate(rows):
        count = 1 if number in first else count + 1
        if row[0] != str(count):
            return False
    return True
