"""The formats there are, and which of them suits a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from annotator.domain.errors import UnknownName, UnreadableInput
from annotator.domain.plugins import Registry
from annotator.formats.base import Exporter, Format, Importer

if TYPE_CHECKING:
    from collections.abc import Iterator

GROUP = "annotator.formats"


@dataclass(frozen=True, slots=True)
class FormatRow:
    """One format, as lists show it."""

    name: str
    title: str
    extensions: tuple[str, ...]
    reads: bool
    writes: bool


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
            reads=isinstance(one, Importer),
            writes=isinstance(one, Exporter),
        )
        for name, one in registry.all()
    ]


def importer_named(registry: Registry[Format], name: str) -> Importer:
    """The importer of that name. Raises UnknownName."""
    found = registry.get(name)
    if isinstance(found, Importer):
        return found
    raise UnknownName("format that can be read", name, (one for one, _ in _importers(registry)))


def exporter_named(registry: Registry[Format], name: str) -> Exporter:
    """The exporter of that name. Raises UnknownName."""
    found = registry.get(name)
    if isinstance(found, Exporter):
        return found
    known = (one for one, candidate in registry.all() if isinstance(candidate, Exporter))
    raise UnknownName("format that can be written", name, known)


def importer_for(registry: Registry[Format], path: str | PurePath) -> Importer:
    """The importer that the path's extension asks for.

    Raises UnreadableInput, listing the extensions that can be read, if there is none.
    """
    path = PurePath(path)
    suffix = path.suffix.lower()
    for _, found in registry.all():
        # the cheap question first: asking whether something is an Importer takes 50 µs
        if suffix in found.extensions and isinstance(found, Importer):
            return found
    known = ", ".join(importable_extensions(registry))
    kind = f"“{path.suffix}” files" if path.suffix else "files without an extension"
    raise UnreadableInput(f"{kind} cannot be imported; these can: {known}.")


def importable_extensions(registry: Registry[Format]) -> tuple[str, ...]:
    """The extensions of all importers, sorted, with their dots."""
    return tuple(sorted({each for _, one in _importers(registry) for each in one.extensions}))


def _importers(registry: Registry[Format]) -> Iterator[tuple[str, Importer]]:
    for name, found in registry.all():
        if isinstance(found, Importer):
            yield name, found
