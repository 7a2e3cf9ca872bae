"""SQLite's records: the bytes of a row to its values."""

from __future__ import annotations

import struct
from typing import NamedTuple

SqlValue = int | float | str | bytes | None

_INTEGER_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_MOST_COLUMNS = 64
"""No table of ours has more; a head that says so is damaged."""


class Record(NamedTuple):
    """The values of a row. is_whole: nothing was missing, and each text was UTF-8."""

    values: tuple[SqlValue, ...]
    is_whole: bool


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of SQLite's variable length, and where it ends. Raises IndexError past the end."""
    value = 0
    for step in range(8):
        byte = data[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    return value << 8 | data[at + 8], at + 9


def signed(value: int) -> int:
    """A varint as a 64-bit number with a sign."""
    return value - (1 << 64) if value >> 63 else value


def decode(payload: bytes) -> Record | None:
    """The record in these bytes, of which the end may be missing; None if this is no record."""
    try:
        kinds, at = _kinds(payload)
    except IndexError:
        return None
    if not kinds or len(kinds) > _MOST_COLUMNS:
        return None
    values: list[SqlValue] = []
    is_whole = True
    for kind in kinds:
        size = _size(kind)
        if size is None:
            return None
        piece = payload[at : at + size]
        at += size
        value, is_good = _value(kind, piece, size)
        values.append(value)
        is_whole = is_whole and is_good
    return Record(tuple(values), is_whole)


def _kinds(payload: bytes) -> tuple[list[int], int]:
    """The serial types of a record, and where its values begin."""
    end, at = varint(payload, 0)
    if end > len(payload) or end > _MOST_COLUMNS * 9:
        raise IndexError
    kinds = []
    while at < end:
        kind, at = varint(payload, at)
        kinds.append(kind)
    return kinds, end


def _size(kind: int) -> int | None:
    """How many bytes a value has; None for a serial type that does not exist."""
    if kind in (0, 8, 9):
        return 0
    if kind == 7:
        return 8
    if kind in (10, 11):
        return None
    return _INTEGER_SIZES[kind] if kind < 12 else (kind - 12) // 2


def _value(kind: int, piece: bytes, size: int) -> tuple[SqlValue, bool]:
    if kind == 0:
        return None, True
    if kind in (8, 9):
        return kind - 8, True
    if kind < 12:
        if len(piece) < size:
            return None, False
        if kind == 7:
            number: float = struct.unpack(">d", piece)[0]
            return number, True
        return int.from_bytes(piece, "big", signed=True), True
    if kind % 2 == 0:
        return piece, len(piece) == size
    try:
        return piece.decode(), len(piece) == size
    except UnicodeDecodeError:
        return piece.decode(errors="replace"), False
