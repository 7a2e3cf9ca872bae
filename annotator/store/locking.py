"""One writer a project: the lock beside the file, in which its holder says who it is."""

from __future__ import annotations

import getpass
import json
import os
import platform
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from filelock import FileLock, Timeout

from annotator.domain.errors import ProjectError, ProjectInUse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE_S = 0.1
_PATIENCE_WITH_LOOKERS_S = 20.0
_PATIENCE_WITH_UNKNOWN_S = 2.0
"""Whoever has taken it may not yet have got as far as to write who they are."""
"""Whoever only looks whether the file is whole is done soon; a large one may take seconds."""
_LONGEST = 4096
"""Bytes that are read of a lock file, whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who works on a project.

    command: the terminal's command, "" for a window. process: its number; 0 if it is not known.
    user, machine: their names; "" if they are not known. since: aware, ISO 8601, UTC; or "".
    is_looking: at the moment it looks whether the file is whole, or tidies away what is beside it.
    """

    command: str = ""
    process: int = 0
    user: str = ""
    machine: str = ""
    since: str = ""
    is_looking: bool = False

    @classmethod
    def here(cls, command: str, *, is_looking: bool = False) -> Self:
        """This process, now."""
        since = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(command, os.getpid(), _user(), platform.node(), since, is_looking)

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is certainly another machine."""
        return bool(self.machine) and self.machine != platform.node()

    def told(self) -> str:
        """Who it is, as a sentence goes on after "is open in"."""
        what = f"the command “annotator {self.command}”" if self.command else "another window"
        if not self.user:  # a lock of an older version of the program
            what = "another window or program"
        words = [
            f"of {self.user}" if self.user else "",
            f"on the computer {self.machine}" if self.is_elsewhere else "",
            f"since {_written(self.since)}" if self.since else "",
            f"(process {self.process})" if self.process else "",
        ]
        return " ".join([what, *(word for word in words if word)])


class WriterLock:
    """Held while a project is open for writing. The system frees it if the process dies.

    left_behind: who held it on another machine and has not given it back, as far as is known;
    None if nobody did.
    """

    def __init__(self, path: Path, command: str = "", *, is_looking: bool = False) -> None:
        """Takes the lock of the project at `path`. command: the terminal's, "" for a window.

        is_looking: for a moment, in which others wait: they must neither write nor tidy away what
        lies beside the file while it is checked. Whoever then stays calls settle().
        Raises ProjectInUse if anyone has it, in this process or another, and ProjectError if the
        folder does not let us make the lock.
        """
        self.path = path.with_name(path.name + "-lock")
        self.left_behind: Holder | None = None
        before = read_holder(self.path)  # some versions of the library empty the file
        # not per thread: a project may be closed by another thread than opened it
        self._lock = FileLock(self.path, thread_local=False)
        try:
            self._acquire(path)
        except OSError as error:
            raise ProjectError(
                f"{path.parent} is not writable, so {path.name} cannot be worked on there"
                f" ({error.strerror or error}). Copy it to a folder of your own."
            ) from error
        if before is not None and before.is_elsewhere:
            self.left_behind = before
        self._holder = Holder.here(command, is_looking=is_looking)
        self._write(self._holder)
        self._command = command
        self._identity = _identity(self.path)

    def remark(self, path: Path) -> str:
        """What is to be said of a lock that another machine has left; "" for nothing."""
        other = self.left_behind
        if other is None:
            return ""
        return (
            f"{path.name} may be open on the computer {other.machine}, where {other.user or 'it'}"
            f" was at work on it since {_written(other.since)}. Make sure that it is closed there:"
            " two computers at once would damage it."
        )

    def move(self, path: Path) -> None:
        """Lets go of its project, whose file has gone, and takes the lock of the one at `path`.

        The old lock's file is left alone where it is not ours any more. Raises as __init__ does.
        """
        target = path.with_name(path.name + "-lock")
        is_here = self._lock.is_locked and self._identity == _identity(self.path)
        if is_here and target == self.path:
            return
        taken = WriterLock(path, self._command)
        if is_here:
            self.release()
        else:
            self._lock.release()
        self.path, self._lock, self._identity = taken.path, taken._lock, taken._identity

    def settle(self) -> None:
        """Says that its holder no longer only looks, but stays."""
        self._write(replace(self._holder, is_looking=False))

    def release(self) -> None:
        """Gives the lock back and removes its file; harmless when done already."""
        if not self._lock.is_locked:
            return
        # while it is held, so that nobody else's lock is removed; Windows only lets us afterwards
        if os.name == "posix" and self._identity == _identity(self.path):
            self.path.unlink(missing_ok=True)
        self._lock.release()
        if os.name != "posix":
            _remove(self.path)

    def _acquire(self, path: Path) -> None:
        begun = time.monotonic()
        while True:
            try:
                self._lock.acquire(timeout=_PATIENCE_S, poll_interval=0.02)
            except Timeout:
                holder = read_holder(self.path)
                if time.monotonic() - begun > _patience_with(holder):
                    raise ProjectInUse(_refusal(path, holder)) from None
            else:
                return

    def _write(self, holder: Holder) -> None:
        # the first byte is left alone: Windows keeps others from reading what is locked
        words = json.dumps(asdict(holder)).encode()[: _LONGEST - 2]
        try:
            with self.path.open("r+b", buffering=0) as file:
                file.seek(1)
                file.write(words + b"\n")
                file.truncate()
        except OSError:
            return  # a full disk, say: the lock is held all the same


def _patience_with(holder: Holder | None) -> float:
    if holder is None:
        return _PATIENCE_WITH_UNKNOWN_S
    return _PATIENCE_WITH_LOOKERS_S if holder.is_looking else 0.0


@contextmanager
def while_nobody_looks(path: Path) -> Iterator[None]:
    """For closing a file that was read: that folds its log, which nobody may be reading by hand.

    Whoever stays has the file open, so that closing it elsewhere tidies nothing away.
    """
    try:
        lock = WriterLock(path, is_looking=True)
    except ProjectError:
        lock = None
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def read_holder(lock_path: Path) -> Holder | None:
    """Who a lock file says it is; None if it says nothing."""
    try:
        with lock_path.open("rb", buffering=0) as file:
            file.seek(1)
            found = json.loads(file.read(_LONGEST))
    except (OSError, ValueError, RecursionError):
        return None
    if isinstance(found, int):  # as older versions of the program wrote it
        return Holder(process=found)
    if not isinstance(found, dict):
        return None
    texts = {name: found.get(name) for name in ("command", "user", "machine", "since")}
    process = found.get("process")
    return Holder(
        process=process if isinstance(process, int) else 0,
        is_looking=found.get("is_looking") is True,
        **{name: text for name, text in texts.items() if isinstance(text, str)},
    )


def _refusal(path: Path, holder: Holder | None) -> str:
    holder = holder or Holder()
    if holder.command:
        return f"{path} is in use: {holder.told()} is at work on it. Wait until that has ended."
    return f"{path} is open in {holder.told()}. Close it there first."


def _written(since: str) -> str:
    """A time as one says it here, without the day if it is today."""
    try:
        at = datetime.fromisoformat(since).astimezone()
    except ValueError:
        return since
    is_today = at.date() == datetime.now(UTC).astimezone().date()
    return f"{at:%H:%M}" if is_today else f"{at.day} {at:%B %Y, %H:%M}"


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # Windows has no module for asking the system
        return ""


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # another window was quicker; the file is its lock now
