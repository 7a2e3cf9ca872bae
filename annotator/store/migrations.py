"""Numbered steps from one schema version to the next; forward only."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from annotator.domain.project_file import APPLICATION_ID
from annotator.store import (
    fifth_schema,
    first_schema,
    fourth_schema,
    second_schema,
    third_schema,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from annotator.store.connection import Database

    Step = Callable[[Connection], None]

_log = logging.getLogger("annotator.store")


def _create_schema(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in first_schema.STATEMENTS:
        connection.exec_driver_sql(statement)


def _extended(statements: Sequence[str]) -> Step:
    def extend(connection: Connection) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    return extend


STEPS: tuple[Step, ...] = (
    _create_schema,
    _extended(second_schema.STATEMENTS),
    _extended(third_schema.STATEMENTS),
    _extended(fourth_schema.STATEMENTS),
    _extended(fifth_schema.STATEMENTS),
)
"""STEPS[n] leads from version n to n + 1. A step that was released is never changed."""

VERSION = len(STEPS)
"""The schema version this program writes: SQLite's user_version."""


def version_of(database: Database) -> int:
    """The file's schema version; 0 for a file without any."""
    with database.reading() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def upgrade(database: Database, *, steps: Sequence[Step] = STEPS) -> None:
    """Takes the file to the newest version.

    Each step is a transaction of its own: one that fails leaves the file at the version before it.
    """
    for number in range(version_of(database), len(steps)):
        with database.writing(counted=False) as connection:
            steps[number](connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {number + 1}")
        _log.info("%s is now at schema version %d", database.path, number + 1)
