"""Takes out of shared objects what only a debugger reads: two fifths of the frozen program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.running import needs, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ELF = b"\x7fELF"
_AT_ONCE = 50


def strip_tree(root: Path) -> None:
    """Strips the shared objects below a folder. Raises CannotBuild without binutils."""
    needs(strip="binutils")
    objects = sorted(shared_objects(root))
    for start in range(0, len(objects), _AT_ONCE):
        run("strip", "--strip-unneeded", *objects[start : start + _AT_ONCE])


def shared_objects(root: Path) -> Iterator[Path]:
    """The files to strip.

    Not those in numpy.libs: their layout was changed after they were linked, and stripped they
    cannot be loaded ("address/offset not page-aligned"). Not the executable: PyInstaller keeps
    the modules in it.
    """
    for path in root.rglob("*"):
        if path.is_symlink() or not path.is_file() or "numpy.libs" in path.parts:
            continue
        if ".so" in path.name and _starts_with(path, _ELF):
            yield path


def _starts_with(path: Path, magic: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(magic)) == magic
