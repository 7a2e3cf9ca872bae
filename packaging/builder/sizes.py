"""How large each artefact is, and what in it: tables, also in build/packaging/sizes.md."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from builder.contents_of import READERS, of_folder
from builder.places import BUNDLE, DIST, WORK
from builder.running import CannotBuild

if TYPE_CHECKING:
    from collections.abc import Iterable

_LARGEST = 10
_TREES = {"the frozen program": BUNDLE, "the program for Windows": WORK / "windows" / "tree"}
"""What is packed, with the names it has in the table."""


class Part(NamedTuple):
    """A library, or a file, of an artefact; its size in bytes when installed."""

    name: str
    size: int


class Artefact(NamedTuple):
    """packed: bytes of the file that people download; None for a folder.

    parts: the largest first; none of a file that cannot be looked into.
    """

    name: str
    packed: int | None
    parts: tuple[Part, ...] = ()


def build() -> None:
    """Prints the tables of all that is there. Raises CannotBuild if nothing is."""
    found = artefacts()
    if not found:
        raise CannotBuild(f"there is nothing in {DIST}; make something first: make packages")
    text = "\n\n".join([overview(found), *(table(one) for one in found if one.parts)]) + "\n"
    print(text)
    WORK.mkdir(parents=True, exist_ok=True)
    (WORK / "sizes.md").write_text(f"# Sizes\n\n{text}", encoding="utf-8")


def artefacts() -> list[Artefact]:
    """The trees that were packed, and the files in dist/."""
    found = [
        Artefact(name, None, parts_of(of_folder(tree)))
        for name, tree in _TREES.items()
        if tree.is_dir()
    ]
    for path in sorted(DIST.iterdir()) if DIST.is_dir() else ():
        reader = next((one for end, one in READERS.items() if path.name.endswith(end)), None)
        parts = parts_of(reader(path)) if reader is not None else ()
        found.append(Artefact(path.name, path.stat().st_size, parts))
    return found


def parts_of(files: Iterable[tuple[str, int]]) -> tuple[Part, ...]:
    """The parts of an artefact, the largest first. files: their names in it, and bytes."""
    sizes: Counter[str] = Counter()
    for name, size in files:
        sizes[part_named(name)] += size
    ordered = sorted(sizes.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Part(*one) for one in ordered)


def part_named(file: str) -> str:
    """The library that a file of an artefact belongs to, or its folder, or its own name.

    Libraries lie in _internal.
    """
    path = PurePosixPath(file)
    if "_internal" not in path.parts:
        return "/".join(path.parts[:-1][:2]) or path.name
    inside = path.parts[path.parts.index("_internal") + 1]
    return inside.removesuffix(".libs")  # belongs to the library that it is named after


def overview(found: Iterable[Artefact]) -> str:
    """What is downloaded and what is installed, in megabytes of a million bytes."""
    lines = ["| megabytes | to download | installed |", "|---|---:|---:|"]
    for one in found:
        packed = "" if one.packed is None else _megabytes(one.packed)
        installed = _megabytes(sum(part.size for part in one.parts)) if one.parts else ""
        lines.append(f"| {one.name} | {packed} | {installed} |")
    return "\n".join(lines)


def table(one: Artefact) -> str:
    """The ten largest parts of an artefact, and what all others come to."""
    largest, others = one.parts[:_LARGEST], one.parts[_LARGEST:]
    lines = [f"| {one.name} | installed |", "|---|---:|"]
    lines += [f"| {part.name} | {_megabytes(part.size)} |" for part in largest]
    if others:
        rest = _megabytes(sum(part.size for part in others))
        lines.append(f"| {len(others)} others | {rest} |")
    return "\n".join(lines)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f}"
