"""Whether the search finds just what the articles say: SQLite's own check, made on a copy.

The check compares each word of each article with the index. It is written as an insertion, so a
file that is open for reading only cannot have it; and on the file itself nobody could write
until it is done.
"""

from __future__ import annotations

import logging
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.store.sealing import allow_seals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotator.store.connection import Database

_log = logging.getLogger("annotator.store")

_SEARCHES = {"body_search": "the articles' texts", "document_search": "what is known of articles"}

_PAGES_A_STEP = 4_096
_INSTRUCTIONS_A_STEP = 1_000_000


def check_search(database: Database, on_step: Callable[[], None]) -> list[str]:
    """Sentences about what is wrong. on_step: called now and then; may raise Cancelled."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy"
            _copy(database, copy, on_step)
            with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
                return list(_check(connection, on_step))
    except (sqlite3.OperationalError, OSError) as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_FULL)
        if code & 0xFF not in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise
        _log.info("no room to check the search: %s", error)
        return []


def _copy(database: Database, target: Path, on_step: Callable[[], None]) -> None:
    with (
        database.reading() as connection,
        closing(sqlite3.connect(target, isolation_level=None)) as copy,
    ):
        copy.execute("PRAGMA synchronous = OFF")
        source: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        source.backup(copy, pages=_PAGES_A_STEP, progress=lambda *_: on_step())
        copy.execute("PRAGMA journal_mode = OFF")


def _check(connection: sqlite3.Connection, on_step: Callable[[], None]) -> Iterator[str]:
    allow_seals(connection)
    stopped: list[BaseException] = []

    def is_stopped() -> bool:
        try:
            on_step()
        except BaseException as error:  # noqa: BLE001 - SQLite would swallow it
            stopped.append(error)
        return bool(stopped)

    connection.set_progress_handler(is_stopped, _INSTRUCTIONS_A_STEP)
    for index, what in _SEARCHES.items():
        try:
            connection.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
        except (sqlite3.DatabaseError, MemoryError):  # a size that is damaged may be any
            if stopped:
                raise stopped[0] from None
            yield f"The search in {what} is damaged: it would not find what is there."
