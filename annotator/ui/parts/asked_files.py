"""Files that the desktop asks the running program to open."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from annotator.ui.application import Application
    from annotator.ui.main_window import MainWindow
    from annotator.ui.parts.news import News

_AGAIN_MS = 200
"""A dialog or a menu says to nobody here that it is closed."""


class AskedFiles(QObject):
    """Opens the first of those that come together, as the menu does, and tells of the others.

    open_project: opens a project in place of the one that is open.
    """

    def __init__(
        self,
        app: Application,
        window: MainWindow,
        news: News,
        open_project: Callable[[Path], None],
    ) -> None:
        super().__init__(window)
        self._app = app
        self._window = window
        self._news = news
        self._open = open_project
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._welcome)

    def begin(self) -> Path | None:
        """From now on files are opened as they come. Returns the one to begin with, if any came."""
        # Cocoa takes the words of a call for files to open as well; main() knows better
        called = set(sys.argv[1:])
        came = [path for path in self._app.take_wanted() if str(path) not in called]
        self._app.files_wanted.connect(self._come_soon)
        self.tell_of(came[1:])
        return came[0] if came else None

    def tell_of(self, others: Sequence[Path]) -> None:
        """Says that these are not opened, if there are any."""
        if others:
            names = ", ".join(one.name for one in others)
            told = self.tr("A window holds one project; {0} can be opened in its place.")
            self._news.tell(told.format(names))

    # ------------------------------------------------------------ parts

    def _come_soon(self) -> None:
        if self._window.isVisible():  # it is not any more once it was closed
            self._timer.start(0)  # when all that come together are there

    def _welcome(self) -> None:
        # a dialog works on the open project, which must not go from under it
        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            self._timer.start(_AGAIN_MS)
            return
        first, *others = self._app.take_wanted() or (None,)
        if first is None:
            return
        self._show_window()
        self._open(first)
        self.tell_of(others)

    def _show_window(self) -> None:
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.raise_()
        self._window.activateWindow()
