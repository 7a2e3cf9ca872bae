"""What the compiled files of a tree need of the system that they run on."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from builder.running import CannotBuild, needs, run
from builder.templates import FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NEEDED = re.compile(r"^ +NEEDED +(\S+)$", re.MULTILINE)
_NAMED = re.compile(r"^ +SONAME +(\S+)$", re.MULTILINE)
_FROM = re.compile(r"^ +required from (\S+):$\n((?: +0x\S+ 0x\S+ \S+ \S+\n)+)", re.MULTILINE)
_SYMBOLS = re.compile(r" (GLIBC|GLIBCXX)_([0-9.]+)\n")


@dataclass(frozen=True, slots=True)
class Needs:
    """libraries: names (soname) of those that the tree does not hold itself, sorted.

    glibc, libstdcxx: the lowest versions that will do, such as "2.34" and "3.4.29"; "" for any.
    """

    libraries: tuple[str, ...]
    glibc: str
    libstdcxx: str

    def packages(self) -> tuple[str, ...]:
        """What a package of Debian depends on, sorted. Raises CannotBuild for unknown libraries."""
        found = {_table()["debian"].get(library, "") for library in self.libraries}
        if "" in found:
            unknown = ", ".join(sorted({*self.libraries} - {*_table()["debian"]}))
            raise CannotBuild(f"packaging/linux/libraries.toml does not say what holds {unknown}")
        lowest = {"libc6": self.glibc, "libstdc++6": self._gcc()}
        return tuple(
            f"{package} (>= {lowest[package]})" if lowest.get(package) else package
            for package in sorted(found)
        )

    def capabilities(self) -> tuple[str, ...]:
        """What an .rpm requires, sorted."""
        lowest = {
            "libc.so.6": f"GLIBC_{self.glibc}" if self.glibc else "",
            "libstdc++.so.6": f"GLIBCXX_{self.libstdcxx}" if self.libstdcxx else "",
        }
        return tuple(
            f"{library}({lowest.get(library, '')})(64bit)"
            for library in self.libraries
            if not library.startswith("ld-linux")
        )

    def _gcc(self) -> str:
        """The release of GCC whose library will do; "" for any that is still about."""
        known = _table()["libstdcxx"]
        if not self.libstdcxx or _parts(self.libstdcxx) < min(map(_parts, known)):
            return ""
        if self.libstdcxx not in known:
            what = f"GLIBCXX_{self.libstdcxx}"
            raise CannotBuild(f"packaging/linux/libraries.toml does not say what brought {what}")
        return known[self.libstdcxx]


def compiled(tree: Path) -> list[Path]:
    """The executables and libraries below a folder, sorted; without links."""
    return [
        path
        for path in sorted(tree.rglob("*"))
        if path.is_file() and not path.is_symlink() and _is_elf(path)
    ]


def needs_of(tree: Path) -> Needs:
    """What all compiled files below a folder need together, beside one another."""
    needs(objdump="binutils")
    files = compiled(tree)
    told = run("objdump", "-p", *files) if files else ""
    held = {path.name for path in tree.rglob("*")} | set(_NAMED.findall(told))
    versions: dict[str, set[tuple[int, ...]]] = {"GLIBC": set(), "GLIBCXX": set()}
    for library, lines in _FROM.findall(told):
        if library not in held:
            for name, version in _SYMBOLS.findall(lines):
                versions[name].add(_parts(version))
    glibc, libstdcxx = (".".join(map(str, max(found, default=()))) for found in versions.values())
    return Needs(tuple(sorted(set(_NEEDED.findall(told)) - held)), glibc, libstdcxx)


def debian_name(library: str) -> str:
    """The package of Debian that holds a library, by the name that every release knows."""
    return _table()["debian"][library].rpartition("| ")[2]


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((FOLDER / "libraries.toml").read_text(encoding="utf-8"))


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
