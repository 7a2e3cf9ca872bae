"""Reading files into articles: here, or in a process of its own."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Protocol

from annotator.domain.errors import Cancelled, UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.registry import formats, importer_for, importer_named

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

    from annotator.domain.plugins import Registry
    from annotator.formats.base import Format

LONGEST_ARTICLE = 20_000_000
"""Characters. More than that is no article: it is refused with a sentence."""

_CALMER = 10
_LOOK_UP_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to import that are no file: pasted text, standard input."""

    data: bytes
    origin: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds. sha256: of its bytes, in hexadecimal; "" if it could not be read."""

    items: tuple[IncomingArticle | Problem, ...]
    sha256: str = ""


class Reader(Protocol):
    """Reads one source after the other. Whatever the source holds, it raises Cancelled alone."""

    def read(
        self,
        source: Path | Source,
        format_name: str | None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> Reading:
        """What the source holds, read as that format; None: by the file's extension.

        Raises Cancelled where should_stop() says so before it is read.
        """
        ...

    def close(self) -> None:
        """Gives back what it holds."""
        ...


class InlineReader:
    """Reads where it is called."""

    def __init__(self, registry: Registry[Format]) -> None:
        self._registry = registry

    def read(
        self,
        source: Path | Source,
        format_name: str | None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> Reading:
        """See Reader; what is being read is read to its end."""
        if should_stop():
            raise Cancelled
        origin = origin_of(source)
        try:
            if format_name is None:
                importer = importer_for(self._registry, origin)
            else:
                importer = importer_named(self._registry, format_name)
            data = source.data if isinstance(source, Source) else source.read_bytes()
        except UnreadableInput as error:
            return Reading((Problem(origin, str(error)),))
        except OSError as error:
            return Reading((Problem(origin, f"It cannot be read: {error.strerror or error}."),))
        items = tuple(_limited(item) for item in importer.read(data, origin))
        return Reading(items, hashlib.sha256(data).hexdigest())

    def close(self) -> None:
        """Nothing to give back."""


class ProcessReader:
    """Reads in a process of its own, so that parsing neither slows a window down nor ends it.

    The process starts with the first file, and again after a file has killed it.
    """

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._connection: Connection[tuple[Path | Source, str | None], Reading] | None = None

    @property
    def pid(self) -> int | None:
        """The process's id; None if there is none."""
        return self._process.pid if self._process else None

    def read(
        self,
        source: Path | Source,
        format_name: str | None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> Reading:
        """See Reader. A file that kills the process is a Problem."""
        if self._connection is None:
            self._start()
        assert self._connection is not None
        try:
            self._connection.send((source, format_name))
            while not wait([self._connection], _LOOK_UP_SECONDS):
                if should_stop():
                    self.close()
                    raise Cancelled
            return self._connection.recv()
        except (EOFError, OSError):
            self.close()
            return Reading(
                (Problem(origin_of(source), "Reading it made the reader crash. Leave it out."),)
            )

    def close(self) -> None:
        """Ends the process."""
        process, connection = self._process, self._connection
        self._process = self._connection = None
        if connection is not None:
            connection.close()
        if process is not None:
            process.terminate()
            process.join()
            process.close()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs,), name="annotator-read", daemon=True
        )
        self._process.start()
        theirs.close()  # so that the child's death is the end of the pipe


def origin_of(source: Path | Source) -> str:
    """How messages name a source; bytes of a file's name that are no text become "\ufffd"."""
    if isinstance(source, Source):
        return source.origin
    return os.fsencode(source).decode("utf-8", "replace")


def _serve(connection: Connection[Reading, tuple[Path | Source, str | None]]) -> None:
    """The child: reads what it is sent, until the parent closes the pipe or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_CALMER)
    reader = InlineReader(formats())
    try:
        while True:
            connection.send(reader.read(*connection.recv()))
    except (EOFError, OSError):
        return


def _limited(item: IncomingArticle | Problem) -> IncomingArticle | Problem:
    if isinstance(item, IncomingArticle) and len(item.text) > LONGEST_ARTICLE:
        return Problem(
            item.origin,
            f"It is {len(item.text) / 1e6:.0f} million characters long; an article may have"
            f" {LONGEST_ARTICLE // 1_000_000} million. Split it.",
        )
    return item
