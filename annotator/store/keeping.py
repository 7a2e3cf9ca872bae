"""Keeps a project whose file is moved, removed or replaced while it is open.

Most systems let a file lose its name while a program has it open. What the program then writes goes
into a file that nobody will find again. So each transaction looks, before it is committed, whether
the file is still where it was opened; that costs about a microsecond. If it is not, all that was
stored before is copied, from what is still open, to where the user will look for it.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.errors import DiskRefused, ProjectError, ProjectInUse, ProjectMoved
from annotator.store.copying import aside_name, draft_of, put_log_aside, sync
from annotator.store.inspection import beside

if TYPE_CHECKING:
    from annotator.store.locking import WriterLock

_CHANGES_NAMES = os.name == "posix"
"""Elsewhere a file that is open can neither be renamed nor removed."""


class FileGone(Exception):
    """The file of an open project is not where it was opened."""


class _Identity(NamedTuple):
    device: int
    file: int


class Keeper:
    """Knows which file was opened at a path, and where its content is put if it has gone."""

    def __init__(self, path: Path, lock: WriterLock) -> None:
        self._path = path
        self._lock = lock
        self._file = _identity(path)
        self._log: _Identity | None = None

    def check(self) -> None:
        """Raises FileGone if there is nothing at the path any more, or another file.

        A disk that cannot be reached is no evidence: what it says to SQLite is told instead.
        """
        if _CHANGES_NAMES:
            try:
                found = self._path.stat()
            except (FileNotFoundError, NotADirectoryError):
                raise FileGone from None
            except OSError:
                return
            if self._file != (found.st_dev, found.st_ino):
                raise FileGone

    def note_log(self) -> None:
        """After something was written: which log is ours, so that no other is ever removed."""
        if self._log is None:
            self._log = _identity(beside(self._path, "-wal"))

    def keep(self, connection: sqlite3.Connection, *, is_closing: bool = False) -> ProjectMoved:
        """Copies what was stored to where the file was, or beside what is there now.

        connection: one that was opened before the file went, outside of a transaction. Returns
        what is to be told; its path is where the project is from now on. is_closing: where the
        folder is gone, the user's own folder will do. Raises ProjectError if nothing could be
        kept; what is open still holds all then.
        """
        folder = self._folder(is_closing=is_closing)
        was, is_taken = self._path, self._path.exists()
        path = folder / was.name
        if is_taken or path.exists():
            path = aside_name(path, "kept", datetime.now(UTC))
        # if the file was only moved, it is whole where it is now
        with suppress(sqlite3.Error):
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        try:
            path = self._locked(path)
            with draft_of(path, lambda draft: _copy(connection, draft)) as draft:
                self._remove_log()
                put_log_aside(path, datetime.now(UTC))
                _place(draft, path)
        except ProjectError as error:
            raise DiskRefused(
                f"{was} was moved, renamed or deleted while it was open and could not be put back,"
                f" so this was not saved. {error}"
            ) from error
        self._path, self._file, self._log = path, _identity(path), None
        return ProjectMoved(_sentence(was, path, is_taken=is_taken, is_closing=is_closing), path)

    def _folder(self, *, is_closing: bool) -> Path:
        """The folder that the file lay in, made anew if it was renamed or removed.

        Not if the disk itself is gone: what is made in its place would be hidden by its return.
        """
        folder = self._path.parent
        with suppress(OSError):
            there = next(one for one in (folder, *folder.parents) if one.is_dir())
            if self._file is not None and there.stat().st_dev == self._file.device:
                folder.mkdir(parents=True, exist_ok=True)
                return folder
        if is_closing:
            return Path.home()
        raise DiskRefused(
            f"{self._path} cannot be reached any more, nor can its folder, so this was not saved."
            " What was saved before is kept as long as the project is open: bring the folder or"
            " the drive back, then do it again."
        )

    def _locked(self, path: Path) -> Path:
        """Takes the lock of the first name that nobody else works at."""
        while True:
            try:
                self._lock.move(path)
            except ProjectInUse:
                path = aside_name(path.with_name(self._path.name), "kept", datetime.now(UTC))
            else:
                return path

    def _remove_log(self) -> None:
        """What lies in our log is in the copy; the next file of the name must not meet it."""
        log = beside(self._path, "-wal")
        if self._log is not None and _identity(log) == self._log:
            log.unlink()
            beside(self._path, "-shm").unlink(missing_ok=True)
            sync(log.parent)  # a disk may keep names in another order than they were given


def _identity(path: Path) -> _Identity | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return _Identity(found.st_dev, found.st_ino)


def _copy(connection: sqlite3.Connection, draft: Path) -> None:
    with closing(sqlite3.connect(draft)) as writer:
        writer.execute("PRAGMA synchronous = OFF")  # synced as a whole, once it is there
        connection.backup(writer)
        writer.execute("PRAGMA journal_mode = DELETE")


def _place(draft: Path, path: Path) -> None:
    """Gives the draft its name; never in the place of a file that came meanwhile."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # there are no second names on this disk
        draft.rename(path)
    sync(path.parent)


def _sentence(was: Path, path: Path, *, is_taken: bool, is_closing: bool) -> str:
    end = "" if is_closing else " What you did just now was not saved: do it again."
    if path == was:
        return (
            f"{was} was moved, renamed or deleted while it was open. All that you had saved has"
            f" been put back there.{end}"
        )
    why = (
        f"Another file has been put in the place of {was} while it was open."
        if is_taken
        else f"{was} was moved or deleted while it was open, and its folder as well."
    )
    return f"{why} All that you had saved is in {path} now.{end}"
