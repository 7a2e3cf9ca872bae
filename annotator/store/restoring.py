"""The way back from a backup, and the whole project as one file.

Restoring takes two steps. The long one copies the backup beside the project, which may be open and
worked on meanwhile; the short one puts the copy in its place. Nothing is deleted.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from annotator.domain.errors import ProjectError, ProjectExists
from annotator.store.backups import backups_of, state_of
from annotator.store.belonging import leave_mark
from annotator.store.copying import (
    aside_name,
    check_room,
    copy_database,
    draft_of,
    fold,
    put_log_aside,
    sync,
)
from annotator.store.inspection import beside, has_log, is_good
from annotator.store.locking import WriterLock
from annotator.store.sealing import allow_seals

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.store.copying import OnStep

DAMAGED, BEFORE = "damaged", "before restoring"
"""Why a file is put aside, as its name then says."""


def restore_backup(
    backup: Path, path: Path, *, on_step: OnStep = lambda _done, _total: None
) -> Path:
    """Puts a backup in the place of a project, damaged or not.

    Returns where the file as it was now lies: beside it, under a name that says so. Nothing is
    deleted, and the backup stays. Raises ProjectError, ProjectInUse if anyone has it open.
    """
    lock = WriterLock(path)
    try:
        return put_in_place(prepare(backup, path, on_step=on_step), path, is_locked=True)
    finally:
        lock.release()


def prepare(backup: Path, path: Path, *, on_step: OnStep = lambda _done, _total: None) -> Path:
    """Copies a backup beside the project; returns the copy, for put_in_place().

    The project may be open. One that is prepared and not used is replaced by the next.
    Raises ProjectError.
    """
    if not is_good(backup):
        raise ProjectError(f"{backup} is not a whole backup. Choose another one.")
    ready = beside(path, "-restored")

    def write(draft: Path) -> None:
        check_room(draft.parent, backup.stat().st_size)
        copy_database(backup, draft, immutable=not has_log(backup), on_step=on_step)

    with draft_of(ready, write) as draft:
        draft.replace(ready)
    return ready


def put_in_place(ready: Path, path: Path, *, is_locked: bool = False) -> Path:
    """Gives what was prepared the project's name; returns where the file as it was now lies.

    However this ends, also by a power failure, there is a whole file of the project's name unless
    the one that was there is damaged. Raises ProjectError, ProjectInUse.
    """
    lock = None if is_locked else WriterLock(path)
    try:
        return _put_in_place(ready, path)
    except (OSError, sqlite3.Error) as error:
        raise ProjectError(
            f"The backup could not be put in the place of {path} ({error}). Check the permissions"
            " of its folder."
        ) from error
    finally:
        with suppress(OSError):
            ready.unlink(missing_ok=True)
        if lock is not None:
            lock.release()


def save_copy(path: Path, target: Path, *, on_step: OnStep = lambda _done, _total: None) -> None:
    """Writes the whole project, its history included, to one new file.

    The project may be open, also for writing. Raises ProjectExists, ProjectError.
    """
    if target.exists():
        raise ProjectExists(f"{target} is there already. Choose another name.")
    if not target.parent.is_dir():
        raise ProjectError(f"There is no folder {target.parent}. Make it first.")

    def write(draft: Path) -> None:
        check_room(draft.parent, path.stat().st_size)
        copy_database(path, draft, on_step=on_step)

    with draft_of(target, write) as draft:
        put_log_aside(target, datetime.now(UTC))
        draft.replace(target)


def _put_in_place(ready: Path, path: Path) -> Path:
    is_whole = is_good(path) and _folded(path)
    _begin_anew(ready, path)
    aside = aside_name(path, BEFORE if is_whole else DAMAGED, datetime.now(UTC))
    for ending in ("-wal", "-journal"):  # first: they must not meet the other file
        if beside(path, ending).exists():
            beside(path, ending).rename(beside(aside, ending))
    beside(path, "-shm").unlink(missing_ok=True)  # an index that SQLite makes anew
    if path.exists():
        _keep_as(path, aside)
    sync(path.parent)  # a disk may keep names in another order than they were given
    ready.replace(path)
    sync(path.parent)
    return aside


def _keep_as(path: Path, aside: Path) -> None:
    """A second name, so that the first is never missing; where there are none, the only one."""
    try:
        os.link(path, aside)
    except OSError:
        path.rename(aside)


def _folded(path: Path) -> bool:
    """Brings a file up to date with its log; whether nothing is left beside it."""
    try:
        fold(path)
    except sqlite3.Error:
        return False
    return not has_log(path)


def _begin_anew(ready: Path, path: Path) -> None:
    """Gives the copy a revision that none had before: what is done next calls for a backup."""
    known = [state_of(one) for one in (*backups_of(path), path, ready)]
    revision = max((one.revision for one in known if one), default=0) + 1
    with closing(sqlite3.connect(ready)) as connection:
        allow_seals(connection)
        leave_mark(connection.execute)  # no log that lies somewhere belongs to it
        connection.execute("UPDATE setting SET value = ? WHERE name = 'revision'", (str(revision),))
        connection.commit()
    sync(ready)
