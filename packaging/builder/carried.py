"""Which Python modules a frozen program holds."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path, PurePath

LIBRARIES = "_internal"
"""Where a frozen program has its libraries."""
_MODULES = {".py", ".pyc", ".so", ".pyd"}


def modules(program: Path) -> frozenset[str]:
    """Dotted names: of files below _internal, and of what is packed into the executable.

    program: the folder that holds the executable.
    """
    libraries = program / LIBRARIES
    found = {dotted(path.relative_to(libraries)) for path in sorted(libraries.rglob("*"))}
    for path in sorted(program.iterdir()):
        if path.is_file() and path.suffix == "":
            found |= _packed(path)
    return frozenset(found - {""})


def dotted(path: PurePath) -> str:
    """The name of the module that a file holds, "" if it holds none.

    path: relative to a folder of libraries. `yaml/_yaml.cpython-311-x86_64-linux-gnu.so` holds
    `yaml._yaml`.
    """
    if path.suffix not in _MODULES or "__pycache__" in path.parts:
        return ""
    name = path.name.partition(".")[0]
    parts = path.parts[:-1] if name == "__init__" else (*path.parts[:-1], name)
    return ".".join(parts)


def _packed(executable: Path) -> set[str]:
    """The modules in PyInstaller's archive at the end of an executable."""
    readers = import_module("PyInstaller.archive.readers")
    archive = readers.CArchiveReader(str(executable))
    return {
        name
        for packed in archive.toc
        if packed.endswith(".pyz")
        for name in archive.open_embedded_archive(packed).toc
    }
