"""Processes of this same program that a step starts: they may die of what they try."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import sys
import threading
import time
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from annotator.domain.errors import Cancelled, KnownError
from annotator.domain.traces import clean_trace
from annotator.services.self_test import sockets
from annotator.services.self_test.steps import AGAIN, TELL, Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from pathlib import Path
    from types import TracebackType

    from annotator.services.jobs import JobContext

T = TypeVar("T")

_LOOK_UP_SECONDS = 0.05
_GRACE_SECONDS = 5.0
_TOLD = "annotator: "
"""How a sentence for the user begins on standard error."""
_LAST_LINES = 30


class _Said(NamedTuple, Generic[T]):
    value: T


class _Failed(NamedTuple):
    found: str
    advice: str
    details: str


class _Done(NamedTuple):
    network: tuple[str, ...]


class Child(Generic[T]):
    """A process that carries out a generator function and sends what that yields.

    It ends when this one does, and those that it has started with it.
    talk: found by its name in that process; args: plain values. log: takes its standard error.
    """

    def __init__(self, talk: Callable[..., Iterator[T]], *args: object, log: Path) -> None:
        self.network: tuple[str, ...] = ()
        self._log = log
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        # no daemon: it may have children of its own
        self._process = context.Process(
            target=_carry_out, args=(theirs, log, talk, args), name="annotator-self-test"
        )
        self._process.start()
        theirs.close()  # so that the child's death is the end of the pipe

    def __enter__(self) -> Child[T]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Ends it, which takes a moment."""
        self._connection.close()
        self._process.join(_GRACE_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()

    def hear(self, context: JobContext, seconds: float) -> T | None:
        """What it yields next, None if it is done. Raises Cancelled, and Wrong if it failed."""
        until = time.monotonic() + seconds
        while not wait([self._connection], _LOOK_UP_SECONDS):
            context.check_cancelled()
            if time.monotonic() > until:
                raise Wrong(
                    f"A process of the test said nothing for {seconds:.0f} seconds.",
                    "Try again while the machine is less busy.",
                    self._last_words(),
                )
        try:
            message = self._connection.recv()
        except (EOFError, OSError) as error:
            raise self._death() from error
        if isinstance(message, _Failed):
            raise Wrong(*message)
        if isinstance(message, _Done):
            self.network = message.network
            return None
        value: T = message.value
        return value

    def kill(self) -> list[T]:
        """Ends it at once, and without a word to it. Returns what it had sent until then."""
        self._process.kill()
        sent = []
        try:
            while isinstance(message := self._connection.recv(), _Said):
                sent.append(message.value)
        except (EOFError, OSError):
            pass  # the pipe is empty
        self._process.join(_GRACE_SECONDS)
        return sent

    def _death(self) -> Wrong:
        self._process.join(_GRACE_SECONDS)
        words = self._last_words()
        told = [line for line in words.splitlines() if line.startswith(_TOLD)]
        if told:
            # its report lies in the folder of the test, which goes with it
            sentence = told[-1].removeprefix(_TOLD).partition(" There is a report in ")[0]
            return Wrong(sentence, AGAIN, words)
        code = self._process.exitcode
        return Wrong(f"A process of the test ended unexpectedly (exit code {code}).", TELL, words)

    def _last_words(self) -> str:
        try:
            text = self._log.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        return "\n".join(text.splitlines()[-_LAST_LINES:])


def _carry_out(
    connection: Connection, log: Path, talk: Callable[..., Iterator[T]], args: tuple[object, ...]
) -> None:
    """The child."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    _write_errors_to(log)
    threading.Thread(target=_end_with_parent, args=(connection,), daemon=True).start()
    sockets.listen()
    try:
        for value in talk(*args):
            connection.send(_Said(value))
        connection.send(_Done(sockets.stop_listening()))
    except (BrokenPipeError, ConnectionResetError):
        return  # nobody listens any more
    except Wrong as error:
        connection.send(_Failed(error.found, error.advice, error.details))
    except Cancelled:
        return
    except KnownError as error:
        connection.send(_Failed(str(error), AGAIN, ""))
    except Exception as error:  # noqa: BLE001 - the parent reports it
        found = f"An error of the program is in the way ({type(error).__name__})."
        connection.send(_Failed(found, TELL, clean_trace(error)))


def _end_with_parent(connection: Connection) -> None:
    """Nothing is ever sent here: what comes is the end."""
    try:
        connection.recv()
    except (EOFError, OSError):
        os._exit(1)


def _write_errors_to(log: Path) -> None:
    """Standard error, that of C code included; some programs have none."""
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 2)
    sys.stderr = open(2, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
    faulthandler.enable(sys.stderr)
