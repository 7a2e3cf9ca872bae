"""Shows a folder in the system's own program for that."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LIBRARIES = "LD_LIBRARY_PATH"


def open_folder(folder: Path) -> bool:
    """Shows a folder, made if there is none yet; False if nothing here can."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    with _libraries_of_the_system():
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


@contextmanager
def _libraries_of_the_system() -> Iterator[None]:
    """What is started meanwhile does not get the libraries that a packaged program brings along."""
    ours = os.environ.get(_LIBRARIES)
    before = os.environ.get(f"{_LIBRARIES}_ORIG")  # so the packager's loader keeps what there was
    if ours is None:
        yield
        return
    if before:
        os.environ[_LIBRARIES] = before
    else:
        del os.environ[_LIBRARIES]
    try:
        yield
    finally:
        os.environ[_LIBRARIES] = ours
