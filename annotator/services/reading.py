"""Reading files into articles: here, or in a process of its own."""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
import time
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Protocol

from annotator import faults
from annotator.background import give_way, hear, limit_memory
from annotator.domain.errors import Cancelled, UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.base import Container
from annotator.formats.input_file import InputFile
from annotator.formats.input_file import origin_of as origin_of_path
from annotator.formats.registry import companions_of, formats, importer_for, importer_named
from annotator.services.crashes.reports import report_error
from annotator.services.exports.going_along import goes_with_an_export
from annotator.services.handing_over import pack_tightly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

    from annotator.domain.document import Metadata
    from annotator.domain.plugins import Registry
    from annotator.formats.base import Format

LONGEST_ARTICLE = 20_000_000
"""Characters. More than that is no article: it is refused with a sentence."""

SILENCE_SECONDS = 180
"""How long a reader may be at one file without a word of it."""

MOST_MEMORY = 8_000_000_000
"""Bytes of memory that the process which reads may take."""

_LOOK_UP_SECONDS = 0.05
_DEEPEST = 3
_BATCH_ITEMS = 50
_CHUNK = 1 << 20
_BATCH_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to import that are no file: pasted text, standard input.

    metadata: what is known of the articles in it; what it says counts before what is found there.
    """

    data: bytes
    origin: str
    metadata: Metadata | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Some of what a file holds. sha256: of its bytes, in hexadecimal; "" if it cannot be read."""

    items: tuple[IncomingArticle | Problem, ...]
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """What to read. format_name: None for what the file itself asks for. options: by name."""

    source: Path | Source
    format_name: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)


class Reader(Protocol):
    """Reads one source after the other. Whatever the source holds, it raises Cancelled alone."""

    def read(
        self, request: ReadRequest, should_stop: Callable[[], bool] = lambda: False
    ) -> Iterator[Reading]:
        """What the source holds, some at a time: memory does not grow with the articles in it.

        Raises Cancelled soon after should_stop() says so.
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
        self, request: ReadRequest, should_stop: Callable[[], bool] = lambda: False
    ) -> Iterator[Reading]:
        """See Reader."""
        file = file_of(request)
        try:
            sha256 = _sha256(file)
        except OSError as error:
            yield Reading((_unreadable(file, error),))
            return
        items = self._items(file, request.format_name)
        if isinstance(request.source, Source) and request.source.metadata is not None:
            items = map(partial(_told, request.source.metadata), items)
        for batch in _batches(items, should_stop):
            yield Reading(batch, sha256)

    def close(self) -> None:
        """Nothing to give back."""

    def _items(
        self, file: InputFile, format_name: str | None, depth: int = 0
    ) -> Iterator[IncomingArticle | Problem]:
        """What is in a file. Whatever goes wrong is a Problem."""
        try:
            if format_name is None:
                reads = importer_for(self._registry, file)
            else:
                reads = importer_named(self._registry, format_name)
            if isinstance(reads, Container):
                yield from self._members(reads, file, depth)
            else:
                yield from map(_limited, reads.read(file))
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))
        except OSError as error:
            yield _unreadable(file, error)
        except (MemoryError, RecursionError):
            yield Problem(file.origin, "It takes more memory to read than there is; split it.")

    def _members(
        self, container: Container, file: InputFile, depth: int
    ) -> Iterator[IncomingArticle | Problem]:
        if depth >= _DEEPEST:
            yield Problem(file.origin, "It lies in too many archives; unpack the outer ones.")
            return
        names: set[str] = set()
        companions: set[str] = set()
        for one in container.members(file):
            if isinstance(one, InputFile):
                names.add(one.origin)
                folder = one.origin.removesuffix(one.name)
                companions.update(folder + name for name in companions_of(self._registry, one.name))
        companions &= names
        for member in container.members(file):
            if isinstance(member, Problem):
                yield member
                continue
            folder = member.origin.removesuffix(member.name)
            is_beside = partial(_is_among, names, folder)
            if member.origin in companions or goes_with_an_export(member.name, is_beside):
                continue
            yield from self._items(member, None, depth + 1)


class ProcessReader:
    """Reads in a process of its own, so that parsing neither slows a window down nor ends it.

    The process starts with the first file, and again after a file has killed it.
    """

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._connection: Connection[ReadRequest, Reading | None] | None = None

    @property
    def pid(self) -> int | None:
        """The process's id; None if there is none."""
        return self._process.pid if self._process else None

    def read(
        self, request: ReadRequest, should_stop: Callable[[], bool] = lambda: False
    ) -> Iterator[Reading]:
        """See Reader. A file that kills the process, or stops it short, is a Problem."""
        origin = file_of(request).origin
        if self._connection is None:
            self._start()
        connection = self._connection
        assert connection is not None
        try:
            connection.send(request)
            while (reading := self._answer(connection, should_stop)) is not None:
                yield reading
        except TimeoutError:
            self.close()
            minutes = SILENCE_SECONDS // 60
            sentence = f"Nothing came of it in {minutes} minutes; it was given up. Split it."
            yield Reading((Problem(origin, sentence),))
        except (EOFError, OSError):
            self.close()
            yield Reading((Problem(origin, "Reading it made the reader crash. Leave it out."),))
        except GeneratorExit:
            self.close()  # it would go on with a file nobody waits for
            raise

    def _answer(
        self,
        connection: Connection[ReadRequest, Reading | None],
        should_stop: Callable[[], bool],
    ) -> Reading | None:
        """The next answer; None at the end of a file. Raises Cancelled, EOFError, TimeoutError."""
        patience = time.monotonic() + SILENCE_SECONDS
        while not wait([connection], _LOOK_UP_SECONDS):
            if should_stop():
                self.close()
                raise Cancelled
            if time.monotonic() > patience:
                raise TimeoutError
        answer: Reading | None = hear(connection, Reading, type(None))
        return answer

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
    """How messages name a source."""
    return source.origin if isinstance(source, Source) else origin_of_path(source)


