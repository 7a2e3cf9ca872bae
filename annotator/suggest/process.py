"""The suggestion process as its parent sees it. Imports no spaCy; usable from any one thread."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from annotator.domain.errors import Cancelled, KnownError, WorkerFailed
from annotator.suggest import worker
from annotator.suggest.messages import Failure, LoadRequest, Ready, Stop, SuggestResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from annotator.domain.ids import DocumentId
    from annotator.domain.suggestion import SuggesterInfo
    from annotator.suggest.messages import Answer, Request, SuggestRequest

_WINDOW = 8
"""Requests in flight: enough that the process never waits for the parent."""
_WINDOW_CHARACTERS = 1_000_000
"""Text in flight, beyond the first request's."""
_LOOK_UP_SECONDS = 0.05
"""How often a wait looks whether to stop."""
_DRAIN_SECONDS = 1.0
"""How long cancelling waits for what is in flight before it ends the process."""


class SuggestionProcess:
    """One spawned process with one pipeline.

    It may be started again after it was closed or has failed. Its methods are called from one
    thread at a time.
    """

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._connection: Connection[Request, Answer] | None = None
        self._loaded: tuple[LoadRequest, tuple[SuggesterInfo, ...]] | None = None
        self._in_flight: deque[SuggestRequest] = deque()

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.is_alive()

    @property
    def pid(self) -> int | None:
        """The process's id, None if there is none."""
        return self._process.pid if self._process else None

    @property
    def suspect(self) -> DocumentId | None:
        """The document that was being worked on when the process died."""
        return self._in_flight[0].document_id if self._in_flight else None

    def start(
        self,
        model: str,
        suggesters: Sequence[str],
        *,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> tuple[SuggesterInfo, ...]:
        """Starts the process and loads; returns who suggests, in the order of the names.

        Does nothing if the same is running already. Takes about a second and a half.
        Raises KnownError if the pipeline or a suggester cannot be loaded, WorkerFailed if the
        process dies, Cancelled if should_stop() says so.
        """
        request = LoadRequest(model, tuple(suggesters))
        if self._loaded and self._loaded[0] == request and self.is_running:
            return self._loaded[1]
        self.close()
        self._spawn()
        self._send(request)
        answer = self._receive(should_stop)
        if answer is None:
            self._end()
            raise Cancelled
        if not isinstance(answer, Ready):
            self.close()
            raise KnownError(answer.sentence if isinstance(answer, Failure) else repr(answer))
        self._loaded = (request, answer.infos)
        return answer.infos

    def suggest(
        self,
        requests: Iterable[SuggestRequest],
        *,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> Iterator[SuggestResponse | Failure]:
        """Answers in the order of the requests, which are taken as they are needed.

        Raises Cancelled as soon as should_stop() says so, and WorkerFailed if the process dies;
        start() then starts anew. What is not answered by then must be asked again.
        """
        waiting = iter(requests)
        self._in_flight.clear()
        try:
            while self._fill(waiting) or self._in_flight:
                answer = self._receive(should_stop)
                if answer is None:
                    raise Cancelled
                self._in_flight.popleft()
                assert isinstance(answer, SuggestResponse | Failure)
                yield answer
        finally:
            self._drain()

    def close(self, grace: float = 2.0) -> None:
        """Asks the process to end, waits `grace` seconds, then ends it."""
        if self._process is not None and self._connection is not None:
            try:
                self._connection.send(Stop())
            except OSError:
                pass  # it has ended by itself
            else:
                self._process.join(grace)
        self._end()

    def _spawn(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(
            target=worker.run, args=(theirs,), name="annotator-suggest", daemon=True
        )
        self._connection = ours
        try:
            self._process.start()
        except OSError as error:
            self._process = self._connection = None
            raise WorkerFailed(
                f"The suggestion process could not be started ({error.strerror});"
                " close other programs and try again."
            ) from error
        finally:
            theirs.close()  # so that the child's death is the end of the pipe

    def _fill(self, waiting: Iterator[SuggestRequest]) -> bool:
        """Sends requests while the window has room; whether it sent any."""
        sent = False
        while self._has_room():
            request = next(waiting, None)
            if request is None:
                break
            self._in_flight.append(request)
            self._send(request)
            sent = True
        return sent

    def _has_room(self) -> bool:
        if not self._in_flight:
            return True
        characters = sum(len(one.text) for one in self._in_flight)
        return len(self._in_flight) < _WINDOW and characters < _WINDOW_CHARACTERS

    def _send(self, request: Request) -> None:
        if self._connection is None:
            raise WorkerFailed("The suggestion process is not running; start it again.")
        try:
            self._connection.send(request)
        except OSError as error:
            raise self._death() from error

    def _receive(self, should_stop: Callable[[], bool]) -> Answer | None:
        """The next answer, None if should_stop() said so first. Raises WorkerFailed."""
        assert self._connection is not None
        while not should_stop():
            if wait([self._connection], _LOOK_UP_SECONDS):
                try:
                    return self._connection.recv()
                except (EOFError, OSError) as error:
                    raise self._death() from error
        return None

    def _drain(self) -> None:
        """After a cancel: lets what is in flight finish within a moment, or ends the process."""
        if not self._in_flight or self._connection is None:
            return  # all is answered, or the process died and suspect tells at which
        until = time.monotonic() + _DRAIN_SECONDS
        try:
            while self._in_flight and self._receive(lambda: time.monotonic() >= until):
                self._in_flight.popleft()
        except WorkerFailed:
            pass  # nobody waits for its answers any more
        if self._in_flight:
            self._end()
            self._in_flight.clear()

    def _death(self) -> WorkerFailed:
        process = self._process
        assert process is not None
        process.join(5)
        how = _how_it_ended(process.exitcode)
        self._end()
        return WorkerFailed(f"The suggestion process ended unexpectedly ({how}); try again.")

    def _end(self) -> None:
        process, connection = self._process, self._connection
        self._process = self._connection = self._loaded = None
        if connection is not None:
            connection.close()
        if process is None:
            return
        for stop in (process.terminate, process.kill):
            if process.is_alive():
                stop()
                process.join(2)
        if process.exitcode is not None:
            process.close()


def _how_it_ended(exit_code: int | None) -> str:
    if exit_code is None:
        return "it does not answer"
    if exit_code >= 0:
        return f"exit code {exit_code}"
    try:
        return f"signal {signal.Signals(-exit_code).name}"
    except ValueError:
        return f"signal {-exit_code}"
