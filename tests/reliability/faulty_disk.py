"""A disk that refuses: from the n-th thing that SQLite asks of it on, until it is well again."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from tests.reliability.vfs import Watcher

if TYPE_CHECKING:
    from pathlib import Path


class Fault(NamedTuple):
    """code: what SQLite is answered; 0 for what an error of the system is to it.

    at: which of its requests are refused, as Watcher names them.
    words: what the user's sentence says.
    """

    code: int
    at: tuple[str, ...]
    words: str


FULL = Fault(sqlite3.SQLITE_FULL, ("write", "truncate"), "The disk is full")
WRITE = Fault(sqlite3.SQLITE_IOERR_WRITE, ("write", "truncate"), "The disk reported an error")
SYNC = Fault(sqlite3.SQLITE_IOERR_FSYNC, ("sync",), "The disk reported an error")
READ = Fault(sqlite3.SQLITE_IOERR_READ, ("read",), "The disk reported an error")
READ_ONLY = Fault(sqlite3.SQLITE_READONLY, ("write", "truncate", "delete"), "may not be written to")
GONE = Fault(
    0,
    ("write", "truncate", "sync", "read", "delete", "open"),
    "(The disk reported an error|cannot be opened)",
)
"""A network drive that is away: nothing works, neither what is open nor opening anew."""
FAULTS = {
    "full": FULL,
    "write": WRITE,
    "sync": SYNC,
    "read": READ,
    "read-only": READ_ONLY,
    "gone": GONE,
}


_ERRORS = {
    "write": sqlite3.SQLITE_IOERR_WRITE,
    "truncate": sqlite3.SQLITE_IOERR_TRUNCATE,
    "sync": sqlite3.SQLITE_IOERR_FSYNC,
    "read": sqlite3.SQLITE_IOERR_READ,
    "delete": sqlite3.SQLITE_IOERR_DELETE,
    "open": sqlite3.SQLITE_CANTOPEN,
}
"""What the system's errors are to SQLite."""


class FaultyDisk(Watcher):
    """Works until it is told not to."""

    def __init__(self) -> None:
        self._fault: Fault | None = None
        self._once = False
        self._left = 0
        self.refused = 0
        self._dead = 0
        self._opened = 0

    def break_down(self, fault: Fault, after: int = 0, *, once: bool = False) -> None:
        """Refuses what the fault is about, after so many requests of the kind; once: one alone."""
        self._fault, self._left, self._once, self.refused = fault, after, once, 0

    def heal(self) -> None:
        """Works again."""
        self._fault = None

    def swap(self) -> None:
        """A drive that is pulled out and put in again: what was open is dead for good."""
        self._dead = self._opened

    def on_opened(self, file: int, path: Path) -> None:
        """How many there were."""
        self._opened = file

    def _answer(self, what: str, file: int | None = None) -> int:
        if file is not None and file <= self._dead:
            return _ERRORS[what]
        if self._fault is None or what not in self._fault.at:
            return sqlite3.SQLITE_OK
        self._left -= 1
        if self._left >= 0 or (self._once and self.refused):
            return sqlite3.SQLITE_OK
        self.refused += 1
        return self._fault.code or _ERRORS[what]

    def on_open(self, path: Path, *, creates: bool) -> int:
        """Opening."""
        return self._answer("open")

    def on_delete(self, path: Path) -> int:
        """Deleting."""
        return self._answer("delete")

    def on_write(self, file: int, start: int, data: bytes) -> int:
        """Writing."""
        return self._answer("write", file)

    def on_truncate(self, file: int, size: int) -> int:
        """Cutting off."""
        return self._answer("truncate", file)

    def on_sync(self, file: int) -> int:
        """Syncing."""
        return self._answer("sync", file)

    def on_read(self, file: int, start: int, size: int) -> int:
        """Reading."""
        return self._answer("read", file)
