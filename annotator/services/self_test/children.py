"""Processes of this same program that a step starts: they may die of what they try."""

from __future__ import annotations

import multiprocessing
import time
from contextlib import suppress
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Generic, TypeVar

from annotator.background import how_it_ended
from annotator.services.self_test import first_moments
from annotator.services.self_test.failing import last_words
from annotator.services.self_test.steps import AGAIN, TELL, Wrong
from annotator.services.self_test.talking import Done, Failed, Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType

    from annotator.services.jobs import JobContext

T = TypeVar("T")

_LOOK_UP_SECONDS = 0.05
_GRACE_SECONDS = 5.0
_TOLD = "annotator: "
"""How a sentence for the user begins on standard error."""


class Child(Generic[T]):
    """A process that carries out a generator function and sends what that yields.

    It ends when this one does, and those that it has started with it.
    talk: found by its name in that process; args: plain values. log: takes its standard error.
    what: it does, as a report says it: "The process that … ended unexpectedly".
    Raises Wrong if it cannot be started.
    """

    def __init__(
        self, talk: Callable[..., Iterator[T]], *args: object, log: Path, what: str
    ) -> None:
        self.network: tuple[str, ...] = ()
        self._log = log
        self._what = what
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        # no daemon: it may have children of its own
        self._process = context.Process(
            target=first_moments.begin,
            args=(theirs, log),
            name="annotator-self-test",
        )
        try:
            self._process.start()
        except OSError as error:
            self._connection.close()
            raise Wrong(
                f"The process that {what} could not be started ({error.strerror}).",
                "Close other programs and run the test again.",
            ) from error
        finally:
            theirs.close()  # so that the child's death is the end of the pipe
        with suppress(OSError):  # if it has died by now, hear() says so
            # not one of its arguments: what they need is imported where its failing is told
            self._connection.send((talk, args))

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
                    f"The process that {self._what} said nothing for {seconds:.0f} seconds.",
                    "Try again while the machine is less busy.",
                    self._last_words(),
                )
        try:
            message = self._connection.recv()
        except (EOFError, OSError) as error:
            raise self._death() from error
        if isinstance(message, Failed):
            raise Wrong(*message)
        if isinstance(message, Done):
            self.network = message.network
            return None
        value: T = message.value
        return value

    def kill(self) -> list[T]:
        """Ends it at once, and without a word to it. Returns what it had sent until then."""
        self._process.kill()
        sent = []
        try:
            while isinstance(message := self._connection.recv(), Said):
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
        how = how_it_ended(self._process.exitcode)
        return Wrong(f"The process that {self._what} ended unexpectedly ({how}).", TELL, words)

    def _last_words(self) -> str:
        try:
            text = self._log.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return "It did not get as far as its log; standard error may tell why."
        words = last_words(text)
        return f"The last that it wrote:\n{words}" if words else "It wrote nothing."
