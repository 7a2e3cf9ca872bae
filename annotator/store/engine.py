"""Where connections to one project file come from: how each is set up, how failures are called."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event
from sqlalchemy.pool import QueuePool

from annotator.domain.errors import DiskRefused
from annotator.store.driver import NAME, execute
from annotator.store.evidence import MISREADINGS, AlteredText, find_damage
from annotator.store.failures import damaged, translate
from annotator.store.inspection import uri
from annotator.store.keeping import FileGone
from annotator.store.sealing import allow_seals

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine, ExceptionContext
    from sqlalchemy.pool import ConnectionPoolEntry

    from annotator.domain.errors import AnnotatorError
    from annotator.store.keeping import Keeper

BEGIN = "begin"
"""Where a connection's `info` holds the statement that its next transaction begins with."""
FIXED = "fixed"
"""Where it holds whether the file could not be written to when it was opened: then it never can."""
POOL_SIZE = 4
"""Connections that are kept open at the most while nobody needs them."""

_BUSY_TIMEOUT_S = 5.0

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",  # macOS alone: its plain sync leaves all in the drive's own cache
    "PRAGMA cache_size = -32768",
    "PRAGMA temp_store = MEMORY",
    # pages: a commit that finds so many in the log folds them into the file itself, which takes
    # tens of milliseconds. Between keys fold() does it long before
    "PRAGMA wal_autocheckpoint = 8000",
    "PRAGMA journal_size_limit = 8388608",
)


class Opener:
    """Opens connections to one file, all of them in the same way. The arguments are Database's.

    path: where the file is. name: what messages call it. keeper: keeps what is stored if the file
    goes; None for those who only read.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool,
        immutable: bool,
        beside_writer: bool,
        called: Path | None,
    ) -> None:
        self.path = path
        self.name = called or path
        self.read_only = read_only
        is_fixed = read_only and (immutable or beside_writer or not os.access(path, os.W_OK))
        self._options = {"mode": "ro" if is_fixed else "rw"}
        if immutable:
            self._options["immutable"] = "1"
        self.tidies = read_only and not is_fixed
        """Whether closing may fold the log, though nobody writes here."""
        self.keeper: Keeper | None = None

    def move(self, path: Path) -> None:
        """Opens the file at this path from now on."""
        self.path = self.name = path

    def has_gone(self) -> bool:
        """Whether the file is not where it was opened; never so for those who only read."""
        try:
            if self.keeper is not None:
                self.keeper.check()
        except FileGone:
            return True
        return False

    def engine(self) -> Engine:
        """SQLAlchemy's, for the file as it is now."""
        # the pool gives each thread that is at work a connection of its own
        engine = create_engine(
            "sqlite://",
            creator=self.connect,
            poolclass=QueuePool,
            pool_size=POOL_SIZE,
            max_overflow=60,
        )
        event.listen(engine, "connect", self._on_connect)
        event.listen(engine, "begin", _begin)
        event.listen(engine, "handle_error", self._on_error)
        return engine

    def connect(self) -> sqlite3.Connection:
        """A connection past SQLAlchemy. Raises sqlite3.Error, DiskRefused."""
        # isolation_level None: the driver begins nothing by itself, so DDL is transactional too
        connection = sqlite3.connect(
            uri(self.path, **self._options),
            uri=True,
            timeout=_BUSY_TIMEOUT_S,
            isolation_level=None,
            check_same_thread=False,
        )
        self._check_place(connection)
        allow_seals(connection)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        if self.read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = WAL")
        return connection

    def known(self, error: BaseException) -> AnnotatorError | None:
        """What an error of a transaction is in truth; None if it is what it says.

        One that may come of a damaged file is a bug only if nothing is damaged.
        """
        if isinstance(error, AlteredText):
            return damaged(self.name, str(error))
        known = translate(error, self.name)
        if known is not None or not isinstance(error, MISREADINGS):
            return known
        found = find_damage(self.connect)
        return None if found is None else damaged(self.name, f"a check finds “{found}”")

    def _check_place(self, connection: sqlite3.Connection) -> None:
        """Another file that was put at the path, and our log beside it, must not be mixed."""
        if self.has_gone():
            connection.close()
            raise DiskRefused(
                f"{self.name} is not where it was opened any more, so this could not be read."
                " What you change next brings it back."
            )

    def _on_connect(self, _: object, record: ConnectionPoolEntry) -> None:
        record.info[NAME] = self.name
        record.info[FIXED] = not os.access(self.path, os.W_OK)

    def _on_error(self, context: ExceptionContext) -> None:
        error = translate(context.original_exception, self.name)
        if error is not None:
            raise error from context.original_exception


def _begin(connection: Connection) -> None:
    execute(connection, connection.info[BEGIN])
