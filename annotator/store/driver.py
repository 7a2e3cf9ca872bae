"""Statements for what happens at each key: handed to SQLite itself, past SQLAlchemy.

SQLAlchemy's part of running one statement takes longer than SQLite's, and a gesture runs ten of
them before it is painted. Connections and transactions stay SQLAlchemy's, and so do errors' names.
"""

from __future__ import annotations

import sqlite3
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler

from annotator.store.failures import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.sql import ClauseElement

    Parameters = Sequence[object]

NAME = "name"
"""Where a connection's `info` holds the path that messages call the file by."""


def execute(connection: Connection, text: str, parameters: Parameters = ()) -> sqlite3.Cursor:
    """Runs a statement in the connection's transaction; rows are tuples.

    Raises what failures.translate() makes of SQLite's error.
    """
    try:
        cursor: sqlite3.Cursor = _driver(connection).execute(text, parameters)
    except sqlite3.Error as error:
        raise _known(connection, error) from error
    return cursor


def execute_many(connection: Connection, text: str, rows: Iterable[Parameters]) -> None:
    """Runs a statement once for each row of parameters; raises as execute() does."""
    try:
        _driver(connection).executemany(text, rows)
    except sqlite3.Error as error:
        raise _known(connection, error) from error


class Prepared:
    """A Core statement whose parameters are all named, compiled when it is first run."""

    _all: ClassVar[list[Prepared]] = []

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._all.append(self)

    @classmethod
    def compile_all(cls) -> Iterator[None]:
        """Compiles every statement that was not run yet, one a step.

        A step takes a millisecond or two; the first key of a day would pay for several.
        """
        for one in cls._all:
            if "_compiled" not in vars(one):
                one._compiled  # noqa: B018 - kept from now on
                yield

    def run(self, connection: Connection, values: Mapping[str, Any]) -> sqlite3.Cursor:
        """Runs it with these values; more of them than it has parameters are no harm."""
        text, names = self._compiled
        return execute(connection, text, [values[name] for name in names])

    def run_for_each(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Runs it once for each row of values; not at all for none."""
        text, names = self._compiled
        if len(rows) == 1:
            self.run(connection, rows[0])
        elif rows:
            execute_many(connection, text, [[row[name] for name in names] for row in rows])

    @cached_property
    def _compiled(self) -> tuple[str, Sequence[str]]:
        compiled = self._statement.compile(dialect=sqlite.dialect(paramstyle="qmark"))
        assert isinstance(compiled, SQLCompiler)
        return str(compiled), tuple(compiled.positiontup or ())


def _driver(connection: Connection) -> Any:  # noqa: ANN401 - SQLAlchemy's own type for it
    return connection.connection.driver_connection


def _known(connection: Connection, error: sqlite3.Error) -> Exception:
    return translate(error, connection.info[NAME]) or error
