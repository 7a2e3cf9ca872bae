"""SQLite databases of other programs, which may be anyone's: read only, and nothing but read."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.input_file import LARGEST_FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from annotator.domain.exchange import IncomingArticle
    from annotator.formats.input_file import InputFile

    Row = dict[str, object]

SIGNATURE = b"SQLite format 3\0"

LARGEST_VALUE = 100_000_000
"""Bytes of one text in a database."""

_CHUNK = 1 << 20
_STEPS_AT_ONCE = 1_000_000
_MOST_STEPS = 3_000  # times those at once: half a minute or so
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
_VIRTUAL = re.compile(r"\s*CREATE\s+VIRTUAL", re.IGNORECASE)
_DAMAGED = "The database is damaged; open it in the program it comes from and export it anew."


class Database:
    """A database that is open for reading. Its errors are UnreadableInput."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        # views can compute without end, and virtual tables reach what is not in the file
        self.tables = frozenset(
            str(row["name"])
            for row in self.rows("SELECT type, name, sql FROM sqlite_master")
            if row["type"] == "table" and not _VIRTUAL.match(str(row["sql"]))
        )

    def rows(self, query: str) -> Iterator[Row]:
        """What a query gives, one row at a time, by the names of its columns."""
        try:
            cursor = self._connection.execute(query)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            raise UnreadableInput(_DAMAGED) from error

    def table(self, name: str, order: str = "rowid") -> Iterator[Row]:
        """All rows of a table; none if it is not there. order: SQL."""
        if name in self.tables:
            yield from self.rows(f'SELECT * FROM "{name}" ORDER BY {order}')  # noqa: S608 - both are named by code


class RowsByKey:
    """Rows that are sorted by a whole number, taken out group by group in that order."""

    def __init__(self, rows: Iterable[Row], key: str) -> None:
        self._rows = iter(rows)
        self._key = key
        self._next = next(self._rows, None)
        self.skipped = 0

    def take(self, wanted: int) -> list[Row]:
        """The rows with this key; those with a lesser one are passed over and counted."""
        found: list[Row] = []
        while self._next is not None:
            key = self._next[self._key]
            if isinstance(key, int) and key > wanted:
                break
            if key == wanted:
                found.append(self._next)
            else:
                self.skipped += 1
            self._next = next(self._rows, None)
        return found

    def skip_rest(self) -> int:
        """Passes over what is left; how many rows were passed over in all."""
        while self._next is not None:
            self.skipped += 1
            self._next = next(self._rows, None)
        return self.skipped


def read_database(
    file: InputFile,
    needed: Iterable[str],
    program: str,
    read: Callable[[Database], Iterator[IncomingArticle | Problem]],
) -> Iterator[IncomingArticle | Problem]:
    """What is in another program's file; if it cannot be read, that is the problem.

    needed, program: as for _open_database().
    """
    try:
        with _open_database(file, needed, program) as database:
            yield from read(database)
    except UnreadableInput as error:
        yield Problem(file.origin, str(error))


@contextmanager
def _open_database(file: InputFile, needed: Iterable[str], program: str) -> Iterator[Database]:
    """A copy of the file, opened. needed: tables that must be there, or it is not the program's.

    Raises UnreadableInput.
    """
    if not file.head.startswith(SIGNATURE):
        raise UnreadableInput(f"It is no database, as the files of {program} are.")
    log = file.beside(f"{file.name}-wal")
    if log:
        raise UnreadableInput(
            f"{program} still has it open, and the last changes are not in it yet; close it there"
            " first."
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "copy.db")
        _copy(file, path)
        connection = _connect(path)
        try:
            database = Database(connection)
            missing = sorted(set(needed) - database.tables)
            if missing:
                raise UnreadableInput(
                    f"It is a database, but not one of {program}: it has no table “{missing[0]}”."
                )
            yield database
        finally:
            connection.close()


def text(row: Row, name: str) -> str:
    """A text of a row; "" if it is none."""
    value = row.get(name)
    return value if isinstance(value, str) else ""


def whole(row: Row, name: str) -> int | None:
    """A whole number of a row; None if it is none."""
    value = row.get(name)
    return value if isinstance(value, int) else None


def _copy(file: InputFile, path: Path) -> None:
    written = 0
    with file.opener() as source, path.open("wb") as target:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > LARGEST_FILE:
                raise UnreadableInput(f"It has more than {LARGEST_FILE // 1_000_000:,} MB.")
            target.write(chunk)


def _connect(path: Path) -> sqlite3.Connection:
    """Nothing can be written, run or attached through it, and no query runs for ever."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for name, value in (("trusted_schema", "OFF"), ("query_only", "ON"), ("cell_size_check", "ON")):
        connection.execute(f"PRAGMA {name} = {value}")
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.set_authorizer(_authorise)
    steps = iter(range(_MOST_STEPS))
    connection.set_progress_handler(lambda: next(steps, None) is None, _STEPS_AT_ONCE)
    return connection


def _authorise(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
