"""Whether a file's tables, indexes and triggers are the ones that the program makes."""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from annotator.store.migrations import STEPS
from annotator.store.sealing import allow_seals

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

_DEFINITIONS = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema"

_SPELLING = re.compile(r"""[\s"'`\[\]]+""")


def check_definitions(connection: Connection) -> Iterator[str]:
    """Sentences about definitions that are missing, altered, or nobody's."""
    driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    return compare_definitions(driver, len(STEPS))


def compare_definitions(connection: sqlite3.Connection, version: int) -> Iterator[str]:
    """As check_definitions(), for a file that should be of a schema version."""
    here, there = _definitions_in(connection), definitions(version)
    for kind, name in sorted(here.keys() | there.keys()):
        if (kind, name) not in here:
            yield f"The {kind} {name} is missing from the file."
        elif (kind, name) not in there:
            yield f"The {kind} {name} in the file is not one of this program."
        elif here[kind, name] != there[kind, name]:
            yield f"The definition of the {kind} {name} is not the one that this program makes."


@cache
def definitions(version: int) -> Mapping[tuple[str, str], str]:
    """What a file of a schema version defines: kind and name to the table and the SQL."""
    with made_in_memory(version) as connection:
        return _definitions_in(connection)


@contextmanager
def made_in_memory(version: int) -> Iterator[sqlite3.Connection]:
    """An empty project of a schema version, in memory."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
            allow_seals(driver)
            for step in STEPS[:version]:
                step(connection)
            yield driver
    finally:
        engine.dispose()


def _definitions_in(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """How SQLite spells blanks and quotes is left out of account."""
    rows = connection.execute(_DEFINITIONS).fetchall()
    return {(kind, name): f"{table} {_SPELLING.sub(' ', sql)}" for kind, name, table, sql in rows}
