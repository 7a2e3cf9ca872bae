"""The project files that this process has open, which nothing else in it may open and close.

On POSIX systems a process loses all of its locks on a file as soon as anything in it closes that
file, whoever opened it and whatever for. SQLite knows that of itself; all others have to ask here.
Without the locks, another program that looks into the project could take away the log to which
SQLite goes on writing. See https://sqlite.org/howtocorrupt.html.

It is one for the process, as the locks are.
"""

from __future__ import annotations

import errno
import threading
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    _Identity = tuple[int, int]

_INDEX = "-shm"
"""How the name of the file beside a project ends that SQLite has locks on as well."""

_held: Counter[_Identity] = Counter()
_guard = threading.Lock()


def hold(path: Path) -> Callable[[], None]:
    """Says that a file is open from now on, until what is returned is called."""
    identity = _identity(path)
    with _guard:
        _held[identity] += 1

    def let_go() -> None:
        with _guard:
            _held[identity] -= 1
            if _held[identity] <= 0:
                del _held[identity]

    return let_go


def is_held(path: Path) -> bool:
    """Whether this process has a project open that is this file, by whatever name, or its index."""
    if not _held:
        return False
    if _identity(path) in _held:
        return True
    try:
        real = path.resolve()
    except (OSError, ValueError):  # the name cannot be one of a file
        return False
    return real.name.endswith(_INDEX) and (
        _identity(real.with_name(real.name.removesuffix(_INDEX))) in _held
    )


def check_free(path: Path) -> None:
    """To be asked before a file that the user named is opened. Raises OSError if it is held."""
    if is_held(path):
        raise OSError(errno.EBUSY, "it is the project that is open", str(path))


def _identity(path: Path) -> _Identity:
    """Which file a path leads to; (0, 0) where it leads to none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return (0, 0)
    return found.st_dev, found.st_ino
