"""The log file: for whoever has to find out why something went wrong."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

_LONGEST = 1_000_000
_KEPT = 3


def start_logging(folder: Path | None = None) -> Path | None:
    """Writes what the program logs to a file from now on, a megabyte at most, three kept.

    folder: None for the platform's place. Returns the file, None if it cannot be written.
    No text of an article is logged above DEBUG, which is not written.
    """
    folder = folder or Path(platformdirs.user_log_path("annotator", appauthor=False))
    path = folder / "annotator.log"
    root = logging.getLogger("annotator")
    if any(isinstance(one, RotatingFileHandler) for one in root.handlers):
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_LONGEST, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return path


def stop_logging() -> None:
    """Closes the file."""
    root = logging.getLogger("annotator")
    for handler in [one for one in root.handlers if isinstance(one, RotatingFileHandler)]:
        root.removeHandler(handler)
        handler.close()
