"""What goes out of a project."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from annotator.domain.errors import KnownError
from annotator.ui.dialogs.files import ask_folder, ask_target, may_replace
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.exporting import ExportReport
    from annotator.services.exports.request import ExportRequest
    from annotator.services.projects import Services
    from annotator.services.settings import SettingsFile
    from annotator.ui.dialogs.export import ExportDialog
    from annotator.ui.main_window import MainWindow


class Exports(Part):
    """Asks what and where, exports in the background, and tells what did not fit."""

    exported = Signal()
    """A file was written."""

    def __init__(self, window: MainWindow, settings: SettingsFile) -> None:
        super().__init__(window)
        self._settings = settings
        self._dialog: ExportDialog | None = None

    def leave(self) -> None:
        """The project is about to be put away."""
        if self._dialog is not None:
            self._dialog.reject()

    def export(self) -> None:
        """Opens the dialog."""
        if self._services is None:
            return
        if self._dialog is not None:
            self._dialog.activateWindow()
            return
        from annotator.ui.dialogs.export import ExportDialog

        self._window.inspector.save()
        browsing = self._services.browsing
        self._dialog = dialog = ExportDialog(
            self._services.exporting,
            partial(self._window.jobs.run, is_quiet=True),
            labels=browsing.scheme().names(),
            annotators=sorted(set(browsing.annotators().values())),
            listed=self._window.articles.filter.where,
            parent=self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.choose(*self._remembered(self._services))
        dialog.failed.connect(self.failed)
        dialog.export_wanted.connect(self._export)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    # ------------------------------------------------------------ parts

    def _export(self) -> None:
        dialog, services = self._dialog, self._services
        if dialog is None or services is None:
            return
        request = dialog.request()
        target = self._ask_where(dialog, services, request)
        if target is None:
            return
        self._remember(services, request)
        dialog.accept()
        try:
            job = services.exporting.job(request, target)
        except KnownError as error:
            self.failed.emit(error)
        else:
            self._window.jobs.run(job, self._on_exported)

    def _ask_where(
        self, dialog: ExportDialog, services: Services, request: ExportRequest
    ) -> Path | None:
        """The file or the folder; None if the user goes on choosing."""
        name = services.path.with_suffix("")
        title = dialog.windowTitle()
        if not dialog.makes_folder():
            return ask_target(dialog, title, str(name), dialog.extension(), asks_replace=True)
        proposed = name.with_name(f"{name.name} {request.format}")
        target = ask_folder(dialog, title, proposed, services.exporting.replaces)
        if target is None or not services.exporting.replaces(target):
            return target
        return target if may_replace(dialog, target) else None

    def _on_closed(self) -> None:
        self._dialog = None
        self._window.activateWindow()  # the keyboard goes back, whatever the platform does

    def _on_exported(self, done: ExportReport) -> None:
        self.exported.emit()
        found = done.found
        said = self.tr("Exported {0} with {1} to {2}.").format(
            _counted(found.articles, self.tr("1 article"), self.tr("{0} articles")),
            _counted(found.annotations, self.tr("1 annotation"), self.tr("{0} annotations")),
            done.path,
        )
        if not found.grave:
            self._window.notice.show_text(said)
            return
        lost = _counted(
            found.grave,
            self.tr("One thing did not fit as it is."),
            self.tr("{0} things did not fit as they are."),
        )
        self._window.notice.show_text(
            f"{said} {lost}", self.tr("Show"), partial(self._show_lost, done)
        )

    def _show_lost(self, done: ExportReport) -> None:
        from annotator.ui.dialogs.export import LostDialog

        LostDialog(done, self._window).show()

    def _remembered(self, services: Services) -> tuple[str, dict[str, str]]:
        """The format that was chosen last in this project, and its options."""
        try:
            found = json.loads(self._settings.value.exports.get(str(services.path), "{}"))
            options = {str(name): str(value) for name, value in found["options"].items()}
            return str(found["format"]), options
        except (ValueError, TypeError, KeyError, AttributeError):
            return "", {}  # nothing is known, or the settings were written by hand

    def _remember(self, services: Services, request: ExportRequest) -> None:
        text = json.dumps({"format": request.format, "options": dict(request.options)})
        settings = self._settings.value
        kept = {path: one for path, one in settings.exports.items() if path in settings.recent}
        self._settings.update(exports={**kept, str(services.path): text})


def _counted(count: int, one: str, many: str) -> str:
    return one if count == 1 else many.format(f"{count:,}")
