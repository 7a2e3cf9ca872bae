"""The suggestion process: the only place where spaCy runs beside a window.

It is started with spawn, so this module must import neither NumPy nor spaCy: both come after the
settings that they read only once.
"""

from __future__ import annotations

import logging
import os
import queue
import signal
import threading
import traceback
from typing import TYPE_CHECKING

from annotator.domain.errors import KnownError
from annotator.suggest.messages import (
    Answer,
    Failure,
    LoadRequest,
    Ready,
    Request,
    Stop,
    SuggestRequest,
    SuggestResponse,
    to_rows,
)

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from annotator.suggest.engine import Engine

_log = logging.getLogger("annotator.suggest")

_NICENESS = 10


def run(connection: Connection[Answer, Request]) -> None:
    """Answers requests until it is told to stop; the target of the spawned process."""
    _settle_in()
    requests = _Requests(connection)
    try:
        _serve(connection, requests)
    except OSError:  # nobody is left to answer
        os._exit(0)


def _settle_in() -> None:
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    os.environ["OMP_NUM_THREADS"] = "1"
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    # Ctrl-C in a terminal reaches the whole group; the parent decides what it means
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class _Requests:
    """Reads requests on a thread of its own.

    So the parent never waits with a large article while this process waits with its answer, and
    the parent's death ends this process at once, in the midst of an article.
    """

    def __init__(self, connection: Connection[Answer, Request]) -> None:
        self._connection = connection
        self._queue: queue.SimpleQueue[Request] = queue.SimpleQueue()
        self._stopping = threading.Event()
        threading.Thread(target=self._read, name="requests", daemon=True).start()

    def next(self) -> Request:
        """The next request; Stop overtakes the others."""
        request = self._queue.get()
        return Stop() if self._stopping.is_set() else request

    def _read(self) -> None:
        while True:
            try:
                request = self._connection.recv()
            except (EOFError, OSError):
                os._exit(0)
            if isinstance(request, Stop):
                self._stopping.set()
            self._queue.put(request)


def _serve(connection: Connection[Answer, Request], requests: _Requests) -> None:
    engine: Engine | None = None
    while True:
        match requests.next():
            case LoadRequest() as request:
                engine, answer = _load(request)
                connection.send(answer)
            case SuggestRequest() as request:
                assert engine is not None
                connection.send(_suggest(engine, request))
            case Stop():
                return


def _load(request: LoadRequest) -> tuple[Engine | None, Answer]:
    from annotator.suggest.engine import Engine
    from annotator.suggest.registry import suggesters

    known = suggesters()
    try:
        engine = Engine(request.model, [known.get(name) for name in request.suggesters])
    except KnownError as error:
        return None, Failure(None, str(error))
    return engine, Ready(engine.infos)


def _suggest(engine: Engine, request: SuggestRequest) -> Answer:
    try:
        runs = engine.suggest(request.text)
    except Exception as error:  # noqa: BLE001 - one article must not stop the others
        _log_without_text(error)
        return Failure(
            request.document_id,
            f"No suggestions: the article could not be analysed ({type(error).__name__});"
            " choose another pipeline or leave out a suggester, and try again.",
        )
    plain = tuple((info, to_rows(predictions)) for info, predictions in runs)
    return SuggestResponse(request.document_id, request.fingerprint, plain)


def _log_without_text(error: Exception) -> None:
    """Logs where it failed: an exception's message may quote the article."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    _log.warning("an article failed with %s in %s", type(error).__name__, places)
