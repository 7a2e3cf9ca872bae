"""Whether a write-ahead log belongs to the file that it lies beside.

SQLite takes any log whose checksums are right, whatever file it finds beside it. Where the file was
replaced by another state of itself, by a service that synchronises folders or by hand, the two
together would be a mixture that neither ever was.

Two things tell. The revision goes up with every transaction, so the file's must lie between the one
before the log's first and the log's last. And whoever writes leaves a mark, new each time the
project is opened, together with the mark before it: so logs and files of two copies of a project
that went different ways are told apart.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from secrets import token_hex
from typing import TYPE_CHECKING, NamedTuple

from annotator.store.inspection import beside, uri
from annotator.store.recovery.records import decode
from annotator.store.recovery.trees import Trees
from annotator.store.sealing import allow_seals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from annotator.store.log_file import Log

SESSION = "session"
"""The setting that holds the mark of whoever wrote last, and the one before."""

_LEFT = """INSERT INTO setting VALUES ('session', ?1 || ' ')
    ON CONFLICT DO UPDATE SET value = ?1 || ' ' || substr(value, 1, 16)"""


class _State(NamedTuple):
    """mark, before: "" where nobody has left one.

    pages: those that the settings lie on, root the first of them.
    """

    root: int
    pages: frozenset[int]
    revision: int
    mark: str
    before: str


def leave_mark(execute: Callable[[str, tuple[str]], object]) -> None:
    """Leaves a new mark in a project, within a transaction."""
    execute(_LEFT, (token_hex(8),))


def belongs(path: Path, log: Log) -> bool:
    """False if the log is certainly another file's, or another state's. Raises OSError.

    Nothing is known, and so it belongs, if the settings in the file cannot be read, or are not as
    they were written: the power may have gone while the log was being folded into them.
    """
    root = _root(path)
    if root is None or not log.taken:
        return True
    with path.open("rb") as file, beside(path, "-wal").open("rb") as log_file:

        def page_of_file(number: int) -> bytes | None:
            file.seek((number - 1) * log.page_size)
            return file.read(log.page_size) or None

        def page_of_log(start: int) -> bytes:
            log_file.seek(start)
            return log_file.read(log.page_size)

        base = _read(root, page_of_file)
        if base is None:
            return True
        states = list(_states(log, base, page_of_file, page_of_log))
    if not states:
        return True
    return _fit(base, states) or not _are_sealed(path)


def _fit(base: _State, states: Sequence[_State]) -> bool:
    first, last = states[0], states[-1]
    if base.revision > last.revision or base.mark not in {first.before, *(s.mark for s in states)}:
        return False
    # versions of the program that left no marks counted more than one for some transactions
    return not first.mark or first.revision - 1 <= base.revision


def _are_sealed(path: Path) -> bool:
    """Whether the settings in the file itself are as they were written; so if nobody can tell."""
    try:
        with closing(sqlite3.connect(uri(path, mode="ro", immutable="1"), uri=True)) as connection:
            allow_seals(connection)
            found = connection.execute("PRAGMA integrity_check('setting')").fetchall()
    except (sqlite3.Error, UnicodeDecodeError):
        return False
    return found == [("ok",)]


def _states(
    log: Log,
    base: _State,
    page_of_file: Callable[[int], bytes | None],
    page_of_log: Callable[[int], bytes],
) -> Iterator[_State]:
    """What the settings were after each transaction in the log that touched them."""
    newer: dict[int, int] = {}
    pages, is_touched = base.pages, False

    def page(number: int) -> bytes | None:
        return page_of_log(newer[number]) if number in newer else page_of_file(number)

    for frame in log.frames[: log.taken]:
        newer[frame.page] = frame.start
        is_touched = is_touched or frame.page in pages
        if frame.pages and is_touched:
            state = _read(base.root, page)
            is_touched = False
            if state is not None:
                pages = state.pages
                yield state


def _root(path: Path) -> int | None:
    """The page that the settings begin on, in the file itself."""
    query = "SELECT rootpage FROM sqlite_schema WHERE name = 'setting'"
    try:
        with closing(sqlite3.connect(uri(path, mode="ro", immutable="1"), uri=True)) as connection:
            row = connection.execute(query).fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    return int(row[0]) if row else None


class _Source:
    """The pages of one state of the file."""

    def __init__(self, read: Callable[[int], bytes | None]) -> None:
        self.read = read


def _read(root: int, page: Callable[[int], bytes | None]) -> _State | None:
    """The state that the settings hold; None if they cannot be read."""
    trees = Trees(_Source(page))
    try:
        walk = trees.walk(root, is_table=False)
        if walk.broken:
            return None
        cells = [cell for one in walk.pages for cell in trees.cells(one)]
        rows = [decode(cell.payload) if cell else None for cell in cells]
        if not all(row and row.is_whole for row in rows):
            return None  # half a page, say: it was being written when the computer stopped
        values = {str(row.values[0]): str(row.values[1]) for row in rows if row}
        mark, _, before = values.get(SESSION, "").partition(" ")
        return _State(root, frozenset(walk.pages), int(values["revision"]), mark, before)
    except (IndexError, KeyError, ValueError):
        return None
