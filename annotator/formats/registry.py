"""The formats there are, and which of them suits a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from annotator.domain.errors import UnknownName, UnreadableInput
from annotator.domain.plugins import Registry
from annotator.formats.base import (
    Accompanied,
    Asking,
    Container,
    Discerning,
    Exporter,
    Format,
    Importer,
    Layout,
    Purposeful,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from annotator.formats.base import Option
    from annotator.formats.carrying import Carries
    from annotator.formats.input_file import InputFile

    Reads = Importer | Container

GROUP = "annotator.formats"


@dataclass(frozen=True, slots=True)
class FormatRow:
    """One format, as lists show it.

    in_a_folder: an export of it makes a folder, even where it is not split.
    options: for exporting; reading_options: for importing.
    carries: None where it does not export. purpose: "" where the format does not say it.
    """

    name: str
    title: str
    extensions: tuple[str, ...]
    reads: bool
    writes: bool
    in_a_folder: bool = False
    options: tuple[Option, ...] = ()
    reading_options: tuple[Option, ...] = ()
    carries: Carries | None = None
    purpose: str = ""


def formats() -> Registry[Format]:
    """Every installed format, ours and plugins'; none is loaded yet."""
    return Registry.from_entry_points("format", GROUP)


def describe(registry: Registry[Format]) -> list[FormatRow]:
    """What each format that loads is and does, by name."""
    return [
        FormatRow(
            name=name,
            title=one.title,
            extensions=one.extensions,
            reads=isinstance(one, Importer | Container),
            writes=isinstance(one, Exporter),
            in_a_folder=isinstance(one, Exporter) and one.layout is Layout.FOLDER,
            options=tuple(one.options) if isinstance(one, Exporter) else (),
            reading_options=tuple(one.reading_options) if isinstance(one, Asking) else (),
            carries=one.carries if isinstance(one, Exporter) else None,
            purpose=one.purpose if isinstance(one, Purposeful) else "",
        )
        for name, one in registry.all()
    ]


def importer_named(registry: Registry[Format], name: str) -> Reads:
    """The importer or container of that name. Raises UnknownName."""
    found = registry.get(name)
    if isinstance(found, Importer | Container):
        return found
    raise UnknownName("format that can be read", name, (one for one, _ in _readable(registry)))


def exporter_named(registry: Registry[Format], name: str) -> Exporter:
    """The exporter of that name. Raises UnknownName."""
    found = registry.get(name)
    if isinstance(found, Exporter):
        return found
    known = (one for one, candidate in registry.all() if isinstance(candidate, Exporter))
    raise UnknownName("format that can be written", name, known)


def importer_for(registry: Registry[Format], file: InputFile) -> Reads:
    """The importer or container that a file asks for: by its name, and by its head among those
    that share the extension.

    Raises UnreadableInput, listing the extensions that can be read, if there is none.
    """
    candidates = _readers_for(registry, file.name)
    for one in candidates:
        if one.recognises is not None and one.recognises(file):
            return one.reads
    for one in candidates:
        if one.recognises is None:
            return one.reads
    if candidates:
        titles = ", ".join(one.reads.title for one in candidates)
        raise UnreadableInput(
            f"It is none of the kinds of “{extension_of(registry, file.name)}” files that can be"
            f" read: {titles}."
        )
    raise UnreadableInput(unreadable(registry, file.name))


def unreadable(registry: Registry[Format], name: str | PurePath) -> str:
    """The sentence that a file of that name cannot be read, and which can."""
    suffix = PurePath(name).suffix
    kind = f"“{suffix}” files" if suffix else "files without an extension"
    known = ", ".join(importable_extensions(registry))
    return f"{kind} cannot be imported; these can: {known}."


def candidates_for(registry: Registry[Format], name: str) -> list[Reads]:
    """The importers and containers whose extension a file has, of those that fit the longest."""
    return [one.reads for one in _readers_for(registry, name)]


def extension_of(registry: Registry[Format], name: str) -> str:
    """The longest extension of a file's name that a format has: ".warc.gz"; "" if none has one."""
    return _extension_of(_known(registry), name)


def _extension_of(known: _Known, name: str) -> str:
    suffixes = [one.lower() for one in PurePath(name).suffixes]
    for start in range(len(suffixes)):
        suffix = "".join(suffixes[start:])
        if suffix in known.extensions:
            return suffix
    return ""


def companions_of(registry: Registry[Format], name: str) -> tuple[str, ...]:
    """The names of files that belong to the one of that name, where they stand beside it."""
    path = PurePath(name)
    return tuple(
        f"{path.stem}{each}" if each.startswith(".") else each
        for one in _readers_for(registry, name)
        for each in one.companions
    )


def reading_options(registry: Registry[Format], name: str | None) -> list[Option]:
    """What the importer of that name leaves to choose; None: what any of them does."""
    return [
        option
        for one_name, one in _readable(registry)
        if isinstance(one, Asking) and name in (None, one_name)
        for option in one.reading_options
    ]


def importable_extensions(registry: Registry[Format]) -> tuple[str, ...]:
    """The extensions of all that can be read, sorted, with their dots."""
    return tuple(sorted({each for _, one in _readable(registry) for each in one.extensions}))


class _Reader(NamedTuple):
    """Something that reads, with what it says of itself. recognises: None if it reads any file."""

    reads: Reads
    recognises: Callable[[InputFile], bool] | None
    companions: tuple[str, ...]


class _Known(NamedTuple):
    """What the formats of a registry say of themselves; readers: by extension."""

    formats: tuple[Format, ...]
    extensions: frozenset[str]
    readers: Mapping[str, list[_Reader]]


# asked for each file of an import; to ask whether something is an Importer takes 50 µs
_found: WeakKeyDictionary[Registry[Format], _Known] = WeakKeyDictionary()


def _readers_for(registry: Registry[Format], name: str) -> list[_Reader]:
    known = _known(registry)
    return known.readers.get(_extension_of(known, name), [])


def _known(registry: Registry[Format]) -> _Known:
    there = tuple(one for _, one in registry.all())
    known = _found.get(registry)
    if known is None or known.formats != there:
        readers: dict[str, list[_Reader]] = {}
        for one in there:
            if isinstance(one, Importer | Container):
                recognises = one.recognises if isinstance(one, Discerning) else None
                companions = tuple(one.companions) if isinstance(one, Accompanied) else ()
                for extension in dict.fromkeys(one.extensions):
                    readers.setdefault(extension, []).append(_Reader(one, recognises, companions))
        extensions = frozenset(each for one in there for each in one.extensions)
        known = _found[registry] = _Known(there, extensions, readers)
    return known


def _readable(registry: Registry[Format]) -> Iterator[tuple[str, Reads]]:
    for name, found in registry.all():
        if isinstance(found, Importer | Container):
            yield name, found
