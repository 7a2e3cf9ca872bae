"""Shows what others write to a project that is open for reading only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.domain.errors import AnnotatorError
from annotator.services.changes import Changed
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.domain.labels import LabelScheme
    from annotator.services.projects import Services
    from annotator.ui.main_window import MainWindow
    from annotator.ui.parts.desk import ArticleDesk

_EVERY_MS = 1_000


class ReadingAlong(Part):
    """Looks each second while the window is the active one, and at once when it becomes that."""

    def __init__(self, window: MainWindow, desk: ArticleDesk) -> None:
        super().__init__(window)
        self._desk = desk
        self._scheme: LabelScheme | None = None
        self._reopen: Callable[[Path], None] = lambda _: None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def set_door(self, reopen: Callable[[Path], None]) -> None:
        """How a project is opened for reading once more: another file has its name now."""
        self._reopen = reopen

    def set_services(self, services: Services | None) -> None:
        """Looks only where others may write."""
        super().set_services(services)
        if services is not None and services.read_only:
            self._scheme = services.browsing.scheme()
            self._timer.start()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Shows what has been written meanwhile."""
        services = self._services
        if services is None or not self._window.isActiveWindow():
            return
        from annotator.services.following import Moved

        try:
            moved = services.following.look()
            if moved is Moved.WRITTEN:
                self._show(services)
        except AnnotatorError as error:
            self._timer.stop()
            self.failed.emit(error)
            return
        if moved is Moved.REPLACED:
            # not within the turn of a timer that it takes away
            QTimer.singleShot(0, self, lambda: self._reopen(services.path))

    def _show(self, services: Services) -> None:
        document = self._desk.document
        scheme = services.browsing.scheme()
        before, self._scheme = self._scheme, scheme
        if document is not None:
            services.changes.publish(Changed(frozenset((document.id,)), scheme=scheme != before))
        services.changes.publish(Changed(listing=True, memory=True))
