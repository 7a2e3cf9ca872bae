"""What the window's verbs live in: parts that are handed the open project and give actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from annotator.services.changes import Changed
    from annotator.services.projects import Services
    from annotator.ui.actions import Spec
    from annotator.ui.main_window import MainWindow


class Part(QObject):
    """One kind of thing that menus, keys and panels ask for; made once, with the window.

    A part works on the project that is open. What it shows, it builds on first use.
    """

    failed = Signal(object)
    """An AnnotatorError that one of its verbs met."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._services: Services | None = None

    def set_services(self, services: Services | None) -> None:
        """Works on this project from now on; None: none is open."""
        self._services = services

    def leave(self) -> None:
        """The project is about to be put away: last chance to do something with it."""

    def apply(self, changed: Changed) -> None:
        """Shows what changed in the project, if it shows any of it."""

    def specs(self) -> list[Spec]:
        """Its actions."""
        return []
