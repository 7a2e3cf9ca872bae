"""Rotating backups beside the project, and the way back from them."""

from __future__ import annotations

import logging
import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from annotator.domain.errors import ProjectError
from annotator.domain.project_file import SUFFIX
from annotator.store.inspection import beside, faults, is_good, uri
from annotator.store.locking import WriterLock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_log = logging.getLogger("annotator.store")

KEEP = 10
"""How many backups are kept."""


def folder_of(path: Path) -> Path:
    """Where the backups of a project lie."""
    return beside(path, "-backups")


def backups_of(path: Path) -> list[Path]:
    """The backups of a project, oldest first, good or not."""
    return sorted(folder_of(path).glob(f"*{SUFFIX}"))


def newest_good_backup(path: Path) -> Path | None:
    """The newest backup of the project at `path` that is whole."""
    return next((backup for backup in reversed(backups_of(path)) if is_good(backup)), None)


def make_backup(path: Path, at: datetime, *, keep: int = KEEP) -> Path:
    """Copies the project as it stands now, also while others write to it.

    Older backups beyond `keep` go once the new one has been found good. Raises ProjectError.
    """
    target = _free_name(path, at)
    with _draft_of(target, lambda draft: _copy_database(path, draft)) as draft:
        draft.replace(target)
    for old in backups_of(path)[:-keep]:
        with suppress(OSError):
            old.unlink()
    _log.info("backed up %s", path)
    return target


def revision_of(path: Path) -> int | None:
    """How many transactions a backup has seen; None if it cannot be read."""
    question = "SELECT value FROM setting WHERE name = 'revision'"
    try:
        with closing(sqlite3.connect(uri(path, mode="ro", immutable="1"), uri=True)) as connection:
            row = connection.execute(question).fetchone()
    except sqlite3.Error:
        return None
    return int(row[0]) if row else None


def restore_backup(backup: Path, path: Path) -> Path:
    """Puts a backup in the place of a damaged project.

    Returns where the damaged file now lies: beside it, under a name that says so. Nothing is
    deleted, and the backup stays. Raises ProjectError, ProjectInUse if anyone has it open.
    """
    if not is_good(backup):
        raise ProjectError(f"{backup} is not a whole backup. Choose another one.")
    lock = WriterLock(path)
    try:
        aside = _aside(path)
        with _draft_of(path, lambda draft: _copy_database(backup, draft, immutable=True)) as draft:
            for ending in ("", "-wal", "-journal"):
                if beside(path, ending).exists():
                    beside(path, ending).rename(beside(aside, ending))
            beside(path, "-shm").unlink(missing_ok=True)  # an index that SQLite makes anew
            draft.replace(path)
    finally:
        lock.release()
    return aside


def _free_name(path: Path, at: datetime) -> Path:
    folder = folder_of(path)
    while True:
        stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        target = folder / f"{stamp}{SUFFIX}"
        if not target.exists():
            return target
        at += timedelta(microseconds=1)  # a clock may stand still


def _aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y-%m-%d %H.%M.%S")
    aside = path.with_name(f"{path.stem} (damaged, {stamp} UTC){path.suffix}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.stem} (damaged, {stamp} UTC, {number}){path.suffix}")
    return aside


@contextmanager
def _draft_of(target: Path, write: Callable[[Path], None]) -> Iterator[Path]:
    """A file beside `target`, written, found good and on the disk: to be moved into place."""
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
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _copy_database(source: Path, target: Path, *, immutable: bool = False) -> None:
    options = {"mode": "ro", "immutable": "1"} if immutable else {"mode": "ro"}
    with (
        closing(sqlite3.connect(uri(source, **options), uri=True)) as reader,
        closing(sqlite3.connect(target)) as writer,
    ):
        writer.execute("PRAGMA synchronous = OFF")  # synced as a whole, once it is there
        reader.backup(writer)
        # on its own: a copy in WAL mode could not be read from a read-only disk
        writer.execute("PRAGMA journal_mode = DELETE")


def sync(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    if os.name != "posix" and path.is_dir():
        return  # only POSIX systems let a folder be opened
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
