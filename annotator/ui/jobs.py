"""Brings job results and changes to the GUI thread; nothing else hops threads."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from annotator.services.jobs import Handle, Job, Progress, ThreadRunner

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class GuiThread(QObject):
    """Calls functions on the GUI thread, where it must be made."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = threading.get_ident()
        self._behind: deque[Callable[[], None]] = deque()
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def post(self, function: Callable[[], None]) -> None:
        """Calls the function in the GUI thread's next turn; from any thread."""
        self._posted.emit(function)

    def here_or_post(self, function: Callable[[], None]) -> None:
        """Calls the function at once on the GUI thread, else in that thread's next turn.

        What comes this way is called in the order in which it came, from whatever thread: a
        gesture made while the news of a job still wait is heard of after them.
        """
        if threading.get_ident() == self._home:
            self._catch_up()
            function()
        else:
            self._behind.append(function)
            self.post(self._catch_up)

    def _catch_up(self) -> None:
        while self._behind:
            self._behind.popleft()()

    def _call(self, function: Callable[[], None]) -> None:
        function()


class GuiRunner:
    """Runs jobs in threads and calls back on the GUI thread."""

    def __init__(self, gui: GuiThread) -> None:
        self._gui = gui
        self._threads = ThreadRunner()
        self._era = 0

    def run(
        self,
        job: Job[T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[BaseException], None],
        on_progress: Callable[[Progress], None] = lambda _: None,
    ) -> Handle:
        """Starts the job; see services.jobs.Runner."""
        era = self._era

        def post(call: Callable[[], None]) -> None:
            self._gui.post(lambda: call() if era == self._era else None)

        return self._threads.run(
            job,
            on_done=lambda result: post(lambda: on_done(result)),
            on_error=lambda error: post(lambda: on_error(error)),
            on_progress=lambda progress: post(lambda: on_progress(progress)),
        )

    def stop(self) -> None:
        """Cancels what runs and waits for it; what it would have called back is dropped."""
        self._threads.stop()
        self._era += 1
