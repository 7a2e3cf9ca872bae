"""Copies of project files: whole, found good and on the disk before they get their name."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from annotator.domain.errors import ProjectError
from annotator.store.inspection import beside, faults, uri
from annotator.store.sealing import allow_seals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    OnStep = Callable[[int, int], None]

_PAGES_AT_ONCE = 2_000
_SPARE = 32 << 20
"""So many bytes more than a copy takes must be free, for the work itself goes on meanwhile."""


@contextmanager
def draft_of(target: Path, write: Callable[[Path], None]) -> Iterator[Path]:
    """A file beside `target`, written, found good and on the disk: to be moved into place.

    Whatever the block or `write` raises, nothing is left of it. Raises ProjectError.
    """
    draft = beside(target, "-draft")
    try:
        target.parent.mkdir(exist_ok=True)
        draft.unlink(missing_ok=True)
        write(draft)
        found = faults(draft)
        if found is not None:
            raise ProjectError(f"The copy of {target.name} came out damaged ({found}). Try again.")
        sync(draft)
        yield draft
        sync(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise ProjectError(
            f"{target} could not be written ({error}). Check the space and the permissions of"
            " its folder."
        ) from error
    finally:
        for ending in ("", "-journal"):
            with suppress(OSError):
                beside(draft, ending).unlink(missing_ok=True)


def copy_database(
    source: Path,
    target: Path,
    *,
    immutable: bool = False,
    on_step: OnStep = lambda _done, _total: None,
) -> None:
    """Copies one state of a project, also while others write to it.

    on_step: gets how many pages of how many are copied; whatever it raises ends the copying.
    Raises OSError, sqlite3.Error.
    """
    options = {"mode": "ro", "immutable": "1"} if immutable else {"mode": "ro"}
    with (
        closing(sqlite3.connect(uri(source, **options), uri=True)) as reader,
        closing(sqlite3.connect(target)) as writer,
    ):
        writer.execute("PRAGMA synchronous = OFF")  # synced as a whole, once it is there
        # held open: else each portion would begin anew if somebody has written meanwhile
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        reader.backup(
            writer,
            pages=_PAGES_AT_ONCE,
            progress=lambda _, rest, total: on_step(total - rest, total),
        )
        # on its own: a copy in WAL mode could not be read from a read-only disk
        writer.execute("PRAGMA journal_mode = DELETE")


def check_room(folder: Path, size: int) -> None:
    """Raises ProjectError where a copy of so many bytes would fill the disk."""
    with suppress(OSError):  # whoever cannot be asked is tried
        free = shutil.disk_usage(folder).free
        if free < size + _SPARE:
            raise ProjectError(
                f"There is no room for a copy of {size >> 20:,} MB in {folder}: {free >> 20:,} MB"
                " are free. Free some space."
            )


def fold(path: Path) -> None:
    """Brings a file that nobody has open up to date with its log, which is gone then.

    SQLite does that as it closes a file, but says nothing if it could not. Raises sqlite3.Error.
    """
    with closing(sqlite3.connect(uri(path, mode="rw"), uri=True)) as connection:
        allow_seals(connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def put_log_aside(path: Path, at: datetime) -> Path | None:
    """Renames a write-ahead log or journal that lies beside a file which is not there.

    SQLite would take it for that of the next file of this name. Returns where it is now, None if
    there was none. Raises OSError.
    """
    kept = None
    for ending in ("-wal", "-journal"):
        old = beside(path, ending)
        if old.exists() and old.stat().st_size:
            kept = beside(aside_name(path, "left over", at), ending)
            old.rename(kept)
        else:
            old.unlink(missing_ok=True)
    beside(path, "-shm").unlink(missing_ok=True)  # an index that SQLite makes anew
    return kept


def aside_name(path: Path, why: str, at: datetime) -> Path:
    """A free name beside a file for what is put aside of it, with the reason and the time."""
    stamp = f"{at:%Y-%m-%d %H.%M.%S} UTC"
    name, number = f"{path.stem} ({why}, {stamp}){path.suffix}", 1
    while any(path.with_name(name + ending).exists() for ending in ("", "-wal", "-journal")):
        number += 1
        name = f"{path.stem} ({why}, {stamp}, {number}){path.suffix}"
    return path.with_name(name)


def sync(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    if os.name != "posix" and path.is_dir():
        return  # only POSIX systems let a folder be opened
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
