"""Values out of files that hold many: a JSON list of any length, or JSON one value a line.

One is in memory at a time, whatever the size of the file.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

import orjson

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.common.decoding import refuse_binary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from annotator.formats.input_file import InputFile

LONGEST_RECORD = 200_000_000
"""Bytes. An article may have 20 million characters, and its annotations."""

LARGEST_NUMBER = 2**53
"""Above it JavaScript, and with it many tools, no longer tells whole numbers apart."""

_PIECE = 1_000_000
_UTF8_MARK = b"\xef\xbb\xbf"
_SHORT = 1000
# all up to the next bracket, strings whole; stops before a string that is not whole yet
_TO_BRACKET = re.compile(rb'(?:[^"{}\[\]]|"[^"\\]*+(?:\\.[^"\\]*+)*+")*+', re.DOTALL)
_TUPLE = re.compile(rb'\[\s*"')  # no record of a list is a string
_BETWEEN = re.compile(rb"[\s,]*")
# JSON allows these line ends inside of strings; readers that split text into lines do not
_LINE_ENDS = tuple(
    (character.encode(), f"\\u{ord(character):04x}".encode()) for character in "\u0085\u2028\u2029"
)


class Record(NamedTuple):
    """A JSON value and where it stands: "origin, line 7" or "origin, item 3"."""

    origin: str
    value: object


def is_safe_number(value: float) -> bool:
    """Whether every reader of JSON takes the number for the same one."""
    return math.isfinite(value) and abs(value) <= LARGEST_NUMBER


def json_line(value: object) -> bytes:
    """The value as one line with its end, whatever a reader takes for the end of a line."""
    line = orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)
    if not line.isascii():
        for raw, escaped in _LINE_ENDS:
            line = line.replace(raw, escaped)
    return line


def records(file: InputFile) -> Iterator[Record | Problem]:
    """The items of the list that a file is, or the values of its lines.

    A file that is one object over several lines gives that object. A Problem for each item that
    cannot be read; where the file is damaged, it is the last. Raises UnreadableInput.
    """
    refuse_binary(file.head)
    start = file.head.removeprefix(_UTF8_MARK).lstrip()
    if not start:
        raise UnreadableInput("The file is empty." if not file.head else "The file is blank.")
    with file.opener() as stream:
        stream.seek(len(file.head) - len(start))
        if start.startswith(b"[") and not _is_list_a_line(start, file.name):
            yield from _items(stream, file.origin)
        elif _is_object(start):
            yield Record(file.origin, load_json(file.data.removeprefix(_UTF8_MARK)))
        else:
            skipped = file.head[: len(file.head) - len(start)].count(b"\n")
            yield from _lines(stream, file.origin, skipped)


def first_record(file: InputFile) -> object:
    """The first value that records() gives, to recognise a format by.

    None if there is none, and of an object over several lines that the head does not hold whole.
    """
    if _is_object(file.head.removeprefix(_UTF8_MARK).lstrip()):
        return file.first_json
    try:
        for one in records(file):
            return one.value if isinstance(one, Record) else None
    except UnreadableInput:
        pass
    return None


def load_json(data: bytes) -> object:
    """The JSON value. Raises UnreadableInput."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise UnreadableInput(_bad_json(data, error)) from error


def _bad_json(data: bytes, error: orjson.JSONDecodeError) -> str:
    try:
        data.decode()
    except UnicodeDecodeError as bad:
        return f"It is not UTF-8 (byte {bad.start + 1}); save the file as UTF-8."
    return f"It is not valid JSON: {error.msg} at character {error.pos + 1}."


def _too_long() -> str:
    return f"It has more than {LONGEST_RECORD // 1_000_000} MB; split it."


def _is_list_a_line(start: bytes, name: str) -> bool:
    """Whether each line is a list of its own, as tuples of training data may be."""
    first, _, rest = start.partition(b"\n")
    if not rest.strip():
        lines = name.lower().endswith((".jsonl", ".ndjson"))
        return lines and _TUPLE.match(first) is not None and _is_json(first)
    return rest.lstrip().startswith(b"[") and _is_json(first)


def _is_object(start: bytes) -> bool:
    """Whether it is one object over several lines: neither the first line is one nor, where that
    is damaged, the second.
    """
    lines = start.split(b"\n", 2)
    return start.startswith(b"{") and len(lines) > 1 and not any(map(_is_json, lines[:2]))


def _is_json(data: bytes) -> bool:
    try:
        orjson.loads(data)
    except orjson.JSONDecodeError:
        return False
    return True


def _lines(stream: BinaryIO, origin: str, skipped: int) -> Iterator[Record | Problem]:
    number = skipped
    while raw := stream.readline(LONGEST_RECORD + 1):
        number += 1
        place = f"{origin}, line {number}"
        if len(raw) <= _SHORT and not raw.strip():
            continue
        rest = raw
        while len(rest) > LONGEST_RECORD and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_RECORD + 1)
        try:
            if len(raw) > LONGEST_RECORD:
                raise UnreadableInput(_too_long())
            yield Record(place, load_json(raw))
        except UnreadableInput as error:
            yield Problem(place, str(error))


def _items(stream: BinaryIO, origin: str) -> Iterator[Record | Problem]:
    """The items of the list that the stream begins with."""
    number = 0
    try:
        for raw in _raw_items(stream):
            number += 1
            place = f"{origin}, item {number}"
            try:
                yield Record(place, load_json(raw))
            except UnreadableInput as error:
                yield Problem(place, str(error))
    except UnreadableInput as error:
        place = f"{origin}, item {number + 1}" if number else origin
        yield Problem(place, str(error))


def _raw_items(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of each object or list in the list. Raises UnreadableInput where it is damaged.

    Other items (null, numbers, strings) come as they stand between the commas.
    """
    buffer = stream.read(_PIECE)
    at, start, depth = 1, 1, 1
    while True:
        found = _TO_BRACKET.match(buffer, at)
        at = found.end() if found else at
        if at == len(buffer) or buffer[at : at + 1] == b'"':
            # as much again as there is, so that a long string is not gone through too often
            more = stream.read(max(_PIECE, len(buffer) - start))
            if not more:
                raise UnreadableInput("The file ends in the middle of the list.")
            if len(buffer) - start > LONGEST_RECORD:
                raise UnreadableInput(_too_long())
            buffer, at, start = buffer[start:] + more, at - start, 0
            continue
        if buffer[at] in b"{[":
            if depth == 1:
                yield from _plain(buffer[start:at])
                start = at
            depth += 1
            at += 1
            continue
        depth -= 1
        at += 1
        if depth == 1:
            yield buffer[start:at]
            start = at
        elif depth == 0:
            yield from _plain(buffer[start : at - 1])
            return


def _plain(between: bytes) -> Iterator[bytes]:
    """What stands between two objects besides a comma: null, numbers, strings."""
    if _BETWEEN.fullmatch(between):
        return
    # a list of its own, so that commas inside of strings are not taken for others
    for one in _loaded_list(between.strip(b", \t\r\n")):
        yield orjson.dumps(one)


def _loaded_list(inner: bytes) -> list[object]:
    values = load_json(b"[" + inner + b"]")
    return values if isinstance(values, list) else []
