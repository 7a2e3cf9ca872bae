"""The suggestion process: the only place where spaCy runs beside a window.

It is started with spawn, so this module must import neither NumPy nor spaCy: both come after the
settings that they read only once.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

from annotator import faults
from annotator.background import give_way
from annotator.domain.errors import KnownError
from annotator.domain.traces import clean_trace
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


class _Stopped(Exception):
    """The parent wants no more, or is gone."""


def run(connection: Connection[Answer, Request]) -> None:
    """Answers requests until it is told to stop; the target of the spawned process.

    One thread does all: a second one, even asleep, makes memory slower to get, and with it the
    pipeline by a fifth. So requests are not read ahead; the parent sends one at a time.
    """
    _settle_in()
    with suppress(_Stopped):
        _serve(connection)


def _settle_in() -> None:
    faults.join("suggestion")
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    os.environ["OMP_NUM_THREADS"] = "1"
    give_way()
    # Ctrl-C in a terminal reaches the whole group; the parent decides what it means
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _serve(connection: Connection[Answer, Request]) -> None:
    engine: Engine | None = None
    while True:
        match _next(connection):
            case LoadRequest() as request:
                engine, answer = _load(request)
                _answer(connection, answer)
            case SuggestRequest() as request:
                assert engine is not None
                _answer(connection, _suggest(engine, request, connection))


def _next(connection: Connection[Answer, Request]) -> LoadRequest | SuggestRequest:
    try:
        request = connection.recv()
    except (EOFError, OSError):
        raise _Stopped from None
    if isinstance(request, Stop):
        raise _Stopped
    return request


def _answer(connection: Connection[Answer, Request], answer: Answer) -> None:
    try:
        connection.send(answer)
    except OSError:
        raise _Stopped from None


def _load(request: LoadRequest) -> tuple[Engine | None, Answer]:
    from annotator.suggest.engine import Engine
    from annotator.suggest.registry import suggesters

    known = suggesters()
    try:
        engine = Engine(
            request.model, [known.get(name) for name in request.suggesters], lenient=request.lenient
        )
    except KnownError as error:
        return None, Failure(None, str(error))
    except Exception as error:  # noqa: BLE001 - the parent raises it again
        return None, Failure(None, f"{request.model} does not load.", clean_trace(error))
    return engine, Ready(engine.infos)


def _suggest(
    engine: Engine, request: SuggestRequest, connection: Connection[Answer, Request]
) -> Answer:
    def check_wanted() -> None:
        if connection.poll():  # only Stop or the end of the pipe can come in mid-article
            raise _Stopped

    try:
        runs = engine.suggest(request.text, before_piece=check_wanted)
    except _Stopped:
        raise
    except Exception as error:  # noqa: BLE001 - one article must not stop the others
        return Failure(
            request.document_id,
            f"No suggestions: the article could not be analysed ({type(error).__name__});"
            " choose another pipeline or leave out a suggester, and try again.",
            clean_trace(error),
        )
    plain = tuple((info, to_rows(predictions)) for info, predictions in runs)
    return SuggestResponse(request.document_id, request.fingerprint, plain)
