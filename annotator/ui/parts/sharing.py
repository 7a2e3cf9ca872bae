"""Tells, once for each project, that it lies where two computers may write to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from annotator.services.projects import Services
    from annotator.services.settings import SettingsFile
    from annotator.services.sharing import Place
    from annotator.ui.main_window import MainWindow
    from annotator.ui.parts.news import News

_LATER_MS = 1_000
"""After a project was opened: its first article comes first."""
_MOST = 200
"""Places that are remembered as told."""


class Sharing(Part):
    """Looks where the project lies, in the background."""

    def __init__(self, window: MainWindow, settings: SettingsFile, news: News) -> None:
        super().__init__(window)
        self._settings = settings
        self._news = news
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LATER_MS)
        self._soon.timeout.connect(self._look)

    def set_services(self, services: Services | None) -> None:
        """Looks soon, if a project is open."""
        super().set_services(services)
        if services is None:
            self._soon.stop()
        else:
            self._soon.start()

    def _look(self) -> None:
        if self._services is not None:
            from annotator.services import sharing

            self._window.jobs.run(sharing.job(self._services.path), self._tell, is_quiet=True)

    def _tell(self, place: Place) -> None:
        told = self._settings.value.told_places
        untold = place.untold(told)
        for _, sentence in untold:
            self._news.tell(sentence)
        if untold:
            keys = (*(key for key, _ in untold), *told)
            self._settings.update(told_places=keys[:_MOST])
