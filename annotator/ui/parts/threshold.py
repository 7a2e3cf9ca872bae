"""Hides suggestions whose score is too low, here and in every article."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.ui.actions import Needs, Scope, Spec
from annotator.ui.panels.threshold_bar import HIGHEST, STEP, ThresholdBar
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.services.changes import Changed
    from annotator.services.projects import Services
    from annotator.services.settings import SettingsFile
    from annotator.ui.main_window import MainWindow
    from annotator.ui.parts.desk import ArticleDesk

_SAVE_MS = 600


class Threshold(Part):
    """The threshold is the view's; it is remembered in the settings."""

    def __init__(self, window: MainWindow, desk: ArticleDesk, settings: SettingsFile) -> None:
        super().__init__(window)
        self._view = window.view
        self._desk = desk
        self._settings = settings
        self._bar = ThresholdBar(window)
        self._bar.moved.connect(self.set_percent)
        self._bar.left.connect(window.view.setFocus)
        window.headline.put_at_the_end(self._bar)
        self._soon = self._timer(0, self._show_count)
        self._save = self._timer(_SAVE_MS, self._store)
        window.view.set_least_score(_within(settings.value.least_score))
        self._bar.show_value(self._percent)
        desk.opened.connect(lambda _: self._soon.start())
        self._show_count()

    def specs(self) -> list[Spec]:
        """To show fewer of the uncertain ones, or more, or all."""
        view, article, here = "&View", Needs.ARTICLE, Scope.ARTICLE
        return [
            Spec(
                "fewer_suggestions",
                view,
                "Show &fewer suggestions",
                ("-",),
                partial(self.move, STEP),
                article,
                here,
                separated=True,
            ),
            Spec(
                "more_suggestions",
                view,
                "Show &more suggestions",
                ("+",),
                partial(self.move, -STEP),
                article,
                here,
            ),
            Spec(
                "all_suggestions",
                view,
                "Show &all suggestions",
                ("=",),
                partial(self.set_percent, 0),
                article,
                here,
            ),
        ]

    def set_services(self, services: Services | None) -> None:
        """Counts in this project from now on."""
        super().set_services(services)
        self._soon.start()

    def apply(self, changed: Changed) -> None:
        """Counts again, once what was done is painted."""
        document = self._desk.document
        if document is not None and (changed.scheme or document.id in changed.documents):
            self._soon.start()

    def leave(self) -> None:
        """Remembers where it stands."""
        if self._save.isActive():
            self._store()

    def move(self, percent: int) -> None:
        """Moves the threshold, to the next round number."""
        self.set_percent((self._percent + percent) // STEP * STEP)
        count = self._view.pending()[1]
        self._window.said.say(
            self.tr("Shown from a score of {0}%: {1} hidden").format(self._percent, f"{count:,}")
        )

    def set_percent(self, percent: int) -> None:
        """Hides suggestions with a lower score."""
        self._view.set_least_score(_within(percent / 100))
        self._bar.show_value(self._percent)
        self._show_count()
        self._save.start()

    # ------------------------------------------------------------ parts

    @property
    def _percent(self) -> int:
        return round(self._view.least_score * 100)

    def _show_count(self) -> None:
        pending, hidden = self._view.pending()
        self._bar.show_count(pending, hidden)
        self._bar.setVisible(self._view.has_scores())

    def _store(self) -> None:
        self._save.stop()
        self._settings.update(least_score=self._view.least_score)

    def _timer(self, pause: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(call)
        return timer


def _within(score: float) -> float:
    """The score, as far as the slider reaches; a file may have been edited by hand."""
    return min(max(score, 0.0), HIGHEST / 100)
