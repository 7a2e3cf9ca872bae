"""Says how good the suggestions were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import Cancelled
from annotator.ui.actions import Needs, Spec
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from annotator.services.changes import Changed
    from annotator.services.projects import Services
    from annotator.services.suggestion_report import Standing
    from annotator.ui.dialogs.suggestion_report import SuggestionReportWindow
    from annotator.ui.main_window import MainWindow


class Assessing(Part):
    """Opens the report, and has it counted; one count at a time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._report: SuggestionReportWindow | None = None
        self._is_counting = self._is_outdated = False

    def specs(self) -> list[Spec]:
        """The report."""
        return [
            Spec(
                "suggestion_report",
                "S&uggestions",
                "How good are the suggestions?",
                (),
                self.show,
                Needs.PROJECT,
            )
        ]

    def set_services(self, services: Services | None) -> None:
        """Reports on this project from now on; a count of another was stopped."""
        super().set_services(services)
        self._is_counting = self._is_outdated = False
        if self._report is not None:
            self._report.hide()

    def apply(self, changed: Changed) -> None:
        """Counts again soon, if anybody looks."""
        if self._report is not None and changed.documents:
            self._report.count_soon()

    def show(self) -> None:
        """Opens the report."""
        report = self._report or self._make()
        report.show()
        report.raise_()
        report.activateWindow()
        self._count()

    # ------------------------------------------------------------ parts

    def _make(self) -> SuggestionReportWindow:
        from annotator.ui.dialogs.suggestion_report import SuggestionReportWindow

        self._report = SuggestionReportWindow(self._window)
        self._report.count_wanted.connect(self._count)
        return self._report

    def _count(self) -> None:
        if self._services is None:
            return
        if self._is_counting:
            self._is_outdated = True
            return
        self._is_counting, self._is_outdated = True, False
        job = self._services.suggestion_report.job()
        self._window.jobs.run(job, self._on_counted, self._on_failed, is_quiet=True)

    def _on_counted(self, rows: tuple[Standing, ...]) -> None:
        self._is_counting = False
        if self._report is not None:
            self._report.show_standings(rows)
        if self._is_outdated:
            self._count()

    def _on_failed(self, error: BaseException) -> None:
        self._is_counting = self._is_outdated = False
        if not isinstance(error, Cancelled):
            self.failed.emit(error)
