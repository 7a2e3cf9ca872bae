"""The one way in which the window tells of errors: it shows them and logs them."""

from __future__ import annotations

import logging
import sys
import threading
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from annotator.domain.errors import DiskRefused, EditConflict, KnownError
from annotator.domain.traces import clean_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from annotator.faults import Watch
    from annotator.services.crashes.reports import Report
    from annotator.ui.dialogs.crash import CrashDialog
    from annotator.ui.main_window import MainWindow

_log = logging.getLogger("annotator.ui")


class Errors(QObject):
    """A sentence for what is nobody's bug; for a bug, a report in a file, to be shown or copied.

    However often the same bug is met, it is told once, and counted.
    """

    met = Signal(object)
    """An exception that some thread met: it is reported in the window's turn."""

    def __init__(self, window: MainWindow, watch: Watch) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._times: Counter[str] = Counter()
        self._told = ""
        self._refused = ""
        self._dialog: CrashDialog | None = None
        self._is_reporting = False
        self.met.connect(self.report, Qt.ConnectionType.QueuedConnection)

    def report(self, error: BaseException) -> None:
        """Tells of an error that something in the window met."""
        if isinstance(error, KnownError):
            _log.info("%s: %s", type(error).__name__, clean_message(error))
            self._tell_sentence(error)
        elif isinstance(error, EditConflict):
            _log.info("edit conflict in article %s", error.document_id)
            self._window.notice.show_text(
                self.tr("That was changed meanwhile; look at it again and repeat what you did.")
            )
        elif self._is_reporting:
            _log.error("an error while one was reported", exc_info=error)
        else:
            self._is_reporting = True
            try:
                self._report_bug(error)
            finally:
                self._is_reporting = False

    def on_stored(self) -> None:
        """Something was stored: what was told of a disk that refused is not so any more."""
        if self._refused:
            self._window.notice.drop(self._refused)
            self._refused = ""

    def show_report(self, report: Report, what: str) -> None:
        """Opens the report, beside whatever is open; one at a time."""
        from annotator.ui.dialogs.crash import CrashDialog

        if self._dialog is not None:
            self._dialog.close()
        above: QWidget = QApplication.activeModalWidget() or self._window
        self._dialog = CrashDialog(report, what, above)
        self._dialog.finished.connect(self._on_closed)
        self._dialog.show()

    def _tell_sentence(self, error: KnownError) -> None:
        sentence = str(error)
        if isinstance(error, DiskRefused):
            self._refused = sentence
            if self._window.notice.text() == sentence:
                return  # each key would be refused, and is told of once
        self._window.notice.show_text(sentence)

    def _report_bug(self, error: BaseException) -> None:
        from annotator.services.crashes.reports import report_error

        _log.error("unexpected error", exc_info=error)
        report = report_error(error, process="the window", actions=self._watch.actions)
        self._times[report.mark] += 1
        what = self._sentence(self._times[report.mark])
        if self._times[report.mark] == 1 or self._window.notice.text() == self._told:
            self._tell(report, what)
        else:
            self._window.said.say(self.tr("That went wrong again"))

    def _tell(self, report: Report, what: str) -> None:
        self._told = what
        self._window.notice.show_text(
            what, self.tr("Show the report"), lambda: self.show_report(report, what)
        )
        if QApplication.activeModalWidget() is not None and self._dialog is None:
            self.show_report(report, what)  # the strip lies behind a dialog

    def _sentence(self, times: int) -> str:
        what = self.tr("Something went wrong inside of the program.")
        if times > 1:
            what = self.tr("Something went wrong inside of the program, {0} times.").format(times)
        return what + self.tr(" Your work is saved, and you can go on.")

    def _on_closed(self) -> None:
        self._dialog = None


@contextmanager
def errors_of_all_threads(errors: Errors) -> Iterator[None]:
    """Exceptions that no thread has caught reach the window meanwhile, and not the terminal."""
    before = threading.excepthook, sys.unraisablehook

    def on_thread(told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None and not isinstance(told.exc_value, SystemExit):
            errors.met.emit(told.exc_value)

    def on_unraisable(told: sys.UnraisableHookArgs) -> None:
        _log.error("an error nobody could be told of", exc_info=told.exc_value)

    threading.excepthook, sys.unraisablehook = on_thread, on_unraisable
    try:
        yield
    finally:
        threading.excepthook, sys.unraisablehook = before
