"""The Qt application, and where Qt's own messages go."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QLoggingCategory,
    QMessageLogContext,
    QSettings,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from annotator.resources import resource
from annotator.services.folders import portable_root
from annotator.ui.beginning import qt_end_told

if TYPE_CHECKING:
    from collections.abc import Iterator

_SWITCH_SECONDS = 0.0002


def application() -> QApplication:
    """The one application object of this process."""
    # a key press goes from Qt to Python and back some fifteen times, and each time may wait that
    # long for a job in another thread: while one computed, a tag took 73 ms with the usual 5 ms
    sys.setswitchinterval(_SWITCH_SECONDS)
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else _made()
    # scripts that no installed font has are said once a glyph; the view shows what there is
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    app.setApplicationName("annotator")
    app.setApplicationDisplayName("Annotator")
    app.setDesktopFileName("org.annotator.annotator")  # names the entry of the menu, for its icon
    app.setWindowIcon(QIcon(str(resource("icons", "annotator.svg"))))
    return app


def _made() -> QApplication:
    root = portable_root()
    if root is not None:  # where file dialogs keep what they remember
        native, user = QSettings.Format.NativeFormat, QSettings.Scope.UserScope
        QSettings.setPath(native, user, str(root / "cache"))
    with qt_end_told(_tell_qt):
        return QApplication(sys.argv[:1])


def _tell_qt(sentence: str, said: str) -> None:
    from annotator.services.crashes.failed_start import tell_qt

    tell_qt(sentence, said)


@contextmanager
def qt_messages_logged() -> Iterator[None]:
    """Sends Qt's own messages to the log instead of the terminal."""
    before = qInstallMessageHandler(_log_qt)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Qt's own messages belong into the log, not onto the terminal."""
    level = logging.INFO if kind in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg} else logging.WARNING
    if not text.startswith("This plugin does not support"):  # what it is to have no display
        logging.getLogger("annotator.qt").log(level, "%s", text)
