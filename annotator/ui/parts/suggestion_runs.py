"""Asks for suggestions in the background, whenever there are articles without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import Cancelled
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from annotator.services.projects import Services
    from annotator.services.settings import SettingsFile
    from annotator.services.suggestion_run import SuggestReport
    from annotator.ui.main_window import MainWindow


class SuggestionRuns(Part):
    """Starts one run of the suggesters at a time."""

    def __init__(self, window: MainWindow, settings: SettingsFile) -> None:
        super().__init__(window)
        self._settings = settings
        self._suggesting = self._suggest_again = False

    def set_services(self, services: Services | None) -> None:
        """Asks for this project from now on; a run for another has been stopped."""
        super().set_services(services)
        self._suggesting = self._suggest_again = False

    def suggest(self) -> None:
        """Looks for suggestions in every article that was not looked at yet, in the background."""
        if self._services is None or self._services.read_only:
            return
        if self._suggesting:
            self._suggest_again = True
            return
        self._suggesting = True
        self._suggest_again = False
        job = self._services.suggesting.job(workers=self._settings.value.processes)
        self._window.jobs.run(job, self._on_suggested, self._on_not_suggested)

    def pause(self) -> None:
        """Lets the suggesters wait, or go on."""
        if not self._window.jobs.toggle_pause():
            self._window.said.say(self.tr("Nothing that could wait is at work"))

    def _on_suggested(self, done: SuggestReport) -> None:
        self._end_suggesting()
        if done.failures:
            self._window.notice.show_text(
                self.tr("{0} articles could not be read for suggestions: {1}").format(
                    len(done.failures), next(iter(done.failures.values()))
                )
            )
        elif done.missing:
            self._window.notice.show_text(
                self.tr("The language model has not got what these suggesters need: {0}.").format(
                    ", ".join(done.missing)
                )
            )
        elif done.restarts:
            self._window.notice.show_text(
                self.tr("The suggestion process stopped and was started again.")
            )

    def _on_not_suggested(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._suggest_again = False
        else:
            self.failed.emit(error)
        self._end_suggesting()

    def _end_suggesting(self) -> None:
        """For articles that came while others were read, once more."""
        self._suggesting = False
        if self._suggest_again:
            self.suggest()
