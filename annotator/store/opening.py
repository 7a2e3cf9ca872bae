"""From a path to an open database: what is checked first, and what each refusal says."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from annotator.domain.errors import (
    EditConflict,
    ForeignLog,
    NewerProject,
    NotAProject,
    ProjectError,
    ProjectExists,
    ProjectInUse,
    ProjectMissing,
)
from annotator.domain.held_files import is_held
from annotator.domain.project_file import SUFFIX
from annotator.store.backups import backups_of, make_backup
from annotator.store.belonging import belongs
from annotator.store.connection import Database
from annotator.store.copying import fold, put_log_aside, sync
from annotator.store.failures import damaged, translate
from annotator.store.inspection import beside, faults, has_log, has_mark, read_header, schema_faults
from annotator.store.locking import WriterLock
from annotator.store.log_file import LogDamage, damage_of, read_log
from annotator.store.migrations import STEPS, upgrade, version_of
from annotator.store.strangers import refuse_strangers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from annotator.store.inspection import Header
    from annotator.store.migrations import Step

_log = logging.getLogger("annotator.store")

_CHECKED_WHOLE = 64 << 20
"""Files up to this size, in bytes, are checked whole whenever they are opened."""


def create(
    path: Path, fill: Callable[[Connection], None], *, command: str = ""
) -> tuple[Database, WriterLock]:
    """Makes a project file and opens it. fill: writes what every project has from the first.

    command: see WriterLock.

    The file appears whole or not at all. Raises ProjectExists, ProjectInUse, ProjectError.
    """
    if path.exists():
        raise _exists(path)
    if not path.parent.is_dir():
        raise ProjectError(f"There is no folder {path.parent}. Make it first, or choose another.")
    lock = WriterLock(path, command)
    try:
        remark = _put_log_aside(path)
        _make_file(path, fill)
        database = Database(path)
        database.remark = remark
        return database, lock
    except BaseException:
        lock.release()
        raise


def open_for_writing(
    path: Path,
    clock: Callable[[], datetime],
    *,
    steps: Sequence[Step] = STEPS,
    command: str = "",
) -> tuple[Database, WriterLock]:
    """Opens a project, upgraded if an older version made it; a backup is made before that.

    command: see WriterLock.

    Raises ProjectMissing, NotAProject, NewerProject, DamagedProject, ProjectInUse, ProjectError;
    the file is as it was then.
    """
    _checked_header(path, len(steps))
    if not is_held(path):
        _check_writable(path)
    lock = WriterLock(path, command, is_looking=True)
    try:
        if is_held(path):  # the lock lies beside another name of the file
            raise ProjectInUse(f"{path} is open here already, by another name of the same file.")
        remark = _check_content(path)
        database = Database(path)
        database.remark = " ".join(filter(None, (remark, lock.remark(path))))
        try:
            refuse_strangers(database)
            _bring_up_to_date(database, clock, steps)
            lock.settle()  # not before a connection is open
        except BaseException:
            database.close()
            raise
    except BaseException:
        lock.release()
        raise
    return database, lock


def open_for_reading(path: Path) -> Database:
    """Opens a project that others may be writing to; raises as open_for_writing() does."""
    database = _beside_others(path)
    try:
        refuse_strangers(database)
    except BaseException:
        database.close()
        raise
    return database


def _beside_others(path: Path) -> Database:
    header = _checked_header(path, len(STEPS))
    try:
        lock = WriterLock(path, is_looking=True)
    except ProjectInUse:  # whoever has it has checked it
        return _opened_for_reading(path, header, beside_writer=True)
    except ProjectError:  # nothing can be made in the folder, and so nobody writes there
        remark = _check_content(path)
        return _opened_for_reading(path, header, remark, immutable=not has_log(path))
    try:
        remark = _check_content(path)
        return _opened_for_reading(path, header, remark)
    finally:
        lock.release()


def _opened_for_reading(
    path: Path,
    header: Header,
    remark: str = "",
    *,
    immutable: bool = False,
    beside_writer: bool = False,
) -> Database:
    if header.version < len(STEPS):
        raise ProjectError(
            f"{path} was made by an older version of this program. Open it in the window once,"
            " which brings it up to date."
        )
    database = Database(path, read_only=True, immutable=immutable, beside_writer=beside_writer)
    database.remark = remark
    return database


def _make_file(path: Path, fill: Callable[[Connection], None]) -> None:
    draft = beside(path, "-new")
    try:
        draft.unlink(missing_ok=True)
        draft.touch()
    except OSError as error:
        raise ProjectError(
            f"{path} cannot be made ({error.strerror or error}). Choose another folder."
        ) from error
    try:
        database = Database(draft, called=path)
        try:
            upgrade(database)
            with database.writing(counted=False) as connection:
                fill(connection)
        finally:
            database.close()
        _fold_what_is_left(draft, path)
        sync(draft)
        if path.exists():
            raise _exists(path)
        draft.rename(path)
        sync(path.parent)
    finally:
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                beside(draft, ending).unlink(missing_ok=True)


def _fold_what_is_left(draft: Path, path: Path) -> None:
    """The draft alone gets the project's name, so that nothing of it may be in its log."""
    if not has_log(draft):
        return
    try:
        fold(draft)
    except sqlite3.Error as error:
        raise (translate(error, path) or error) from error


