"""Whose work the program is made of: components, licences, data, and where the list of them lies.

A frozen program reads what its package carries in `legal`; elsewhere the installed packages are
asked themselves. Both give the same value.
"""

from __future__ import annotations

import json
import platform
import sqlite3
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator import __version__
from annotator.resources import resource, resource_root
from annotator.services import distributions
from annotator.services.jobs import Job

if TYPE_CHECKING:
    from importlib import metadata
    from pathlib import Path

LEGAL = "legal"
"""The folder of resources that only packages have."""
SBOM, LICENCES, OWN_LICENCE = "sbom.cdx.json", "third-party-licences.txt", "LICENSE"
RULE = "=" * 78
"""Parts the sections of LICENCES. A section begins with the names and versions that it covers, a
line each, up to an empty line; then comes the text."""
_QT = "pyside6-essentials"


class Component(NamedTuple):
    """Somebody else's work. licence: as SPDX writes it. text: of the licence, "" if unknown."""

    name: str
    version: str
    licence: str
    text: str


class DataCredit(NamedTuple):
    """Somebody else's data. says: what it is, and what its licence asks to be said."""

    name: str
    version: str
    licence: str
    by: str
    says: str


class Credits(NamedTuple):
    """Everything that is to be said.

    licence: the text of the program's own. notice: paragraphs, as the LGPL asks for. sbom: the
    list of components as a file, None where there is none.
    """

    version: str
    licence: str
    components: tuple[Component, ...]
    data: tuple[DataCredit, ...]
    notice: tuple[str, ...]
    sbom: Path | None

    def details(self) -> str:
        """What a person copies who is asked which version this is."""
        return "\n".join(
            [
                f"Annotator {self.version}",
                f"{platform.python_implementation()} {platform.python_version()},"
                f" SQLite {sqlite3.sqlite_version}",
                f"{platform.system()} {platform.release()}, {platform.machine()}",
                *(f"{one.name} {one.version}".rstrip() for one in self.components),
                *(f"{one.name} {one.version}".rstrip() for one in self.data),
            ]
        )


def job() -> Job[Credits]:
    """Gathers in the background: some hundred small files are read."""
    return Job("Gathering licences", lambda _: gather())


def gather() -> Credits:
    """Reads all of it. Raises ProgramIncomplete if a file of the program is missing."""
    legal = resource_root() / LEGAL
    components = from_package(legal) if (legal / SBOM).is_file() else from_installed()
    versions = {distributions.normal(one.name): one.version for one in components}
    notice, data = statements(versions.get(_QT, ""))
    return Credits(__version__, _own_licence(legal), components, data, notice, _sbom(legal / SBOM))


def statements(pyside: str) -> tuple[tuple[str, ...], tuple[DataCredit, ...]]:
    """The notice about Qt, and the credits for data. pyside: the version of PySide6."""
    stated = tomllib.loads(resource("credits", "credits.toml").read_text(encoding="utf-8"))
    notice = tuple(text.format(pyside=pyside) for text in stated["qt"]["notice"])
    return notice, tuple(DataCredit(**one) for one in stated["data"])


def from_package(legal: Path) -> tuple[Component, ...]:
    """What a package says is in it. legal: the folder with SBOM and LICENCES."""
    texts = licence_texts((legal / LICENCES).read_text(encoding="utf-8"))
    listed = json.loads((legal / SBOM).read_text(encoding="utf-8"))["components"]
    return _sorted(
        Component(
            one["name"],
            one.get("version", ""),
            _licence(one.get("licenses", ())),
            texts.get(f"{one['name']} {one.get('version', '')}".rstrip(), ""),
        )
        for one in listed
        if one["type"] != "data"
    )


def licence_texts(file: str) -> dict[str, str]:
    """The texts in a file like LICENCES, by name and version; several are parted by a line."""
    texts: dict[str, str] = {}
    for section in file.split(f"\n{RULE}\n")[1:]:
        covered, _, text = section.partition("\n\n")
        for line in covered.splitlines():
            texts[line] = f"{texts[line]}\n\n{RULE}\n\n{text}" if line in texts else text
    return texts


def from_installed() -> tuple[Component, ...]:
    """What is installed beside the program and used by it."""
    there = distributions.installed()
    own = there.get("annotator")
    roots = map(distributions.need, (own.requires or ()) if own is not None else ())
    found, _ = distributions.reachable(roots, there, _applies)
    python = Component("CPython", platform.python_version(), "Python-2.0.1", "")
    sqlite = Component("SQLite", sqlite3.sqlite_version, "blessing", "")
    return _sorted([python, sqlite, *map(_component, found.values())])


def _applies(marker: str, extras: frozenset[str]) -> bool:
    """As far as it matters here: what is not for this system is not installed."""
    return "extra" not in marker or any(f'"{one}"' in marker for one in extras)


def _component(package: metadata.Distribution) -> Component:
    text = f"\n\n{RULE}\n\n".join(distributions.texts_of(package))
    name = package.metadata["Name"]
    return Component(name, package.version, distributions.licence_of(package), text)


def _sorted(components: Any) -> tuple[Component, ...]:  # noqa: ANN401 - an Iterable[Component]
    return tuple(sorted(components, key=lambda one: (one.name.lower(), one.version)))


def _licence(choices: Any) -> str:  # noqa: ANN401 - a piece of JSON
    said = [
        one.get("expression") or one["license"].get("id") or one["license"]["name"]
        for one in choices
    ]
    return " AND ".join(said)


def _own_licence(legal: Path) -> str:
    """The text of the program's own licence, wherever this way of installing puts it."""
    for path in (legal / OWN_LICENCE, resource_root().parent / OWN_LICENCE):
        if path.is_file():
            return path.read_text(encoding="utf-8")
    own = distributions.installed().get("annotator")
    return "\n\n".join(distributions.texts_of(own)) if own is not None else ""


def _sbom(carried: Path) -> Path | None:
    """The file of a package, or the one that a wheel brings."""
    if carried.is_file():
        return carried
    own = distributions.installed().get("annotator")
    for file in (own.files or ()) if own is not None else ():
        if file.name.endswith(".cdx.json"):
            return resource_root().parent.parent / str(file)
    return None
