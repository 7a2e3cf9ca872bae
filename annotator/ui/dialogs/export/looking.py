"""Looks into what an export would be, in the background, as often as something else is chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.errors import Cancelled, KnownError
from annotator.services.jobs import Job
from annotator.ui.dialogs.preview import readable_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.services.exporting import Exporting, Preflight
    from annotator.services.exports.request import ExportRequest
    from annotator.services.jobs import Handle, JobContext, Progress

T = TypeVar("T")

_PAUSE_MS = 150
"""So long choices must rest; who goes through a list with a key does not want each."""


class Run(Protocol):
    """Starts a job and calls back on this thread: with what it found, or what it raised."""

    def __call__(
        self,
        job: Job[T],
        on_done: Callable[[T], None],
        on_error: Callable[[BaseException], None],
        *,
        on_progress: Callable[[Progress], None] = ...,
    ) -> Handle:
        """Starts it."""
        ...


class Shown(NamedTuple):
    """How many articles there are, and the first of them as text."""

    articles: int
    text: str


class Looking(QObject):
    """Finds out how the files begin, then what fits; what was asked before is forgotten."""

    began = Signal(object)
    """Shown."""
    stepped = Signal(int, int)
    """So many articles, of so many, were looked at."""
    found = Signal(object)
    """A Preflight."""
    failed = Signal(object)
    """Whatever the format, or the project, raised."""

    def __init__(self, exporting: Exporting, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._exporting = exporting
        self._run = run
        self._request: ExportRequest | None = None
        self._handle: Handle | None = None
        self._asked = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._begin)

    def look(self, request: ExportRequest, *, at_once: bool = False) -> None:
        """Looks into this; at_once: as soon as what is there is painted."""
        self.stop()
        self._request = request
        self._pause.start(0 if at_once else _PAUSE_MS)

    def stop(self) -> None:
        """Says nothing any more."""
        self._asked += 1
        self._pause.stop()
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _begin(self) -> None:
        self._start(self._shown_job, self._on_began)

    def _shown_job(self, request: ExportRequest) -> Job[Shown]:
        job = self._exporting.beginning(request)

        def work(context: JobContext) -> Shown:
            found = job.work(context)
            return Shown(found.articles, readable_files(found.files))

        return Job(job.title, work)

    def _on_began(self, asked: int, shown: Shown) -> None:
        if asked != self._asked:
            return
        self.began.emit(shown)
        if asked == self._asked:
            self._start(self._exporting.preflight, self._on_found)

    def _on_found(self, asked: int, found: Preflight) -> None:
        if asked == self._asked:
            self.found.emit(found)

    def _on_failed(self, asked: int, error: BaseException) -> None:
        if asked == self._asked and not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _on_progress(self, asked: int, step: Progress) -> None:
        if asked == self._asked and step.total:
            self.stepped.emit(step.done, step.total)

    def _start(
        self, make: Callable[[ExportRequest], Job[Any]], on_done: Callable[[int, Any], None]
    ) -> None:
        assert self._request is not None
        asked = self._asked
        try:
            job = make(self._request)
        except KnownError as error:
            self.failed.emit(error)
            return
        handle = self._run(
            job,
            partial(on_done, asked),
            partial(self._on_failed, asked),
            on_progress=partial(self._on_progress, asked),
        )
        if asked == self._asked:
            self._handle = handle
