"""Which locks this process holds on a project, and who in it opens the project's files."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCKS = Path("/proc/locks")

_LOCKED = ("", "-shm")


class Lock(NamedTuple):
    """One lock. ending: of the file's name, after the project's. start, end: in bytes."""

    ending: str
    kind: str
    start: str
    end: str


IN_USE = [
    Lock("", "READ", str(0x40000002), str(0x40000002 + 509)),
    Lock("-shm", "READ", "128", "128"),
]
"""What SQLite holds on a project that is open and at rest."""


def locks_on(path: Path) -> list[Lock]:
    """The POSIX locks that this process holds on a project, as the system tells."""
    files = {
        str(beside.stat().st_ino): ending
        for ending in _LOCKED
        if (beside := path.with_name(path.name + ending)).exists()
    }
    found = []
    for line in LOCKS.read_text().splitlines():
        _, kind, _, access, pid, place, start, end = line.replace("-> ", "").split()
        inode = place.split(":")[2]
        if kind == "POSIX" and pid == str(os.getpid()) and inode in files:
            found.append(Lock(files[inode], access, start, end))
    return sorted(found)


_watched: dict[str, list[str]] = {}
_is_hooked = False


@contextmanager
def openings_of(path: Path) -> Iterator[list[str]]:
    """The names of the project's locked files, as often as Python code opens them in the block."""
    global _is_hooked
    if not _is_hooked:
        sys.addaudithook(_hook)
        _is_hooked = True
    seen: list[str] = []
    for ending in _LOCKED:
        _watched[os.path.realpath(path.with_name(path.name + ending))] = seen
    try:
        yield seen
    finally:
        _watched.clear()


def _hook(event: str, details: tuple[object, ...]) -> None:
    if event == "open" and _watched and isinstance(details[0], str | bytes | os.PathLike):
        name = os.path.realpath(os.fsdecode(details[0]))
        if name in _watched:
            _watched[name].append(f"{event} {name}")
