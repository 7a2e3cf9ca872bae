"""The backups in the window: lists them, compares them, and goes back to one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotator.domain.errors import Cancelled, KnownError
from annotator.ui.actions import Needs, Spec
from annotator.ui.dialogs.files import ask_target
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.domain.backups import Backups as Found
    from annotator.domain.backups import Preview
    from annotator.services.jobs import Handle
    from annotator.services.projects import Services
    from annotator.ui.dialogs.backups.window import BackupsWindow
    from annotator.ui.main_window import MainWindow

_SUFFIX = ".annotator"


class Backups(Part):
    """Whatever is long is a job, beside which work goes on.

    The project is closed for the moment in which files change their names, and opened again at
    the same place.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._shown: BackupsWindow | None = None
        self._comparing: Handle | None = None
        self._close: Callable[[], None] = lambda: None
        self._open: Callable[[Path], None] = lambda _: None

    def set_doors(self, close: Callable[[], None], open_project: Callable[[Path], None]) -> None:
        """How the project is closed, and another one opened."""
        self._close, self._open = close, open_project

    def specs(self) -> list[Spec]:
        """What stands in the File menu."""
        return [
            Spec(
                "backups",
                "&File",
                "&Backups…",
                (),
                self.show,
                Needs.PROJECT,
                separated=True,
            ),
            Spec(
                "save_copy",
                "&File",
                "Sa&ve a copy as…",
                (),
                self.save_copy,
                Needs.PROJECT,
            ),
        ]

    def set_services(self, services: Services | None) -> None:
        """Another project, or none: jobs of the last one were stopped."""
        super().set_services(services)
        self._comparing = None
        if self._shown is not None:
            self._shown.hide()

    def show(self) -> None:
        """Opens the window, and has the backups read."""
        shown = self._shown or self._make()
        shown.show()
        shown.raise_()
        shown.activateWindow()
        self._read()

    def save_copy(self) -> None:
        """Asks where, and writes the whole project to one file."""
        if self._services is None:
            return
        target = self._ask_name(self.tr("Save a copy of the project"), self._services.path)
        if target is not None:
            job = self._services.backing_up.copy_job(target)
            self._window.jobs.run(job, self._on_saved)

    # ------------------------------------------------------------ parts

    def _make(self) -> BackupsWindow:
        from annotator.ui.dialogs.backups.window import BackupsWindow

        shown = self._shown = BackupsWindow(self._window)
        shown.preview_wanted.connect(self._compare)
        shown.restore_wanted.connect(self._restore)
        shown.copy_wanted.connect(self._open_copy)
        shown.save_wanted.connect(self.save_copy)
        return shown

    def _read(self) -> None:
        if self._services is not None:
            job = self._services.backing_up.overview_job()
            self._window.jobs.run(job, self._on_read, is_quiet=True)

    def _on_read(self, found: Found) -> None:
        if self._shown is not None:
            self._shown.show_backups(found)

    def _compare(self, backup: Path) -> None:
        if self._comparing is not None:
            self._comparing.cancel()
        if self._services is not None:
            self._comparing = self._window.jobs.run(
                self._services.backing_up.preview_job(backup),
                partial(self._on_compared, backup),
                self._on_not_compared,
                is_quiet=True,
            )

    def _on_compared(self, backup: Path, preview: Preview) -> None:
        if self._shown is not None:
            self._shown.show_preview(backup, preview)

    def _on_not_compared(self, error: BaseException) -> None:
        if isinstance(error, KnownError) and self._shown is not None:
            self._shown.show_trouble(str(error))
        elif not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _restore(self, backup: Path) -> None:
        """Copies it beside the project, which stays open meanwhile."""
        services, shown = self._services, self._shown
        if services is None or shown is None:
            return
        if services.read_only:
            self._window.notice.show_text(
                self.tr("The project is open for reading only, so nothing can be restored in it.")
            )
            return
        shown.set_busy(self.tr("Preparing the backup …"))
        self._window.jobs.run(
            services.backing_up.prepare_job(backup), self._put_in_place, self._on_not_prepared
        )

    def _on_not_prepared(self, error: BaseException) -> None:
        if self._shown is not None:
            self._shown.set_busy("")
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _put_in_place(self, ready: Path) -> None:
        from annotator.services import backing_up

        if self._services is None:
            return
        path = self._services.path
        self._close()
        try:
            kept = backing_up.restore(ready, path)
        except KnownError as error:
            self._open(path)
            self.failed.emit(error)
            return
        self._open(path)
        told = self.tr("Restored. The project as it was before is kept as “{0}”.")
        self._window.notice.show_text(told.format(kept.name))

    def _open_copy(self, backup: Path) -> None:
        from annotator.services import backing_up

        if self._services is None:
            return
        target = self._ask_name(self.tr("Open the backup as a project"), self._services.path)
        if target is not None:
            self._window.jobs.run(backing_up.open_as_copy_job(backup, target), self._open)

    def _ask_name(self, title: str, path: Path) -> Path | None:
        name = self.tr("{0} (copy)").format(path.stem)
        return ask_target(self._window, title, name, _SUFFIX)

    def _on_saved(self, target: Path) -> None:
        told = self.tr("All of the project, its history included, was saved as {0}.")
        self._window.notice.show_text(told.format(target))
