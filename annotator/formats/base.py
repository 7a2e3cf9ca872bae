"""What a format is. A plugin implements Importer, Exporter or both in one class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.exchange import IncomingArticle, Problem


class ByteSink(Protocol):
    """Where an exporter writes: an open binary file, or anything that takes bytes."""

    def write(self, data: bytes, /) -> object:
        """Takes all of the bytes."""
        ...


@runtime_checkable
class Format(Protocol):
    """What every format tells of itself.

    name: the entry point's; title: menu text; extensions: lower case, with the dot, the first
    being the one that exports get.
    """

    name: str
    title: str
    extensions: tuple[str, ...]


@runtime_checkable
class Importer(Format, Protocol):
    """Reads articles."""

    def read(self, data: bytes, origin: str) -> Iterator[IncomingArticle | Problem]:
        """The articles in a file's bytes; a Problem for each part that cannot be read.

        origin: the file's name, for messages. Never raises for bad input.
        """
        ...


@runtime_checkable
class Exporter(Format, Protocol):
    """Writes annotated documents."""

    def write(self, documents: Iterable[AnnotatedDocument], stream: ByteSink) -> None:
        """Writes the documents one by one; the same documents give the same bytes."""
        ...
