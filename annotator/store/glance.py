"""Seeing in microseconds whether somebody else has written to a project file."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from annotator.store.engine import Opener


class Glance(NamedTuple):
    """version: SQLite's count of what others have written. file: what the path leads to."""

    version: int
    file: tuple[int, int]


class Watch:
    """Looks at the file over a connection of its own, which is opened when it is first needed."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._connection: sqlite3.Connection | None = None

    def glance(self) -> Glance:
        """What has moved if somebody has written, or put another file in this one's place."""
        try:
            if self._connection is None:
                self._connection = self._opener.connect()
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
            found = self._opener.path.stat()
        except (sqlite3.Error, OSError):
            return Glance(0, (0, 0))
        return Glance(version, (found.st_dev, found.st_ino))

    def close(self) -> None:
        """Closes the connection; the next glance would open another one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
