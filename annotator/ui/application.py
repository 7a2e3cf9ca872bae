"""The Qt application, and where Qt's own messages go."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QLoggingCategory,
    QMessageLogContext,
    QSettings,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication

from annotator.resources import resource
from annotator.services.folders import portable_root
from annotator.ui.beginning import qt_end_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SWITCH_SECONDS = 0.0002


class Application(QApplication):
    """Hears of the files that the desktop wants opened: macOS names them in events, not in a call.

    A filter of events would hear of them as well, but is asked about every event of every widget.
    """

    files_wanted = Signal()
    """There are files to take."""

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        self._wanted: list[Path] = []

    def event(self, event: QEvent) -> bool:
        """Keeps the files that are named until somebody takes them."""
        if isinstance(event, QFileOpenEvent):
            file = event.file()  # of an address as well, if it is one of a file
            if file:
                self._wanted.append(Path(file))
                self.files_wanted.emit()
                return True
        return super().event(event)

    def take_wanted(self) -> tuple[Path, ...]:
        """The files that came since the last time, in their order."""
        wanted, self._wanted = tuple(self._wanted), []
        return wanted


def application() -> Application:
    """The one application object of this process."""
    # a key press goes from Qt to Python and back some fifteen times, and each time may wait that
    # long for a job in another thread: while one computed, a tag took 73 ms with the usual 5 ms
    sys.setswitchinterval(_SWITCH_SECONDS)
    existing = QApplication.instance()
    app = existing if isinstance(existing, Application) else _made()
    # scripts that no installed font has are said once a glyph; the view shows what there is
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    app.setApplicationName("annotator")
    app.setApplicationDisplayName("Annotator")
    app.setDesktopFileName("org.annotator.annotator")  # names the entry of the menu, for its icon
    app.setWindowIcon(QIcon(str(resource("icons", "annotator.svg"))))
    return app


def _made() -> Application:
    root = portable_root()
    if root is not None:  # where file dialogs keep what they remember
        native, user = QSettings.Format.NativeFormat, QSettings.Scope.UserScope
        QSettings.setPath(native, user, str(root / "cache"))
    with qt_end_told(_tell_qt):
        return Application(sys.argv[:1])


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