def _put_log_aside(path: Path) -> str:
    """Keeps a log whose file is gone from being taken for that of the next file of this name."""
    try:
        kept = put_log_aside(path, datetime.now(UTC))
    except OSError as error:
        raise ProjectError(
            f"{path.name}-wal lies where {path} would be made, and cannot be put aside"
            f" ({error.strerror or error}). Choose another name."
        ) from error
    if kept is None:
        return ""
    return (
        f"Beside {path} lay the last steps of a project of this name that is gone. They were put"
        f" aside as {kept.name}."
    )


def put_foreign_log_aside(path: Path) -> Path | None:
    """For a project that was refused with ForeignLog: it can be opened as the file alone is.

    Returns where the log is now. Raises ProjectInUse, ProjectError.
    """
    lock = WriterLock(path)
    try:
        return put_log_aside(path, datetime.now(UTC))
    except OSError as error:
        raise ProjectError(
            f"{path.name}-wal cannot be put aside ({error.strerror or error}). Check the"
            " permissions of its folder."
        ) from error
    finally:
        lock.release()


def _bring_up_to_date(
    database: Database, clock: Callable[[], datetime], steps: Sequence[Step]
) -> None:
    version = version_of(database)
    if version > len(steps):  # the header was older than what the log holds
        raise _newer(database.path)
    if version < len(steps):
        make_backup(database.path, clock())
        try:
            upgrade(database, steps=steps)
        except EditConflict as error:  # a row that names what is not there
            raise damaged(database.path, f"it cannot be brought up to date ({error})") from error


def _checked_header(path: Path, newest: int) -> Header:
    try:
        if path.is_dir():
            raise NotAProject(f"{path} is a folder, not a project. Choose the file in it.")
        header = read_header(path)
        size = path.stat().st_size
    except FileNotFoundError:
        left = (
            f" Its last steps, {path.name}-wal, lie there still: keep the two together."
            if has_log(path)
            else ""
        )
        raise ProjectMissing(
            f"There is no file {path}. Check the name, or where it has been moved.{left}"
        ) from None
    except OSError as error:
        raise ProjectError(
            f"{path} cannot be read ({error.strerror or error}). Check that you may open it."
        ) from error
    if header is None:
        if backups_of(path) or has_mark(path) or _holds_ours(path):  # it was a project once
            raise damaged(path, "it is empty" if size == 0 else "its beginning is overwritten")
        what = "is empty" if size == 0 else "is not a project of this program"
        raise NotAProject(f"{path} {what}. Choose a file that was made with New project.")
    if not header.is_ours:
        if _holds_ours(path):
            raise damaged(path, "its beginning says that another program has made it")
        raise NotAProject(
            f"{path} is a database of another program. Choose a file that was made with New"
            " project."
        )
    if not header.is_known:
        raise damaged(path, "its beginning is not what the program has written")
    if header.version > newest:
        raise _newer(path)
    if size < header.size and not has_log(path):
        raise damaged(path, f"{header.size - size:,} bytes are missing at its end")
    return header


def _holds_ours(path: Path) -> bool:
    """Whether a file that has our suffix, but does not begin as ours do, holds what we write."""
    from annotator.store.recovery.looking import holds_ours  # only where something is damaged

    if path.suffix.lower() != SUFFIX:
        return False
    try:
        return holds_ours(path)
    except OSError:
        return False


def _check_writable(path: Path) -> None:
    try:
        path.open("r+b").close()
    except OSError as error:
        raise ProjectError(
            f"{path} may not be written to ({error.strerror or error}). Change its permissions, or"
            " copy it to a folder of your own."
        ) from error


def _check_content(path: Path) -> str:
    """Raises DamagedProject; returns what is to be said of a file that can be opened."""
    try:
        log = read_log(beside(path, "-wal"))
        is_foreign = log is not None and not belongs(path, log)
        found = damage_of(log)
    except OSError as error:
        raise ProjectError(
            f"{path.name}-wal, which belongs to {path}, cannot be read"
            f" ({error.strerror or error}). Check that you may open it."
        ) from error
    if is_foreign:
        raise ForeignLog(
            f"{path.name}-wal, which lies beside {path}, holds steps of another state of this"
            " project: one of the two was put there from elsewhere. Put back the one that belongs"
            " to the other, or open the file without these steps."
        )
    if found is LogDamage.CERTAIN:
        raise damaged(path, f"steps that were saved last lie in {path.name}-wal, which is damaged")
    is_small = path.stat().st_size <= _CHECKED_WHOLE
    fault = faults(path) if is_small else schema_faults(path)
    if fault is not None:
        raise damaged(path, f"SQLite finds “{fault}”")
    if found is LogDamage.LAST:
        return (
            f"The last step could not be read from {path.name}-wal. The computer stopped while it"
            " was being saved, or the disk has damaged it since: look whether it is missing."
        )
    return ""


def _exists(path: Path) -> ProjectExists:
    return ProjectExists(f"{path} is there already. Open it, or choose another name.")


def _newer(path: Path) -> NewerProject:
    return NewerProject(
        f"{path} was made by a newer version of this program. Update the program, then open it"
        " again; the file has not been touched."
    )
