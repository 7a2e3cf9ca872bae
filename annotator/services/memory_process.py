"""The process that works out what the project's memory has to write, so that a window stays quick.

It reads the project file itself; what it says is written by whoever asked, in short transactions.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from contextlib import closing, suppress
from enum import StrEnum
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator import faults
from annotator.background import give_way, hear
from annotator.domain.errors import Cancelled, ChildFailed, KnownError, WorkerFailed
from annotator.domain.traces import clean_trace
from annotator.store.connection import Database
from annotator.store.memory_study import FileStudy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

    from annotator.domain.ids import DocumentId
    from annotator.store.memory_due import Trail
    from annotator.store.memory_learning import Lesson
    from annotator.store.memory_study import Portion, Study

_LOOK_UP_SECONDS = 0.05
_BREATH_SECONDS = 0.01
"""Between what is written: a key press that waits for the file then has it, and the window gets
done with the news of what was written before."""
_GRACE_SECONDS = 1.0
_IDLE_SECONDS = 60.0
_MOST_DEATHS = 2


class Question(StrEnum):
    """What is asked; see store.memory_study.Study."""

    LESSON = "lesson"
    TRAILS = "trails"
    PORTIONS = "portions"
    NOTHING = "nothing"
    """Whatever was asked before, nobody waits for it any more."""


class Request(NamedTuple):
    """number: counts up, so that an answer to a former one is known as such."""

    number: int
    question: Question
    first: DocumentId | None = None


class Answer(NamedTuple):
    """Part of an answer. is_end: there is no more of it. value: an exception is raised again."""

    number: int
    value: Any = None
    is_end: bool = False


class StudyProcess:
    """One spawned process for one project file, started when it is asked something.

    It ends by itself once it was asked nothing for so many seconds, since an article of some
    megabytes takes hundreds of them. One thread at a time may ask.
    """

    def __init__(self, path: Path, idle_seconds: float = _IDLE_SECONDS) -> None:
        self._path = path
        self._idle_seconds = idle_seconds
        self._process: SpawnProcess | None = None
        self._connection: Connection[Request, Answer] | None = None
        self._number = 0
        self._deaths = 0
        self._is_closed = False
        self._has_moved = False

    @property
    def pid(self) -> int | None:
        """The process's id; None if there is none."""
        return self._process.pid if self._process else None

    def study(self, is_stopped: Callable[[], bool]) -> Study:
        """Asks the process. It raises Cancelled soon after is_stopped(), also in mid-answer.

        Raises WorkerFailed if the process dies again and again, and what reading the file raises.
        """
        return _ProcessStudy(self, is_stopped)

    def ask(
        self, question: Question, first: DocumentId | None, is_stopped: Callable[[], bool]
    ) -> Iterator[Any]:
        """The parts of the answer; see study(). One of which a part has come is not asked again."""
        self._number += 1
        request = Request(self._number, question, first)
        is_begun = False
        while not is_begun:
            try:
                for value in self._answer(request, is_stopped):
                    is_begun = True
                    yield value
            except (EOFError, OSError) as error:
                self._bury(error)
            else:
                self._deaths = 0
                return

    def move(self, path: Path) -> None:
        """The project is in another file now; what is asked next is about that. Any thread."""
        self._path = path
        self._has_moved = True

    def close(self) -> None:
        """Ends the process for good; harmless when done already."""
        self._is_closed = True
        self._end()

    def _answer(self, request: Request, is_stopped: Callable[[], bool]) -> Iterator[Any]:
        connection = self._running() or self._start()
        connection.send(request)
        try:
            while True:
                while not wait([connection], _LOOK_UP_SECONDS):
                    if is_stopped():
                        raise Cancelled
                answer: Answer = hear(connection, Answer)
                if answer.number != request.number:
                    continue  # nobody waits for that any more
                if isinstance(answer.value, Exception):
                    raise answer.value
                if answer.is_end:
                    return
                yield answer.value
                time.sleep(_BREATH_SECONDS)
        except (Cancelled, GeneratorExit):
            with suppress(OSError):
                connection.send(Request(request.number, Question.NOTHING))
            raise

    def _running(self) -> Connection[Request, Answer] | None:
        """The way to the process; None if there is none, or it has ended because it was idle."""
        if self._process is not None and (self._has_moved or not self._process.is_alive()):
            self._end()
        return self._connection

    def _start(self) -> Connection[Request, Answer]:
        if self._is_closed:
            raise Cancelled
        self._has_moved = False
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve,
            args=(theirs, self._path, self._idle_seconds),
            name="annotator-learn",
            daemon=True,
        )
        try:
            process.start()
        finally:
            theirs.close()  # so that the child's death is the end of the pipe
        self._process, self._connection = process, ours
        return ours

    def _bury(self, error: Exception) -> None:
        self._end()
        self._deaths += 1
        if self._deaths >= _MOST_DEATHS:
            raise WorkerFailed(
                "The process that learns from the annotations ended unexpectedly. Nothing is lost:"
                " what it has not learnt is learnt later."
            ) from error

    def _end(self) -> None:
        process, connection = self._process, self._connection
        self._process = self._connection = None
        if connection is not None:
            connection.close()
        if process is None:
            return
        for stop in (process.terminate, process.kill):
            if process.is_alive():
                stop()
                process.join(_GRACE_SECONDS)
        process.close()


class _ProcessStudy:
    """See Study."""

    def __init__(self, process: StudyProcess, is_stopped: Callable[[], bool]) -> None:
        self._process = process
        self._is_stopped = is_stopped

    def lesson(self) -> Lesson | None:
        found: list[Lesson | None] = list(self._ask(Question.LESSON))
        return found[0]

    def trails(self) -> list[Trail]:
        found: list[list[Trail]] = list(self._ask(Question.TRAILS))
        return found[0]

    def portions(self, first: DocumentId | None) -> Iterator[Sequence[Portion]]:
        return self._ask(Question.PORTIONS, first)

    def _ask(self, question: Question, first: DocumentId | None = None) -> Iterator[Any]:
        return self._process.ask(question, first, self._is_stopped)


def _serve(connection: Connection[Answer, Request], path: Path, idle_seconds: float) -> None:
    """The child: answers until the parent closes the pipe or dies, or asks nothing for long."""
    faults.join("learning")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    give_way()
    with closing(Database(path, read_only=True, beside_writer=True)) as database:
        study = FileStudy(database, connection.poll)
        with suppress(EOFError, OSError):
            while connection.poll(idle_seconds):
                _reply(connection, study, connection.recv())


def _reply(connection: Connection[Answer, Request], study: Study, request: Request) -> None:
    """Sends the parts of an answer, until something else is asked."""
    parts = _parts(study, request)
    while not connection.poll():
        try:
            part = next(parts)
        except StopIteration:
            connection.send(Answer(request.number, is_end=True))
            return
        except Cancelled:
            return
        except KnownError as error:
            connection.send(Answer(request.number, error))
            return
        except Exception as error:  # noqa: BLE001 - raised again where it was asked for
            connection.send(Answer(request.number, ChildFailed("learning", clean_trace(error))))
            return
        connection.send(Answer(request.number, part))


def _parts(study: Study, request: Request) -> Iterator[object]:
    match request.question:
        case Question.LESSON:
            yield study.lesson()
        case Question.TRAILS:
            yield study.trails()
        case Question.PORTIONS:
            yield from study.portions(request.first)
