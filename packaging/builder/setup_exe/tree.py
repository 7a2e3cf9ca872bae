"""The program's folder as setup.exe installs it: two launchers, and all else in _internal."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from builder import stand_ins
from builder.places import PACKAGING
from builder.product import product
from builder.running import run
from builder.setup_exe.contents import is_taken, place_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

INTERNAL = "_internal"
"""The folder that is the program's alone: an upgrade replaces it, the uninstaller removes it."""
_HEAVIEST = 10


def lay_out(tree: Path, wheels: Sequence[Path], program: Path) -> None:
    """Unpacks the wheels and the program into the tree, and compiles all modules.

    program: the program's own wheel, unpacked.
    """
    internal = tree / INTERNAL
    internal.mkdir(parents=True)
    for wheel in wheels:
        unpack(wheel, internal)
    stand_ins.put_into(internal)
    for folder in sorted(program.iterdir()):
        shutil.copytree(folder, internal / folder.name)
    start = PACKAGING / "windows" / "annotator_start"
    shutil.copytree(start, internal / start.name, ignore=shutil.ignore_patterns("__pycache__"))
    # in a process of its own, since what is compiled depends on how names are hashed
    words = ("-m", "builder.setup_exe.compiling", internal, internal / "python311.zip")
    run(sys.executable, *words, cwd=PACKAGING)


def unpack(wheel: Path, folder: Path) -> None:
    """Takes out of a wheel what the program needs of it."""
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith("/") or not is_taken(name):
                continue
            target = folder / place_of(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))


def files_of(folder: Path) -> list[Path]:
    """All files below a folder, in an order that is the same everywhere."""
    found = [one for one in folder.rglob("*") if one.is_file()]
    return sorted(found, key=lambda one: one.relative_to(folder).as_posix())


def settle(tree: Path) -> None:
    """Gives all files the release's time, and one mode: setup.exe keeps both."""
    for path in (*files_of(tree), tree):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (product().epoch, product().epoch))


def heaviest(tree: Path) -> list[tuple[int, str]]:
    """The whole tree and its ten largest parts: bytes and name.

    A part is a library or a file in _internal.
    """
    sizes: dict[str, int] = {}
    for path in files_of(tree):
        place = PurePosixPath(path.relative_to(tree).as_posix())
        part = place.parts[1] if len(place.parts) > 1 else place.name
        part = part.removesuffix(".libs")  # belongs to the library that it is named after
        sizes[part] = sizes.get(part, 0) + path.stat().st_size
    largest = sorted(((size, name) for name, size in sizes.items()), reverse=True)
    return [(sum(sizes.values()), "in all"), *largest[:_HEAVIEST]]
