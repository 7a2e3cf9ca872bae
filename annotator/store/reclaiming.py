"""Taking SQLite's locks again, should something in this process have lost them.

Nothing of ours opens a project file beside SQLite (see domain/held_files.py), but a library may, or
a part of the desktop that runs in our process. The system then drops the locks and tells nobody.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from pathlib import Path

from annotator.store.inspection import beside

_log = logging.getLogger("annotator.store")

_SHARED = (0x40000002, 510)
"""Where SQLite locks a file that it reads, as (start, length) in bytes; fixed by the format."""
_ALIVE = (128, 1)
"""Where it locks the index beside a file, by which others know that the log is in use."""

if sys.platform == "win32":

    def reclaim(path: Path) -> bool:  # noqa: ARG001 - as elsewhere
        """Nothing to do: Windows' locks belong to a handle, and other handles leave them alone."""
        return False

else:
    import fcntl

    def reclaim(path: Path) -> bool:
        """Takes the locks that each connection to a file in WAL mode holds; whether one was gone.

        There must be such a connection meanwhile, or SQLite would be told of none of it. Taking a
        lock that is held already changes nothing. Whether one was gone is only known on Linux.
        """
        found = _descriptors((path, beside(path, "-shm")))
        if len(found) < 2:  # not in WAL mode, where SQLite keeps no lock while it does nothing
            return False
        was_gone = [_is_without_lock(descriptor) for descriptor in found]
        for descriptor, (start, length) in zip(found, (_SHARED, _ALIVE), strict=True):
            try:
                fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB, length, start)
            except OSError as error:  # another program has locked the file for itself meanwhile
                _log.warning("the locks on %s are gone: %s", path, error)
                return True
        if any(was_gone):
            _log.warning("the locks on %s were gone, and have been taken again", path)
        return any(was_gone)

    def _descriptors(paths: tuple[Path, Path]) -> list[int]:
        """Those by which SQLite has these files open; a file that is not open is left out."""
        wanted = []
        for path in paths:
            with suppress(OSError):
                found = path.stat()
                wanted.append((found.st_dev, found.st_ino))
        by_file: dict[tuple[int, int], int] = {}
        for one in Path("/dev/fd").iterdir():
            with suppress(OSError):  # the one that lists them is closed by now
                opened = os.fstat(int(one.name))
                by_file.setdefault((opened.st_dev, opened.st_ino), int(one.name))
        return [by_file[one] for one in wanted if one in by_file]

    def _is_without_lock(descriptor: int) -> bool:
        try:
            return "POSIX" not in Path(f"/proc/self/fdinfo/{descriptor}").read_text("ascii")
        except OSError:  # only Linux tells
            return False
