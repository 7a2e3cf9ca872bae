"""What comes into a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from annotator.ui.dialogs.files import ask_existing_folder, ask_files
from annotator.ui.parts.arrivals import Arrivals
from annotator.ui.parts.column_asking import ColumnAsking
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotator.services.changes import Changed
    from annotator.services.import_report import ImportReport
    from annotator.services.projects import Services
    from annotator.services.reading import ReadRequest, Source
    from annotator.ui.main_window import MainWindow

    Sources = Sequence[Path | Source | ReadRequest]


class Traffic(Part):
    """Imports files, folders and pasted texts."""

    imported = Signal()
    """There are new articles, or there may be; or suggesters may have more to say about others."""
    place_wanted = Signal(object, object)
    """The DocumentId of an article and a Span of it are to be shown."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._came_from = ""
        self._asking = ColumnAsking(window)
        self._arrivals = Arrivals(window)
        self._arrivals.place_wanted.connect(self.place_wanted)
        self._arrivals.relabelled.connect(self.imported)
        self._asking.failed.connect(self.failed)
        self._arrivals.failed.connect(self.failed)
        window.files_dropped.connect(self.import_paths)

    def set_services(self, services: Services | None) -> None:
        """Imports into this project from now on."""
        super().set_services(services)
        self._asking.set_services(services)
        self._arrivals.set_services(services)

    def apply(self, changed: Changed) -> None:
        """Shows the labels that there are now to whoever repairs."""
        self._arrivals.apply(changed)

    def choose_files(self) -> None:
        """Asks for files and imports them."""
        paths = ask_files(
            self._window, self.tr("Import articles"), self._folder(), self._import_filter()
        )
        if paths:
            self._came_from = str(paths[0].parent)
            self.import_paths(paths)

    def choose_folder(self) -> None:
        """Asks for a folder and imports all of it."""
        path = ask_existing_folder(self._window, self.tr("Import a folder"), self._folder())
        if path is not None:
            self._came_from = str(path)
            self.import_paths([path])

    def paste(self) -> None:
        """Makes an article of the clipboard's text."""
        if self._services is None:
            return
        from annotator.ui.dialogs.paste import PasteDialog, pasted  # brings what reads files

        text, metadata = pasted(QGuiApplication.clipboard().mimeData())
        dialog = PasteDialog(text, self._window, metadata=metadata)
        request = dialog.request() if dialog.exec() else None
        dialog.deleteLater()
        if request is not None:
            self.import_paths([request])

    def import_paths(self, sources: Sources) -> None:
        """Imports files, folders and pasted texts in the background; asks about tables first."""
        if self._services is None:
            self._window.notice.show_text(self.tr("Open or make a project first."))
            return
        self._asking.ask(sources, self._import)

    def _import(self, sources: Sources) -> None:
        if self._services is not None:
            self._window.jobs.run(self._services.importing.job(sources), self._on_imported)

    def _on_imported(self, done: ImportReport) -> None:
        self.imported.emit()
        self._arrivals.tell(done)

    def _folder(self) -> str:
        """Where to look for articles: where the last came from, else beside the project."""
        return self._came_from or (str(self._services.path.parent) if self._services else "")

    def _import_filter(self) -> str:
        from annotator.services.describing import describe_formats
        from annotator.ui.dialogs.file_filters import filter_for

        return filter_for([(one.title, one.extensions) for one in describe_formats() if one.reads])
