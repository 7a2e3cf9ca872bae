"""What is done while nobody types, so that it does not fall into a key press."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotator.services.changes import Changed
    from annotator.services.projects import Services
    from annotator.ui.jobs import GuiRunner
    from annotator.ui.main_window import MainWindow
    from annotator.ui.parts.desk import ArticleDesk

_PAUSE_MS = 1_500
"""Without an edit, after which the disk may be kept busy: people seldom tag faster for long."""
_BETWEEN_STEPS_MS = 20
_MANY = 10_000
"""Objects, new since Python last looked for cycles among them, after which it had better look."""


class Idling(Part):
    """Warms up after opening, looks for cycles after painting, folds the log in pauses."""

    def __init__(self, window: MainWindow, desk: ArticleDesk, runner: GuiRunner) -> None:
        super().__init__(window)
        self._runner = runner
        self._steps: Iterator[None] = iter(())
        self._warming = self._timer(_BETWEEN_STEPS_MS, self._warm_up)
        self._pause = self._timer(_PAUSE_MS, self._fold)
        self._painted = self._timer(0, _collect)
        desk.opened.connect(lambda _: self._painted.start())

    def set_services(self, services: Services | None) -> None:
        """Begins to warm up when the first article of this project has been painted."""
        super().set_services(services)
        self._pause.stop()
        self._steps = _steps(services) if services else iter(())
        self._warming.start()

    def apply(self, changed: Changed) -> None:
        """Waits for a pause in the edits."""
        self._painted.start()
        self._pause.start()

    def _timer(self, after_ms: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after_ms)
        timer.timeout.connect(act)
        return timer

    def _warm_up(self) -> None:
        if next(self._steps, _NO_MORE) is not _NO_MORE:
            self._warming.start()

    def _fold(self) -> None:
        services = self._services
        if services is not None and services.housekeeping.is_due:
            self._runner.run(
                services.housekeeping.job(), on_done=lambda _: None, on_error=self.failed.emit
            )


_NO_MORE = object()


def _steps(services: Services) -> Iterator[None]:
    yield from services.housekeeping.warm_up()
    from annotator.services.describing import load_formats

    yield from load_formats()  # what exports and imports ask first


def _collect() -> None:
    """Looks among the youngest objects only: 50,000 marks of a new article take 10 ms."""
    if gc.get_count()[0] > _MANY:
        gc.collect(0)
