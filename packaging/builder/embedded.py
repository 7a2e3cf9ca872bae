"""What lies inside binaries without being a Python package: packaging/legal/embedded.toml."""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from builder.components import Component
from builder.places import PACKAGING
from builder.running import CannotBuild

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

LEGAL = PACKAGING / "legal"
_LIBRARY = re.compile(r"\.(?:so(?:\.[\d.]+)?|dll|pyd|dylib)$")


@dataclass(frozen=True, slots=True)
class Part:
    """One entry; see the head of the file."""

    name: str
    licence: str
    files: tuple[str, ...]
    pattern: str = ""
    texts: tuple[str, ...] = ()
    covered_by: str = ""

    def is_in(self, file: str) -> bool:
        """Whether a file of this name may hold it."""
        return any(fnmatchcase(file.lower(), each.lower()) for each in self.files)

    def versions(self, files: Iterable[Path]) -> list[str]:
        """The versions that are found in files, sorted; "" if it is there but names none."""
        named = [one for one in files if self.is_in(one.name)]
        if not self.pattern:
            return [""] if named else []
        pattern = re.compile(self.pattern.encode("latin-1"))
        hits = ([_version(hit) for hit in pattern.finditer(one.read_bytes())] for one in named)
        found = {next(filter(None, versions), "") for versions in hits if versions}
        return sorted(found - {""}) or sorted(found)

    def own_texts(self, covering: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
        """Its licence texts; covering: those of a package, by the package's name."""
        if not self.covered_by:
            return tuple(map(text, self.texts))
        all_of_it = covering(self.covered_by)
        word = self.name.partition(" ")[0]
        return tuple(one for one in all_of_it if word in one) or all_of_it


def parts() -> list[Part]:
    """What may be there."""
    listed = ("files", "texts")
    return [
        Part(**{**one, **{name: tuple(one.get(name, ())) for name in listed}})
        for one in _stated()["part"]
    ]


def texts_of_silent_packages() -> dict[str, tuple[str, ...]]:
    """The licence texts of packages whose wheels bring none, by the package's name."""
    return {name: tuple(map(text, files)) for name, files in _stated()["without_text"].items()}


def text(name: str) -> str:
    """A licence text that is kept here. Raises CannotBuild if it is not."""
    path = LEGAL / "texts" / f"{name}.txt"
    if not path.is_file():
        raise CannotBuild(f"the licence text {path.name} is missing in packaging/legal/texts")
    return path.read_text(encoding="utf-8").strip("\n")


def components(program: Path, covering: Callable[[str], tuple[str, ...]]) -> list[Component]:
    """The parts that are found in a program.

    covering: the licence texts of a package, by its name.
    """
    files = [path for path in sorted(program.rglob("*")) if path.is_file()]
    found: dict[str, Component] = {}
    for part in parts():
        own = part.own_texts(covering)
        for version in part.versions(files):
            name = re.sub(r"\W+", "-", part.name.lower()).strip("-")
            where = f"pkg:generic/{name}@{version}" if version else f"pkg:generic/{name}"
            key = f"part:{name}-{version}".rstrip("-")
            found[key] = Component(part.name, version, part.licence, key, purl=where, texts=own)
    return list(found.values())


def unaccounted(program: Path, known: Collection[str]) -> list[str]:
    """The names of shared libraries of which nobody says what they are, sorted.

    known: the names of files that packages bring.
    """
    files = [path for path in sorted(program.rglob("*")) if path.is_file()]
    there = [part for part in parts() if part.versions(files)]
    return sorted(
        path.name
        for path in files
        if _LIBRARY.search(path.name)
        and path.name not in known
        and path.name.partition(".")[0] not in sys.stdlib_module_names
        and not any(part.is_in(path.name) for part in there)
    )


def _stated() -> dict[str, Any]:
    return tomllib.loads((LEGAL / "embedded.toml").read_text(encoding="utf-8"))


def _version(hit: re.Match[bytes]) -> str:
    """What a hit says: its one group, or its groups as numbers; "" if it has none."""
    said = [one.decode("ascii") for one in hit.groups() if one is not None]
    return said[0] if len(said) == 1 else ".".join(str(int(one)) for one in said)
