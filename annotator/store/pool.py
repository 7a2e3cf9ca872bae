"""The connections to one project file that are kept open between transactions."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from annotator.domain.errors import DiskRefused
from annotator.store.engine import BEGIN, FIXED, POOL_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from annotator.store.engine import Opener

READING, WRITING = "BEGIN", "BEGIN IMMEDIATE"


class Pool:
    """Lends connections to any number of threads, each for one transaction."""

    def __init__(self, opener: Opener) -> None:
        self.is_closed = False
        self._opener = opener
        self._engine = opener.engine()
        self._idle: list[Connection] = []

    @contextmanager
    def transaction(self, begin: str) -> Iterator[Connection]:
        """One that is committed when the block ends, or leaves no trace. begin: READING, WRITING.

        Raises what Opener.known() makes of errors.
        """
        connection = self._take()
        if begin is WRITING and connection.info[FIXED]:  # it may be written to by now
            _drop(connection)
            connection = self._engine.connect()
        connection.info[BEGIN] = begin
        try:
            with connection.begin():
                yield connection
        except BaseException as error:
            connection.close()  # SQLAlchemy's own pool clears up whatever is left over
            known = self._opener.known(error)
            self._open_anew_after(known or error)
            if known is not None:
                raise known from error
            raise
        if connection.engine is not self._engine:  # of a file that has gone meanwhile
            _drop(connection)
            return
        # kept as it is: giving it to SQLAlchemy and taking it out costs more than a small read
        self._idle.append(connection)
        if self.is_closed or len(self._idle) > POOL_SIZE:
            self.close_idle()

    @contextmanager
    def outside_transactions(self) -> Iterator[sqlite3.Connection]:
        """A connection that nobody else has, for what SQLite does in no transaction.

        Raises ProjectError if there is none, and none can be opened.
        """
        try:
            pooled = self._engine.raw_connection()
        except sqlite3.Error as error:
            raise self._opener.known(error) or error from error
        opened = pooled.driver_connection
        assert isinstance(opened, sqlite3.Connection)
        try:
            yield opened
        finally:
            pooled.close()

    def close_idle(self) -> None:
        """Gives what nobody has at the moment back to SQLAlchemy, which lends it to the next."""
        with suppress(IndexError):  # others may take some out meanwhile
            while True:
                self._idle.pop().close()

    def move(self, path: Path) -> None:
        """Lends connections to the file at this path from now on.

        Whoever has one to the old file goes on with that to the end of what it does.
        """
        self._engine.dispose()
        self._opener.move(path)
        self._engine = self._opener.engine()

    def close(self) -> None:
        """Closes every connection; those that are lent when they are given back."""
        self.is_closed = True
        self.close_idle()
        self._engine.dispose()

    def _take(self) -> Connection:
        with suppress(IndexError):
            while True:
                connection = self._idle.pop()
                if connection.engine is self._engine:
                    return connection
                _drop(connection)  # given back while the file was moved: it leads to the old one
        return self._engine.connect()

    def _open_anew_after(self, error: BaseException) -> None:
        """Lets go of connections that may be of no use any more, even once the disk is well.

        Not if the file has gone: they are all that its content is left in.
        """
        if not isinstance(error, DiskRefused) or not error.is_stale or self._opener.has_gone():
            return
        self.close_idle()
        self._engine.dispose()


def _drop(connection: Connection) -> None:
    connection.invalidate()
    connection.close()
