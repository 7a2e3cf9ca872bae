"""Connections to one project file: how they are set up, and what their failures are called."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event
from sqlalchemy.pool import QueuePool

from annotator.domain.errors import ProjectError
from annotator.store.failures import translate
from annotator.store.inspection import uri

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine, ExceptionContext

_BUSY_TIMEOUT_S = 5.0

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -32768",
    "PRAGMA temp_store = MEMORY",
)


class Database:
    """The connections to one file, for any number of threads.

    Each `with` block below holds a connection of its own and is one transaction.
    read_only: SQLite itself refuses to write. The file is opened in the ordinary way where that
    is possible all the same: only so does closing it tidy away what lies beside it.
    immutable: moreover nobody else writes, so nothing is created beside the file.
    called: the name by which messages call the file, if it is not yet there.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        immutable: bool = False,
        called: Path | None = None,
    ) -> None:
        self.path = path
        self._name = called or path
        self._read_only = read_only
        is_fixed = read_only and (immutable or not os.access(path, os.W_OK))
        self._options = {"mode": "ro" if is_fixed else "rw"}
        if immutable:
            self._options["immutable"] = "1"
        self._closed = False
        # one writer at a time, so that our own threads never wait for SQLite's busy timeout
        self._write_lock = threading.RLock()
        self._held = threading.local()
        self._engine = self._make_engine()
        self._write_engine = self._engine.execution_options(begin="BEGIN IMMEDIATE")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the file."""
        self._check_open()
        held: Connection | None = getattr(self._held, "connection", None)
        if held is not None:
            yield held
            return
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, *, counted: bool = True) -> Iterator[Connection]:
        """A transaction that is committed, durably, when the block ends, or leaves no trace.

        counted: the file's revision goes up by one, so that a backup knows of it.
        """
        with self._write_lock:
            self._check_open()
            if self._read_only:
                raise ProjectError(
                    f"{self._name} is open for reading only, so it cannot be changed."
                )
            held: Connection | None = getattr(self._held, "connection", None)
            with nullcontext(held) if held else self._write_engine.begin() as connection:
                yield connection
                if counted:
                    connection.exec_driver_sql(
                        "UPDATE setting SET value = value + 1 WHERE name = 'revision'"
                    )

    @contextmanager
    def together(self) -> Iterator[None]:
        """Makes all that this thread reads and writes inside of it one writing transaction.

        It sees nobody else's changes, is committed at the end or leaves no trace, and costs one
        transaction where each read would cost one of its own.
        """
        if getattr(self._held, "connection", None) is not None:
            yield
            return
        with self.writing(counted=False) as connection:
            self._held.connection = connection
            try:
                yield
            finally:
                self._held.connection = None

    def close(self) -> None:
        """Closes every connection; SQLite then folds its write-ahead log into the file."""
        with self._write_lock:
            self._closed = True
            self._engine.dispose()

    def _check_open(self) -> None:
        if self._closed:
            raise ProjectError(f"{self.path} has been closed; open it again to go on.")

    def _make_engine(self) -> Engine:
        # the pool gives each thread that is at work a connection of its own
        engine = create_engine(
            "sqlite://", creator=self._connect, poolclass=QueuePool, pool_size=4, max_overflow=60
        )
        event.listen(engine, "begin", _begin)
        event.listen(engine, "handle_error", self._on_error)
        return engine

    def _connect(self) -> sqlite3.Connection:
        # isolation_level None: the driver begins nothing by itself, so DDL is transactional too
        connection = sqlite3.connect(
            uri(self.path, **self._options),
            uri=True,
            timeout=_BUSY_TIMEOUT_S,
            isolation_level=None,
            check_same_thread=False,
        )
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        if self._read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = WAL")
        return connection

    def _on_error(self, context: ExceptionContext) -> None:
        error = translate(context.original_exception, self._name)
        if error is not None:
            raise error from context.original_exception


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
