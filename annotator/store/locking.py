"""One writer a project: the lock beside the file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from annotator.domain.errors import ProjectError, ProjectInUse

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE_S = 0.1


class WriterLock:
    """Held while a project is open for writing. The system frees it if the process dies."""

    def __init__(self, path: Path) -> None:
        """Takes the lock of the project at `path`.

        Raises ProjectInUse if anyone has it, in this process or another, and ProjectError if the
        folder does not let us make the lock.
        """
        self.path = path.with_name(path.name + "-lock")
        # not per thread: a project may be closed by another thread than opened it
        self._lock = FileLock(self.path, thread_local=False)
        try:
            self._lock.acquire(timeout=_PATIENCE_S, poll_interval=0.02)
        except Timeout:
            raise ProjectInUse(
                f"{path} is open in another window or program{_holder(self.path)}."
                " Close it there first."
            ) from None
        except OSError as error:
            raise ProjectError(
                f"{path.parent} is not writable, so {path.name} cannot be worked on there"
                f" ({error.strerror or error}). Copy it to a folder of your own."
            ) from error
        self._write_pid()

    def release(self) -> None:
        """Gives the lock back and removes its file; harmless when done already."""
        if not self._lock.is_locked:
            return
        # while it is held, so that nobody else's lock is removed; Windows only lets us afterwards
        if os.name == "posix":
            self.path.unlink(missing_ok=True)
        self._lock.release()
        if os.name != "posix":
            _remove(self.path)

    def _write_pid(self) -> None:
        # the first byte is left alone: Windows keeps others from reading what is locked
        with self.path.open("r+b", buffering=0) as file:
            file.seek(1)
            file.write(b"%-20d\n" % os.getpid())


def _holder(lock_path: Path) -> str:
    try:
        with lock_path.open("rb", buffering=0) as file:
            file.seek(1)
            pid = int(file.read(32))
    except (OSError, ValueError):
        return ""
    return f" (process {pid})"


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # another window was quicker; the file is its lock now
