"""What helps to report an error: the logs, the details, and word of how the program ended last."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from annotator.faults import WINDOW
from annotator.ui.actions import Spec
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from annotator.ui.errors import Errors
    from annotator.ui.main_window import MainWindow
    from annotator.ui.parts.news import News

_log = logging.getLogger("annotator")

_HELP = "&Help"
_LATER_MS = 1000
"""Finding out the versions takes a hundredth of a second, in which the article can be there."""


class Reporting(Part):
    """The entries of the Help menu for when something went wrong."""

    def __init__(self, window: MainWindow, errors: Errors, news: News) -> None:
        super().__init__(window)
        self._errors = errors
        self._news = news

    def specs(self) -> list[Spec]:
        """What stands in the Help menu."""
        return [
            Spec(
                "open_logs", _HELP, "Open the folder of &logs", (), self.open_logs, separated=True
            ),
            Spec("copy_details", _HELP, "Copy &details for a report", (), self.copy_details),
        ]

    def open_logs(self) -> None:
        """Shows the folder that holds the log, with that of the reports in it."""
        from annotator.services.folders import log_folder
        from annotator.ui.folder_opening import open_folder

        if not open_folder(log_folder()):
            self._window.notice.show_text(
                self.tr("No program here shows folders. The log lies in {0}.").format(log_folder())
            )

    def copy_details(self) -> None:
        """Puts the versions of everything on the clipboard."""
        from annotator.services.crashes.facts import as_text, facts

        text = as_text(facts())
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(text)
        if clipboard.text() == text:
            self._window.said.say(self.tr("Copied the details"))
        else:
            self._window.notice.show_text(
                self.tr("The clipboard cannot be reached now. The details are:\n{0}").format(text)
            )

    def begin(self) -> None:
        """The window is there: looks how the program ended last time, before it may end again."""
        from annotator.services.crashes.ended import reports_of_ended

        QTimer.singleShot(_LATER_MS, self, self._log_start)
        endings = [one for one in reports_of_ended() if one.process == WINDOW]
        if not endings:
            return
        report = endings[-1].report
        what = self.tr("The program ended unexpectedly last time. Your work is saved.")
        show = partial(self._errors.show_report, report, what)
        self._news.tell(what, self.tr("Show the report"), show)

    def _log_start(self) -> None:
        """Says in the log what runs here: a log is of no use without."""
        from annotator.services.crashes.facts import as_line, facts

        _log.info("started: %s", as_line(facts()))
