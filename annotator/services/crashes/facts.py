"""What a report says of the program and the machine; no name of a user, a host or a folder."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from annotator import __version__
from annotator.services.folders import portable_root


class Fact(NamedTuple):
    """One line of the head of a report."""

    name: str
    value: str


def facts() -> tuple[Fact, ...]:
    """The program's version, and those of what it stands on. Takes some milliseconds."""
    import sqlite3

    found = [
        Fact("Program", f"{__version__}, {_kind()}"),
        Fact("System", platform.platform()),
        Fact("Python", platform.python_version()),
        Fact("SQLite", sqlite3.sqlite_version),
    ]
    for title, name in (("Qt", "PySide6-Essentials"), ("spaCy", "spacy")):
        number = _version(name)
        if number:
            found.append(Fact(title, number))
    return tuple(found)


def as_text(found: tuple[Fact, ...]) -> str:
    """Two columns."""
    width = max(len(one.name) for one in found) + 2
    return "\n".join(f"{one.name:{width}}{one.value}".rstrip() for one in found)


def as_line(found: tuple[Fact, ...]) -> str:
    """One line, for the log."""
    return "; ".join(f"{one.name} {one.value}" for one in found)


def _kind() -> str:
    packed = "packaged" if getattr(sys, "frozen", False) else "from Python packages"
    return f"{packed}, portable" if portable_root() else packed


def _version(name: str) -> str:
    """Of a distribution, or of its module where the distribution's papers are not there."""
    try:
        return version(name)
    except PackageNotFoundError:
        module = sys.modules.get(name.partition("-")[0])
        return str(getattr(module, "__version__", ""))
