"""The registry in a window of its own, beside the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from annotator.ui.panels.registry.pages import RegistryPage

if TYPE_CHECKING:
    from annotator.services.changes import Changed
    from annotator.services.projects import Services
    from annotator.ui.panels.job_bar import JobBar

_SIZE = (1040, 700)


class RegistryWindow(QDialog):
    """Not modal: one annotates on while it is open. Escape closes it."""

    mention_chosen = Signal(object)
    """The Mention that is to be gone to in its article."""

    def __init__(self, jobs: JobBar, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("registry_window")
        self.setWindowTitle(self.tr("Registry"))
        self.resize(*_SIZE)
        self.page = RegistryPage(jobs, self)
        self.page.mention_chosen.connect(self.mention_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        for key, call in (
            (QKeySequence.StandardKey.Undo, self.page.undo),
            (QKeySequence.StandardKey.Redo, self.page.redo),
            (QKeySequence.StandardKey.Find, self.page.focus_search),
        ):
            QShortcut(key, self).activated.connect(call)

    def set_services(self, services: Services | None) -> None:
        """Shows the registry of a project."""
        self.page.set_services(services)

    def apply(self, changed: Changed) -> None:
        """Shows what changed."""
        self.page.apply(changed)
