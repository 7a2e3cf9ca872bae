"""The log file: for whoever has to find out why something went wrong."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from annotator.domain.traces import clean_trace
from annotator.services.folders import log_folder

if TYPE_CHECKING:
    from pathlib import Path

_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Characters that end a line, command a terminal or turn the direction of writing."""
_LONGEST = 1_000_000
_KEPT = 3


class CleanFormatter(logging.Formatter):
    """Writes of exceptions where they came from, and no message that may quote an article."""

    def format(self, record: logging.LogRecord) -> str:
        """One record. What other handlers made of its exception is not used."""
        plain = logging.makeLogRecord(record.__dict__)
        plain.exc_info = plain.exc_text = plain.stack_info = None
        # a file's name may hold a line break, and what follows would look like another record
        line = _BREAKING.sub(lambda found: ascii(found[0])[1:-1], super().format(plain))
        error = record.exc_info[1] if record.exc_info else None
        return f"{line}\n{clean_trace(error)}" if error else line


def start_logging(folder: Path | None = None) -> Path | None:
    """Writes what the program logs to a file from now on, a megabyte at most, three kept.

    folder: None for the usual place. Returns the file, None if it cannot be written.
    No text of an article is logged above DEBUG, which is not written.
    """
    folder = folder or log_folder()
    path = folder / "annotator.log"
    root = logging.getLogger("annotator")
    if any(isinstance(one, _Quiet) for one in root.handlers):
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _Quiet(path, maxBytes=_LONGEST, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        root.addHandler(logging.NullHandler())  # without any, warnings would go to the terminal
        return None
    handler.setFormatter(CleanFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return path


def stop_logging() -> None:
    """Closes the file."""
    root = logging.getLogger("annotator")
    for handler in [one for one in root.handlers if isinstance(one, _Ours)]:
        root.removeHandler(handler)
        handler.close()


class _Quiet(RotatingFileHandler):
    """A log that cannot be written, as on a full disk, is nothing to speak of on the terminal."""

    def rotate(self, source: str, dest: str) -> None:
        """Where another window has the file open, Windows refuses: it grows a little longer."""
        with suppress(OSError):
            super().rotate(source, dest)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Lets the record go."""


_Ours = _Quiet | logging.NullHandler
