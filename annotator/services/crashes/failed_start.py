"""The window cannot even be opened: one sentence, and a report."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from annotator.domain.errors import KnownError
from annotator.domain.traces import clean_trace, without_home
from annotator.services.crashes.reports import report_error, report_trace

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger("annotator")

EXIT_CODE = 1
_PROCESS = "the window, before it was there"


def tell_error(error: Exception) -> str:
    """Reports an exception that keeps the window from opening, and says so on standard error.

    Returns the sentence, to be shown elsewhere as well.
    """
    _log.info("the window did not open: %s", clean_trace(error))
    report = report_error(error, process=_PROCESS)
    if isinstance(error, KnownError):
        sentence = str(error)
    elif isinstance(error, ImportError) and ".so" in str(error):
        sentence = (
            f"The window cannot be opened: {str(error).partition(':')[0]} is missing on this"
            " system. Install the package that holds it."
        )
    else:
        sentence = f"The window cannot be opened, because of an error ({type(error).__name__})."
    return _say(sentence, report.path)


def tell_qt(sentence: str, said: str) -> str:
    """The same for what Qt said before it gave up."""
    report = report_trace(f"Qt: {without_home(said)}", process=_PROCESS)
    return _say(sentence, report.path)


def _say(sentence: str, path: Path | None) -> str:
    text = f"{sentence} There is a report in {path}." if path else sentence
    if sys.stderr is not None:
        sys.stderr.write(f"annotator: {text}\n")
        sys.stderr.flush()
    if sys.platform == "win32":
        import ctypes

        if not ctypes.windll.kernel32.GetConsoleWindow():  # it was started by a click
            ctypes.windll.user32.MessageBoxW(None, text, "Annotator", 0x10)
    return text
