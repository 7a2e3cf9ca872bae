"""Label schemes from files: those that come with the program, and one's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import UnknownName, UnreadableInput
from annotator.domain.held_files import check_free
from annotator.formats.scheme_file import read_scheme
from annotator.resources import resource

if TYPE_CHECKING:
    from annotator.domain.labels import LabelScheme

STANDARD = "news"
"""The starter that new projects get."""


@dataclass(frozen=True, slots=True)
class Starter:
    """A label scheme to begin with. name: as the terminal takes it; title: for people."""

    name: str
    title: str
    scheme: LabelScheme


def starters() -> tuple[Starter, ...]:
    """All that come with the program, the standard one first."""
    names = sorted(_names(), key=lambda name: (name != STANDARD, name))
    return tuple(
        Starter(name, name.replace("-", " ").capitalize(), starter_scheme(name)) for name in names
    )


def starter_scheme(name: str) -> LabelScheme:
    """The starter of that name. Raises UnknownName."""
    if name not in _names():
        raise UnknownName("starter scheme", name, _names())
    path = resource("schemes", f"{name}.json")
    return read_scheme(path.read_bytes(), path.name)


def scheme_named(name_or_file: str) -> LabelScheme:
    """The starter of that name, else the scheme in the file of that name.

    Raises UnreadableInput or InvalidScheme.
    """
    if name_or_file in _names():
        return starter_scheme(name_or_file)
    path = Path(name_or_file)
    if not path.exists():
        known = ", ".join(sorted(_names()))
        raise UnreadableInput(
            f"There is no file {path}, nor a label scheme of that name. Those that come with the"
            f" program: {known}."
        )
    return scheme_from(path)


def scheme_from(path: Path) -> LabelScheme:
    """A label scheme from a file. Raises UnreadableInput or InvalidScheme."""
    try:
        check_free(path)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"{path} cannot be read: {error.strerror or error}.") from error
    return read_scheme(data, str(path))


def _names() -> tuple[str, ...]:
    return tuple(path.stem for path in resource("schemes").glob("*.json"))
