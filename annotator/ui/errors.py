"""The one way in which the window tells of errors: it shows them and logs them."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from annotator.domain.errors import EditConflict, KnownError

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_log = logging.getLogger("annotator.ui")


def report(error: BaseException, window: MainWindow) -> None:
    """A sentence for what is nobody's bug; for a bug, the offer to copy a report."""
    if isinstance(error, KnownError):
        _log.info("%s: %s", type(error).__name__, error)
        window.notice.show_text(str(error))
        return
    if isinstance(error, EditConflict):
        _log.info("edit conflict: %s", error)
        window.notice.show_text(
            window.tr("That was changed meanwhile; look at it again and repeat what you did.")
        )
        return
    _log.error("unexpected error", exc_info=error)
    details = "".join(traceback.format_exception(error))
    window.notice.show_text(
        window.tr("Something went wrong inside of the program. Your work is saved."),
        window.tr("Copy the report"),
        lambda: QGuiApplication.clipboard().setText(details),
    )
