"""What a format is. A plugin implements Importer, Exporter or both in one class."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from datetime import datetime

    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.domain.labels import LabelScheme
    from annotator.domain.losses import Loss
    from annotator.formats.carrying import Carries
    from annotator.formats.input_file import InputFile

ALL = "annotations"
"""The name of the one part of an export that is not split."""


class Layout(StrEnum):
    """What an export that is not split makes: one file, perhaps with others beside it; a folder."""

    FILE = "file"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice a format leaves to whoever exports or imports.

    name: short, lower case, as the terminal takes it. title, help: for people.
    default, choices: as text; no choices means any text, and ("no", "yes") a box to tick.
    """

    name: str
    title: str
    default: str = ""
    choices: tuple[str, ...] = ()
    help: str = ""


YES_NO = ("no", "yes")


class ByteSink(Protocol):
    """Where an exporter writes: an open binary file, or anything that takes bytes."""

    def write(self, data: bytes, /) -> object:
        """Takes all of the bytes."""
        ...


class Output(Protocol):
    """Where the files of an export go."""

    def open(self, name: str) -> AbstractContextManager[ByteSink]:
        """A file to write, once, from its beginning to its end.

        name: relative, with "/" where a folder lies between. A part's files begin with its name
        and a dot, "annotations.jsonl"; where one file was asked for, that is the file itself and
        the others come beside it.
        """
        ...


@dataclass(frozen=True, slots=True)
class Part:
    """Documents that belong into one file: all, or those for training, tuning or testing.

    name: ALL, "train", "dev" or "test". documents: gone through once, one at a time, never kept.
    """

    name: str
    documents: Iterable[AnnotatedDocument]


@dataclass(frozen=True, slots=True)
class Export:
    """What an exporter knows besides the documents.

    title: the project's name. as_of: the time of the newest change in what is exported, for
        formats that want a time: the same project gives the same bytes.
    options: those that differ from the format's defaults; ask option().
    lost: takes each thing that does not fit, before the document after it is asked for.
    """

    scheme: LabelScheme
    title: str
    as_of: datetime
    lost: Callable[[Loss], None]
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def option(self, one: Option) -> str:
        """What was chosen, or the default."""
        return self.options.get(one.name, one.default)

    def is_on(self, one: Option) -> bool:
        """Whether a box is ticked."""
        return self.option(one) == "yes"


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
class Purposeful(Protocol):
    """A format that says what an export of it is for, in a sentence for people."""

    purpose: str


@runtime_checkable
class Importer(Format, Protocol):
    """Reads articles."""

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The articles in a file; a Problem for each part that cannot be read.

        Never raises for bad input; UnreadableInput, which `file` itself may raise, may pass.
        """
        ...


@runtime_checkable
class Asking(Protocol):
    """An importer that leaves choices to whoever imports; they come in InputFile.options."""

    reading_options: tuple[Option, ...]


@runtime_checkable
class Discerning(Protocol):
    """An importer that shares its extensions with others, and knows its own files.

    Where none of those that share an extension recognises a file, the one that does not ask
    (not Discerning) reads it.
    """

    def recognises(self, file: InputFile) -> bool:
        """Whether the file is of this format, judged by its head."""
        ...


@runtime_checkable
class Accompanied(Protocol):
    """An importer whose files come with others, which are not read by themselves.

    companions: endings that take the place of the file's extension: (".txt",) for "a.ann" with
    "a.txt". Whole names, such as "TypeSystem.xml", are companions of each file in their folder.
    """

    companions: tuple[str, ...]


@runtime_checkable
class Container(Format, Protocol):
    """Holds files of other formats, such as an archive; each is then read as its own."""

    def members(self, file: InputFile) -> Iterator[InputFile | Problem]:
        """The files in it, in its order, each readable until the next is asked for.

        Their origins begin with that of `file`: "news.zip/2026/a.html". A Problem for each that
        cannot be taken out. Raises UnreadableInput if the whole cannot be read.
        """
        ...


@runtime_checkable
class Exporter(Format, Protocol):
    """Writes annotated documents.

    layout: what an export that is not split makes. options: what may be chosen.
    carries: what there is a place for; see carrying.tell_uncarried().
    """

    layout: Layout
    carries: Carries
    options: tuple[Option, ...]

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """Writes the parts, each of them streamed; the same documents give the same bytes.

        Whatever is not in the files as it is in the documents goes to export.lost.
        """
        ...
