"""The suggestion process as its parent sees it. Imports no spaCy; usable from any one thread."""

from __future__ import annotations

import multiprocessing
import time
from contextlib import suppress
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from annotator.background import hear, how_it_ended
from annotator.domain.errors import Cancelled, ChildFailed, KnownError, WorkerFailed
from annotator.suggest import worker
from annotator.suggest.messages import Failure, LoadRequest, Ready, Stop, SuggestResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from annotator.domain.ids import DocumentId
    from annotator.domain.suggestion import SuggesterInfo
    from annotator.suggest.messages import Answer, Request, SuggestRequest

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
        self._in_flight: DocumentId | None = None

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
        return self._in_flight

    def start(
        self,
        model: str,
        suggesters: Sequence[str],
        *,
        lenient: bool = False,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> tuple[SuggesterInfo, ...]:
        """Starts the process and loads; returns who suggests, in the order of the names.

        lenient: leave out the suggesters that the pipeline has not got what it takes for.

        Does nothing if the same is running already. Takes about a second and a half.
        Raises KnownError if the pipeline or a suggester cannot be loaded, ChildFailed if a bug is
        in the way, WorkerFailed if the process dies, Cancelled if should_stop() says so.
        """
        request = LoadRequest(model, tuple(suggesters), lenient)
        if self._loaded and self._loaded[0] == request and self.is_running:
            return self._loaded[1]
        self.close()
        self._in_flight = None  # what its predecessor died of is no suspect if this one dies too
        self._spawn()
        self._send(request)
        answer = self._receive(should_stop, Ready, Failure)
        if answer is None:
            self._end()
            raise Cancelled
        if not isinstance(answer, Ready):
            self.close()
            assert isinstance(answer, Failure)
            if answer.trace:
                raise ChildFailed("suggestion", answer.trace)
            raise KnownError(answer.sentence)
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
        self._in_flight = None
        waiting = iter(requests)
        try:
            sent = self._send_next(waiting)
            while sent:
                answer = self._receive(should_stop, SuggestResponse, Failure)
                if answer is None:
                    raise Cancelled
                assert isinstance(answer, SuggestResponse | Failure)
                if answer.document_id != self._in_flight:  # it has lost its way
                    raise self._death()
                sent = self._send_next(waiting)  # so it works while the caller stores this one
                yield answer
        finally:
            self._drain()

    def close(self, grace: float = 2.0) -> None:
        """Asks the process to end, waits `grace` seconds, then ends it."""
        if self._process is not None and self._connection is not None:
            self._send(Stop())
            self._process.join(grace)
        self._end()

    def _spawn(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=worker.run, args=(theirs,), name="annotator-suggest", daemon=True
        )
        try:
            process.start()
        except OSError as error:
            raise WorkerFailed(
                f"The suggestion process could not be started ({error.strerror});"
                " close other programs and try again."
            ) from error
        finally:
            theirs.close()  # so that the child's death is the end of the pipe
        self._process, self._connection = process, ours

    def _send_next(self, waiting: Iterator[SuggestRequest]) -> bool:
        """Sends one request, if there is one; the process, having answered, reads it at once."""
        self._in_flight = None
        request = next(waiting, None)
        if request is None:
            return False
        self._in_flight = request.document_id
        self._send(request)
        return True

    def _send(self, request: Request) -> None:
        if self._connection is None:
            raise WorkerFailed("The suggestion process is not running; start it again.")
        # if it has died, the next _receive() says so, after what it still answered
        with suppress(OSError):
            self._connection.send(request)

    def _receive(self, should_stop: Callable[[], bool], *kinds: type) -> Answer | None:
        """The next answer, None if should_stop() said so first.

        Raises WorkerFailed, also for what is not of these kinds.
        """
        assert self._connection is not None
        while not should_stop():
            if wait([self._connection], _LOOK_UP_SECONDS):
                try:
                    answer: Answer = hear(self._connection, *kinds)
                    return answer
                except (EOFError, OSError) as error:
                    raise self._death() from error
        return None

    def _drain(self) -> None:
        """After a cancel: lets what is in flight finish within a moment, or ends the process."""
        if self._in_flight is None or self._connection is None:
            return  # all is answered, or the process died and suspect tells at which
        until = time.monotonic() + _DRAIN_SECONDS
        try:
            answer = self._receive(lambda: time.monotonic() >= until, SuggestResponse, Failure)
        except WorkerFailed:
            answer = None
        self._in_flight = None
        if answer is None:
            self._end()

    def _death(self) -> WorkerFailed:
        process = self._process
        assert process is not None
        process.join(1)  # one that says what makes no sense may live
        how = how_it_ended(process.exitcode)
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
