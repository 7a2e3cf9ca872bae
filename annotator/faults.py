"""Leaves word of a process that dies without Python hearing of it: of a segmentation fault, say.

Each process has one file for that while it runs. It begins with what the process was at, in a
fixed number of bytes; after them faulthandler writes if it comes to that. A process that ends well
takes its file away; services.crashes makes a report of one that holds something.
"""

from __future__ import annotations

import faulthandler
import os
import sys
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import __version__

if TYPE_CHECKING:
    from typing import BinaryIO

WINDOW = "window"
"""The process whose bad end the user is told of at the next start."""

SUFFIX = ".running"
HEAD_BYTES = 2048
_VARIABLE = "ANNOTATOR_FAULTS"
_KEPT_ACTIONS = 20
_joined: list[Watch] = []


class Watch:
    """Knows the user's last actions by name, and keeps them where they survive the process."""

    def __init__(self) -> None:
        self._actions: deque[str] = deque(maxlen=_KEPT_ACTIONS)
        self._path: Path | None = None
        self._faults: BinaryIO | None = None
        self._head: BinaryIO | None = None
        self._was_enabled = False

    @property
    def actions(self) -> tuple[str, ...]:
        """The names of the last actions, the newest last."""
        return tuple(self._actions)

    def note(self, action: str) -> None:
        """The user does something now. action: its name, nothing that it is about."""
        self._actions.append(action)
        self._write_head()

    def begin(self, process: str, folder: Path) -> None:
        """From now on the folder hears of a hard end; harmless where it cannot be written.

        process: what this one does, a word. Processes started from now on may join: see join().
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._path = folder / f"{process}-{os.getpid()}{SUFFIX}"
            self._faults = self._path.open("wb", buffering=0)
            self._head = self._path.open("r+b", buffering=0)
            _lock(self._faults)
            self._write_head()
            self._faults.seek(HEAD_BYTES)
        except OSError:
            self.end()
            return
        os.environ[_VARIABLE] = str(folder)
        self._was_enabled = faulthandler.is_enabled()
        faulthandler.enable(self._faults)

    def end(self) -> None:
        """The process ends well: there is nothing to tell."""
        if os.environ.pop(_VARIABLE, None) is not None:
            faulthandler.disable()
            if self._was_enabled and sys.__stderr__ is not None:
                faulthandler.enable(sys.__stderr__)
        for file in (self._head, self._faults):
            if file is not None:
                file.close()
        self._head = self._faults = None
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
            self._path = None

    def _write_head(self) -> None:
        if self._head is None:
            return
        lines = (f"version {__version__}", f"actions {' '.join(self._actions)}", "")
        head = "\n".join(lines).encode()[:HEAD_BYTES].ljust(HEAD_BYTES)
        with suppress(OSError):
            self._head.seek(0)
            self._head.write(head)


def join(process: str) -> None:
    """Watches a process that the program started; as it is ended from outside, to its end."""
    folder = os.environ.get(_VARIABLE)
    if folder:
        _joined.append(Watch())
        _joined[-1].begin(process, Path(folder))


def is_in_use(path: Path) -> bool:
    """Whether the process of such a file runs, as far as that can be known."""
    if sys.platform == "win32":
        try:
            path.rename(path)  # refused while somebody has it open
        except OSError:
            return True
        return False
    try:
        with path.open("r+b") as file:
            _lock(file)
    except OSError:
        return True
    return False


def _lock(file: BinaryIO) -> None:
    """Raises OSError if another process has locked it. It is free when that one has ended."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
