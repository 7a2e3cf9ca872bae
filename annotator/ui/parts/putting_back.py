"""A large project whose file has gone is brought back while the window goes on reading in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import Cancelled
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.errors import ProjectMoved
    from annotator.services.projects import Services
    from annotator.ui.jobs import GuiThread
    from annotator.ui.main_window import MainWindow


class PuttingBack(Part):
    """Runs the job when an edit has found it out, or before the project is closed.

    Edits are refused meanwhile, each with the same sentence; the status bar shows how far it is.
    """

    def __init__(self, window: MainWindow, gui: GuiThread) -> None:
        super().__init__(window)
        self._gui = gui
        self._is_running = False
        self._has_failed = False
        self._then: Callable[[], object] | None = None

    def set_services(self, services: Services | None) -> None:
        """Is told of this project from now on; a job for another has been stopped."""
        super().set_services(services)
        self._is_running, self._has_failed, self._then = False, False, None
        if services is not None:
            services.putting_back.when_due(lambda: self._gui.post(lambda: self._begin(services)))

    def before(self, then: Callable[[], object]) -> bool:
        """Whether there is something to be put back before the project is closed.

        `then` is called after that. Not a second time if it did not work: closing tries all ways.
        """
        services = self._services
        if services is None or self._has_failed:
            return False
        if not self._is_running and not services.putting_back.is_needed:
            return False
        self._then = then
        self._window.notice.show_text(
            self.tr(
                "The project's file was moved, renamed or deleted while it was open. All that you"
                " had saved is being put back first."
            )
        )
        self._begin(services, is_closing=True)
        return True

    def _begin(self, services: Services, *, is_closing: bool = False) -> None:
        if services is not self._services or self._is_running:
            return
        self._is_running = True
        job = services.putting_back.job(is_closing=is_closing)
        self._window.jobs.run(job, self._on_done, self._on_failed)

    def _on_done(self, moved: ProjectMoved | None) -> None:
        self._is_running, self._has_failed = False, False
        if moved is not None:
            self.failed.emit(moved)
        else:
            self._window.notice.show_text(
                self.tr("The project's file is back where it was; you can go on.")
            )
        then, self._then = self._then, None
        if then is not None:
            then()

    def _on_failed(self, error: BaseException) -> None:
        was_asked, self._then = self._then is not None, None
        self._is_running, self._has_failed = False, was_asked
        if isinstance(error, Cancelled):
            self._window.notice.show_text(
                self.tr("The project has not been put back. What you change next begins it anew.")
            )
        else:
            self.failed.emit(error)
