"""There is a display but no window: says why."""

from __future__ import annotations

import sys

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from annotator.services.crashes.failed_start import EXIT_CODE, tell_error

_NOBODY_LOOKS = {"offscreen", "minimal"}


def told(error: Exception) -> int:
    """Says on standard error why there is no window, else in a box. Returns the exit code."""
    sentence = tell_error(error)
    is_app = isinstance(QApplication.instance(), QApplication)
    if is_app and not _is_read() and QGuiApplication.platformName() not in _NOBODY_LOOKS:
        QMessageBox.critical(None, "Annotator", sentence)
    return EXIT_CODE


def _is_read() -> bool:
    """Whether somebody sees standard error. On Windows the sentence has had its box already."""
    return sys.platform == "win32" or (sys.stderr is not None and sys.stderr.isatty())
