"""Keeps a project whose file is moved, removed or replaced while it is open.

Most systems let a file lose its name while a program has it open. What the program then writes goes
into a file that nobody will find again. So each transaction looks, before it is committed, whether
the file is still where it was opened; that costs about a microsecond. If it is not, all that was
stored before is copied, from what is still open, to where the user will look for it.

There is no quicker way than copying on most disks. A file without a name cannot be given one again,
and one that was renamed must not get a second name: two who open it by different names would
each have a log of their own. So where it takes long, and somebody is there who must not wait, it is
put off to a job (see putting_back.py), and nothing else is stored until that has ended.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.errors import DiskRefused, ProjectError, ProjectInUse, ProjectMoved
from annotator.store.copying import aside_name, check_room, draft_of, put_log_aside, sync
from annotator.store.inspection import beside

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.store.locking import WriterLock

    OnStep = Callable[[int, int], None]

_CHANGES_NAMES = os.name == "posix"
"""Elsewhere a file that is open can neither be renamed nor removed."""

AT_ONCE = 16 << 20
"""Projects up to this size, in bytes, are copied where it is found: within a tenth of a second."""
_PAGES_AT_ONCE = 2_000


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
        self.when_due: Callable[[], None] | None = None
        """Is told that there is much to be kept, and sees to it; None if nobody does."""

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

    def puts_off(self, connection: sqlite3.Connection) -> bool:
        """Whether keep() takes long and somebody else does it, who is told to.

        Raises DiskRefused if it is of no use to begin.
        """
        if self.when_due is None or _size(connection) <= AT_ONCE:
            return False
        folder = self._folder(is_closing=False)
        try:
            check_room(folder, _size(connection))
        except ProjectError as error:
            raise self._failure(self._path, error) from error
        self.when_due()
        return True

    def refusal(self) -> ProjectError:
        """What is to be said of all that is to be stored before keep() has ended."""
        where = "put back there"
        what = f"{self._path} was moved, renamed or deleted while it was open."
        if self._path.exists():
            where = "put beside it"
            what = f"Another file has been put in the place of {self._path} while it was open."
        return DiskRefused(
            f"{what} All that you had saved is being {where}. What you did just now was not saved:"
            " do it again when that is done."
        )

    def keep(
        self,
        connection: sqlite3.Connection,
        *,
        is_closing: bool = False,
        on_step: OnStep | None = None,
    ) -> ProjectMoved:
        """Copies what was stored to where the file was, or beside what is there now.

        connection: one that was opened before the file went, outside of a transaction. Returns
        what is to be told; its path is where the project is from now on. is_closing: where the
        folder is gone, the user's own folder will do. on_step: gets how many pages of how many are
        copied, where it is done later; whatever it raises ends the copying. Raises ProjectError if
        nothing could be kept; what is open still holds all then.
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
            if _size(connection) > AT_ONCE:
                check_room(folder, _size(connection))
            path = self._locked(path)
            with draft_of(path, lambda draft: _copy(connection, draft, on_step)) as draft:
                self._remove_log()
                put_log_aside(path, datetime.now(UTC))
                _place(draft, path)
        except ProjectError as error:
            raise self._failure(was, error) from error
        self._path, self._file, self._log = path, _identity(path), None
        end = " What you did just now was not saved: do it again."
        if on_step is not None:
            end = " What you did meanwhile was not saved: do it again."
        told = _sentence(was, path, is_taken=is_taken, end="" if is_closing else end)
        return ProjectMoved(told, path)

    def _failure(self, was: Path, error: ProjectError) -> DiskRefused:
        return DiskRefused(
            f"{was} was moved, renamed or deleted while it was open and could not be put back,"
            f" so this was not saved. {error}"
        )

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


def _size(connection: sqlite3.Connection) -> int:
    """How large the file is, in bytes; 0 if it cannot be asked."""
    with suppress(sqlite3.Error):
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        return int(pages) * int(size)
    return 0


def _copy(connection: sqlite3.Connection, draft: Path, on_step: OnStep | None) -> None:
    with closing(sqlite3.connect(draft)) as writer:
        writer.execute("PRAGMA synchronous = OFF")  # synced as a whole, once it is there
        if on_step is None:
            connection.backup(writer)
        else:
            _copy_in_steps(connection, writer, on_step)
        writer.execute("PRAGMA journal_mode = DELETE")


def _copy_in_steps(
    connection: sqlite3.Connection, writer: sqlite3.Connection, on_step: OnStep
) -> None:
    connection.execute("BEGIN")  # else whoever folds the log meanwhile would have it begin anew
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        connection.backup(
            writer,
            pages=_PAGES_AT_ONCE,
            progress=lambda _, rest, total: on_step(total - rest, total),
        )
    finally:
        connection.execute("ROLLBACK")


def _place(draft: Path, path: Path) -> None:
    """Gives the draft its name; never in the place of a file that came meanwhile."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # there are no second names on this disk
        draft.rename(path)
    sync(path.parent)


def _sentence(was: Path, path: Path, *, is_taken: bool, end: str) -> str:
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