def _serve(connection: Connection[Reading | None, ReadRequest]) -> None:
    """The child: reads what it is sent, until the parent closes the pipe or dies."""
    faults.join("reading")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    give_way()
    limit_memory(MOST_MEMORY)
    pack_tightly()
    reader = InlineReader(formats())
    try:
        while True:
            for reading in reader.read(connection.recv()):
                connection.send(reading)
            connection.send(None)
    except (EOFError, OSError):
        return
    except Exception as error:  # noqa: BLE001 - it ends here: the parent names the file
        report_error(error, process="the process that reads files")


def file_of(request: ReadRequest) -> InputFile:
    """The file that a request is about."""
    source = request.source
    if isinstance(source, Source):
        return InputFile.of_bytes(source.data, source.origin, options=request.options)
    return InputFile.of_path(source, origin_of(source), request.options)


def _is_among(origins: set[str], folder: str, name: str) -> bool:
    return folder + name in origins


def _sha256(file: InputFile) -> str:
    with file.opener() as stream:
        digest = hashlib.sha256()
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _unreadable(file: InputFile, error: OSError) -> Problem:
    return Problem(file.origin, f"It cannot be read: {error.strerror or error}.")


def _batches(
    items: Iterator[IncomingArticle | Problem], should_stop: Callable[[], bool]
) -> Iterator[tuple[IncomingArticle | Problem, ...]]:
    """The items, some at a time; at least one batch. Raises Cancelled."""
    batch: list[IncomingArticle | Problem] = []
    characters = 0
    if should_stop():
        raise Cancelled
    for item in items:
        batch.append(item)
        characters += len(item.text) if isinstance(item, IncomingArticle) else 0
        if len(batch) >= _BATCH_ITEMS or characters >= _BATCH_CHARACTERS:
            yield tuple(batch)
            batch.clear()
            characters = 0
        if should_stop():
            if batch:
                yield tuple(batch)
            raise Cancelled
    if batch:
        yield tuple(batch)


def _told(metadata: Metadata, item: IncomingArticle | Problem) -> IncomingArticle | Problem:
    if isinstance(item, Problem):
        return item
    given = {name: value for name, value in asdict(metadata).items() if value}
    return replace(item, metadata=replace(item.metadata, **given))


def _limited(item: IncomingArticle | Problem) -> IncomingArticle | Problem:
    if isinstance(item, IncomingArticle) and len(item.text) > LONGEST_ARTICLE:
        return Problem(
            item.origin,
            f"It is {len(item.text) / 1e6:.0f} million characters long; an article may have"
            f" {LONGEST_ARTICLE // 1_000_000} million. Split it.",
        )
    return item
