"""Tests the installation, beside the work."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from annotator.domain.errors import Cancelled
from annotator.ui.actions import Spec
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from annotator.services.jobs import Handle
    from annotator.services.projects import Services
    from annotator.services.self_test.report import Report, Result
    from annotator.ui.main_window import MainWindow
    from annotator.ui.self_test.dialog import SelfTestDialog


class SelfTesting(Part):
    """An entry of the Help menu; one test at a time, which ends when nobody looks."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._dialog: SelfTestDialog | None = None
        self._running: Handle | None = None
        self._heard: deque[Result] = deque()

    def specs(self) -> list[Spec]:
        """One entry of the Help menu."""
        return [Spec("self_test", "&Help", "&Test this installation…", (), self.show)]

    def set_services(self, services: Services | None) -> None:
        """All jobs were stopped with the project that was open, this one as well."""
        super().set_services(services)
        if self._running is not None:
            self._on_failed(Cancelled())

    def show(self) -> None:
        """Opens the dialog; a test begins with it."""
        dialog = self._dialog or self._make()
        if not dialog.isVisible():
            self._begin()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    # ------------------------------------------------------------ parts

    def _make(self) -> SelfTestDialog:
        from annotator.ui.self_test.dialog import SelfTestDialog

        self._dialog = SelfTestDialog(self._window)
        self._dialog.again_wanted.connect(self._begin)
        self._dialog.closed.connect(self._stop)
        return self._dialog

    def _begin(self) -> None:
        if self._dialog is None or self._running is not None:
            return
        from annotator.services.self_test.run import Wanted, self_test_apart
        from annotator.window_trial import act

        self._heard.clear()
        self._dialog.begin()
        job = self_test_apart(Wanted(), act, self._heard.append)
        self._running = self._window.jobs.run(
            job, self._on_done, self._on_failed, on_progress=lambda _: self._show_heard()
        )

    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def _show_heard(self) -> None:
        while self._dialog is not None and self._heard:
            self._dialog.add(self._heard.popleft())

    def _on_done(self, report: Report) -> None:
        self._running = None
        self._show_heard()
        if self._dialog is not None:
            self._dialog.show_report(report)

    def _on_failed(self, error: BaseException) -> None:
        self._running = None
        self._heard.clear()
        if self._dialog is not None:
            self._dialog.show_stopped(self._why(error))
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _why(self, error: BaseException) -> str:
        if isinstance(error, Cancelled):
            return self.tr("The test was stopped.")
        return self.tr("The test could not go on: {0}").format(error)
