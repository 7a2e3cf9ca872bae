"""Takes out of libraries where the machine that built them looks for others.

A Python that was built in somebody's folder says so in each of its modules. On another machine that
folder is nobody's, or worse: somebody else's, from where our program would then load libraries.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_LOAD, _DYNAMIC = 1, 2
_STRINGS, _RPATH, _RUNPATH = 5, 15, 29
_ENTRY = struct.Struct("<qQ")


class _Segment(NamedTuple):
    kind: int
    offset: int
    address: int
    size: int


def forget_run_paths(files: Iterable[Path]) -> None:
    """Changes compiled files (ELF) in place, those that have such a path."""
    for path in files:
        before = path.read_bytes()
        after = without_run_path(before)
        if after != before:
            path.write_bytes(after)


def without_run_path(data: bytes) -> bytes:
    """A compiled file of 64 bits without absolute run paths; those relative to itself stay."""
    segments = tuple(_segments(data))
    changed = bytearray(data)
    for dynamic in segments:
        if dynamic.kind != _DYNAMIC:
            continue
        table = data[dynamic.offset : dynamic.offset + dynamic.size]
        entries = list(_ENTRY.iter_unpack(table))
        strings = next((value for tag, value in entries if tag == _STRINGS), 0)
        kept = []
        for tag, value in entries:
            begin = _offset(segments, strings) + value if tag in {_RPATH, _RUNPATH} else 0
            if begin and data[begin : begin + 1] == b"/":
                end = data.index(b"\0", begin)
                changed[begin:end] = bytes(end - begin)
            else:
                kept.append(_ENTRY.pack(tag, value))
        changed[dynamic.offset : dynamic.offset + dynamic.size] = b"".join(kept).ljust(
            dynamic.size, b"\0"
        )
    return bytes(changed)


def _segments(data: bytes) -> Iterator[_Segment]:
    if data[:6] != b"\x7fELF\x02\x01":
        return
    (begin,) = struct.unpack_from("<Q", data, 32)
    size, count = struct.unpack_from("<HH", data, 54)
    for number in range(count):
        kind, _, offset, address, _, length = struct.unpack_from(
            "<IIQQQQ", data, begin + number * size
        )
        yield _Segment(kind, offset, address, length)


def _offset(segments: tuple[_Segment, ...], address: int) -> int:
    """Where in the file something lies that is at an address in memory."""
    for one in segments:
        if one.kind == _LOAD and one.address <= address < one.address + one.size:
            return address - one.address + one.offset
    raise ValueError(f"no part of the file is loaded at {address:#x}")
