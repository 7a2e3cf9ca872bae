"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from annotator.domain.errors import ExportFailed
from annotator.domain.project_file import has_project_header

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = ".annotator-"


@contextmanager
def atomic_file(target: Path) -> Iterator[BinaryIO]:
    """A file to write, moved to `target` when the block ends well; else the old one stays.

    Raises ExportFailed, with a sentence, where the file system refuses.
    """
    target = target.resolve()  # a link stays, and what it leads to is written
    if target.exists() and not target.is_file():
        raise ExportFailed(f"{target} is no ordinary file. Choose another place.")
    if has_project_header(target):
        raise ExportFailed(f"{target} is a project. Choose another name.")
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=_PREFIX)
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _give_usual_mode(temporary)
        Path(temporary).replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportFailed(
            f"{target} cannot be written: {reason}. Choose another place."
        ) from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _give_usual_mode(name: str) -> None:
    """mkstemp makes files for the owner alone; an export is an ordinary file."""
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)
