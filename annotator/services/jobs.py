"""Background work: jobs, their progress, their cancelling, and what runs them."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from annotator.domain.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_REPORTS_PER_SECOND = 10


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is.

    total: None while it is not known. note: what it is at, for the status bar.
    """

    done: int
    total: int | None
    note: str = ""


class JobContext:
    """What a running job has to do with the world: it reports, and asks whether to stop."""

    def __init__(
        self,
        on_progress: Callable[[Progress], None] = lambda _: None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._on_progress = on_progress
        self._clock = clock
        self._cancelled = threading.Event()
        self._going = threading.Event()
        self._going.set()
        self._turning = threading.Lock()
        self._reported_at = float("-inf")

    def report(self, done: int, total: int | None, note: str = "") -> None:
        """Passes progress on, at most ten times a second; the last step always."""
        now = self._clock()
        if done == total or now - self._reported_at >= 1 / _REPORTS_PER_SECOND:
            self._reported_at = now
            self._on_progress(Progress(done, total, note))

    def cancel(self) -> None:
        """Asks the job to stop, also while it is paused; from any thread."""
        with self._turning:
            self._cancelled.set()
            self._going.set()

    def pause(self) -> None:
        """Asks the job to wait; from any thread. One that was asked to stop does not wait."""
        with self._turning:
            if not self._cancelled.is_set():
                self._going.clear()

    def resume(self) -> None:
        """Lets the job go on; from any thread."""
        self._going.set()

    @property
    def is_paused(self) -> bool:
        """Whether it was asked to wait."""
        return not self._going.is_set()

    def wait_while_paused(self) -> None:
        """Returns when the job may go on, or is to stop."""
        self._going.wait()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._cancelled.is_set()

    def check_cancelled(self) -> None:
        """Raises Cancelled if the job was asked to stop."""
        if self.is_cancelled:
            raise Cancelled


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """Work with a title for the status bar. It returns its result, or raises.

    can_pause: whether it waits when it is asked to.
    """

    title: str
    work: Callable[[JobContext], T]
    can_pause: bool = False


class Handle(Protocol):
    """A started job."""

    def cancel(self) -> None:
        """Asks it to stop."""
        ...

    def pause(self) -> None:
        """Asks it to wait, if it can."""
        ...

    def resume(self) -> None:
        """Lets it go on."""
        ...


class Runner(Protocol):
    """Runs jobs. Each callback is called at most once, except on_progress.

    on_error gets whatever the job raised, Cancelled included.
    """

    def run(
        self,
        job: Job[T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[BaseException], None],
        on_progress: Callable[[Progress], None] = lambda _: None,
    ) -> Handle:
        """Starts the job."""
        ...


def _carry_out(
    job: Job[T],
    context: JobContext,
    on_done: Callable[[T], None],
    on_error: Callable[[BaseException], None],
) -> None:
    try:
        result = job.work(context)
    except Exception as error:  # noqa: BLE001 - failure takes the same path as success
        on_error(error)
    else:
        on_done(result)


class InlineRunner:
    """Runs a job where it is called, to its end: for tests and the terminal."""

    def run(
        self,
        job: Job[T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[BaseException], None],
        on_progress: Callable[[Progress], None] = lambda _: None,
    ) -> Handle:
        """Runs it and calls back before it returns."""
        context = JobContext(on_progress)
        _carry_out(job, context, on_done, on_error)
        return context


class ThreadRunner:
    """Runs each job in a thread of its own; callbacks come on that thread."""

    def __init__(self) -> None:
        self._running: list[tuple[threading.Thread, JobContext]] = []

    def run(
        self,
        job: Job[T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[BaseException], None],
        on_progress: Callable[[Progress], None] = lambda _: None,
    ) -> Handle:
        """Starts the job's thread."""
        context = JobContext(on_progress)
        thread = threading.Thread(
            target=_carry_out,
            args=(job, context, on_done, on_error),
            name=job.title,
            daemon=True,
        )
        self._running = [one for one in self._running if one[0].is_alive()]
        self._running.append((thread, context))
        thread.start()
        return context

    def stop(self, timeout: float = 10.0) -> None:
        """Cancels what runs and waits for it, `timeout` seconds at most for each."""
        for _, context in self._running:
            context.cancel()
        for thread, _ in self._running:
            thread.join(timeout)
        self._running.clear()
