"""SQLite's write-ahead log, read by hand: what of it SQLite would take, and what it would leave.

SQLite reads the log as far as its checksums are right, and silently drops the rest. After a power
failure that is just what is wanted: the rest was never promised to anybody. Where a byte in the
middle has changed, steps that were saved are dropped. Here the two are told apart.

A frame is a page with a head of 24 bytes. Its checksum goes on from that of the frame before it,
so each frame can be judged by its own bytes and the checksum that stands in the one before.
"""

from __future__ import annotations

import struct
from enum import Enum, auto
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_MAGICS = {0x377F0682: "<", 0x377F0683: ">"}
"""Of the log's head, to the byte order of what the checksums add up."""
_HEAD, _FRAME_HEAD = 32, 24
_MASK = 0xFFFFFFFF
_PAGE_SIZES = tuple(512 << power for power in range(8))

_Sums = tuple[int, int]


class Frame(NamedTuple):
    """One page of the log.

    page: its number, from 1. pages: how many the file has after this frame, if it ends a
    transaction, else 0. start: of the page's bytes, within the log. is_whole: its checksum is
    right. is_salted: it has the salts of the log's head. belongs: it was written since the log was
    last begun anew, salted or not.
    """

    page: int
    pages: int
    start: int
    is_whole: bool
    is_salted: bool
    belongs: bool


class Log(NamedTuple):
    """A whole log. taken: how many of the frames SQLite takes."""

    page_size: int
    is_head_whole: bool
    frames: Sequence[Frame]
    taken: int


class LogDamage(Enum):
    """What became of a log that SQLite would drop the end of."""

    NONE = auto()
    LAST = auto()
    """One transaction: the computer stopped while it was saved, or it was damaged since."""
    CERTAIN = auto()
    """More than one, so some were saved and have been damaged since."""


def read_log(path: Path) -> Log | None:
    """The log in a file; None where there is none to speak of. Raises OSError."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    if len(data) <= _HEAD + _FRAME_HEAD or not any(data):
        return None
    magic, _, page_size, _ = struct.unpack_from(">4I", data)
    sums = _pair(data, 24)
    order = _MAGICS.get(magic)
    is_whole = (
        order is not None and page_size in _PAGE_SIZES and _summed(order, (0, 0), data[:24]) == sums
    )
    if is_whole and order is not None:
        frames = _frames(data, order, page_size, data[16:24], sums)
        return Log(page_size, True, frames, _taken(frames))
    return _read_headless(data)


def damage_of(log: Log | None) -> LogDamage:
    """Whether SQLite would drop steps that were saved."""
    if log is None:
        return LogDamage.NONE
    rest = [one for one in log.frames[log.taken :] if one.belongs]
    commits = sum(1 for one in rest if one.pages)
    if not log.is_head_whole:
        return LogDamage.CERTAIN if commits else LogDamage.NONE
    if commits > 1:
        return LogDamage.CERTAIN
    # a step that was being saved when the program ended has whole frames and no end
    is_broken = any(not one.is_whole for one in rest)
    return LogDamage.LAST if commits or is_broken else LogDamage.NONE


def salvaged(log: Log) -> dict[int, int]:
    """Where the newest whole copy of each page begins in the log, by the page's number.

    Of transactions that are whole or of which frames are damaged, not of one that has no end.
    """
    last = max((n for n, one in enumerate(log.frames) if one.belongs and one.pages), default=-1)
    return {
        one.page: one.start
        for one in log.frames[: last + 1]
        if one.is_whole and one.belongs and one.page
    }


def broken_frames(log: Log) -> int:
    """How many frames are damaged, up to the last one that belongs."""
    return sum(1 for one in log.frames if one.belongs and not (one.is_whole and one.is_salted))


def _read_headless(data: bytes) -> Log | None:
    """A log whose head is damaged: its page size is the one that most frames are whole with.

    The salts are those of the first frames: older ones come after them.
    """
    found: list[tuple[int, Log]] = []
    for size in _PAGE_SIZES[::-1]:
        salts = [data[at + 8 : at + 16] for at in _starts(data, size)]
        if not salts:
            continue
        salt = next((one for one, other in pairwise(salts) if one == other and any(one)), salts[0])
        for order in _MAGICS.values():
            frames = _frames(data, order, size, salt, None)
            whole = sum(one.is_whole and one.belongs for one in frames)
            found.append((whole, Log(size, False, frames, 0)))
    whole, log = max(found, key=lambda one: one[0], default=(0, None))
    return log if whole else None


def _frames(
    data: bytes, order: str, page_size: int, salt: bytes, sums: _Sums | None
) -> list[Frame]:
    """sums: those of the head; None if they are not known, and the first frame with them."""
    frames: list[Frame] = []
    before, belonged = sums, True
    for at in _starts(data, page_size):
        page, pages = struct.unpack_from(">2I", data, at)
        start = at + _FRAME_HEAD
        stored = _pair(data, at + 16)
        is_salted = data[at + 8 : at + 16] == salt
        # old frames behind ours are not looked at any closer
        is_whole = (is_salted or belonged) and before is not None and page > 0
        if is_whole and before is not None:
            body = data[start : start + page_size]
            is_whole = _summed(order, _summed(order, before, data[at : at + 8]), body) == stored
        belonged = is_salted or (belonged and (is_whole or _is_blanked(data, at, page_size)))
        frames.append(Frame(page, pages, start, is_whole, is_salted, belonged))
        before = stored
    return frames


def _is_blanked(data: bytes, at: int, page_size: int) -> bool:
    """Whether a frame has lost its head alone."""
    start = at + _FRAME_HEAD
    return not any(data[at:start]) and any(data[start : start + page_size])


def _starts(data: bytes, page_size: int) -> range:
    step = _FRAME_HEAD + page_size
    return range(_HEAD, len(data) - step + 1, step)


def _taken(frames: Sequence[Frame]) -> int:
    taken = 0
    for number, frame in enumerate(frames):
        if not (frame.is_whole and frame.is_salted):
            break
        if frame.pages:
            taken = number + 1
    return taken


def _pair(data: bytes, at: int) -> _Sums:
    first, second = struct.unpack_from(">2I", data, at)
    return first, second


def _summed(order: str, sums: _Sums, data: bytes) -> _Sums:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & _MASK
        second = (second + other + first) & _MASK
    return first, second
