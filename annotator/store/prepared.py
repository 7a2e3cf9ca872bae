"""Core statements for what happens at each key: compiled once, then handed to the driver as text.

Running one costs a third of what `connection.execute` does, which looks the compiled text up and
sets up a context of conversions that our columns do not have.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, CursorResult
    from sqlalchemy.sql import ClauseElement


class Prepared:
    """A statement whose parameters are all named; compiled when it is first run."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement

    def run(self, connection: Connection, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Runs it with these values; more of them than it has parameters are no harm."""
        text, names = self._compiled
        return connection.exec_driver_sql(text, tuple([values[name] for name in names]))

    def run_for_each(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Runs it once for each row of values; not at all for none."""
        text, names = self._compiled
        if rows:
            connection.exec_driver_sql(
                text, [tuple([row[name] for name in names]) for row in rows]
            )

    @cached_property
    def _compiled(self) -> tuple[str, Sequence[str]]:
        compiled = self._statement.compile(dialect=sqlite.dialect(paramstyle="qmark"))
        return str(compiled), tuple(compiled.positiontup or ())
