"""All that a project file holds, table by table, so that two files can be compared exactly."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from annotator.store.inspection import uri
from annotator.store.sealing import allow_seals

if TYPE_CHECKING:
    from pathlib import Path

_OWN = ("revision", "session")
"""Settings that count and mark openings, which no two files need share."""


def dump(path: Path, *, whole: bool = False) -> dict[str, list[tuple[object, ...]]]:
    """The rows of all tables of a project that nobody need have closed.

    whole: those settings as well that say nothing about the project itself.
    """
    with closing(sqlite3.connect(uri(path, mode="ro"), uri=True)) as connection:
        allow_seals(connection)
        connection.execute("BEGIN")
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        found = {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in names
        }
    if not whole:
        found["setting"] = [row for row in found["setting"] if row[0] not in _OWN]
    return found
