"""The program as a Linux system holds it, below usr/: what all packages of Linux are made from."""

from __future__ import annotations

import gzip
import os
import shutil
from typing import TYPE_CHECKING

from builder import desktop_files, icons
from builder.elf import compiled
from builder.manual import manual
from builder.places import BUNDLE
from builder.product import product
from builder.run_paths import forget_run_paths
from builder.running import CannotBuild

if TYPE_CHECKING:
    from pathlib import Path

LEGAL = "_internal/annotator/_resources/legal"
"""Where the bundle has the licences and the bill of materials."""


def lay_out(root: Path, bundle: Path = BUNDLE) -> None:
    """Makes root anew, with a folder usr/ that holds the program and all that belongs to it.

    Raises CannotBuild if the bundle is not there.
    """
    made = product()
    if not (bundle / made.name).is_file():
        raise CannotBuild(f"there is no bundle in {bundle}; make it first: make bundle")
    shutil.rmtree(root, ignore_errors=True)
    share = root / "usr" / "share"
    shutil.copytree(bundle, root / "usr" / "lib" / made.name, symlinks=True)
    forget_run_paths(compiled(root / "usr" / "lib" / made.name))
    _link(root / "usr" / "bin" / made.name, f"../lib/{made.name}/{made.name}")
    for path, text in {
        f"applications/{made.id}.desktop": desktop_files.desktop_entry(made),
        f"mime/packages/{made.id}.xml": desktop_files.mime_type(made),
        f"metainfo/{made.id}.metainfo.xml": desktop_files.metainfo(made),
    }.items():
        write(share / path, text.encode())
    write(share / f"man/man1/{made.name}.1.gz", packed(manual(made)))
    _draw(share / "icons" / "hicolor", made.id, desktop_files.mime_icon(made))
    _place_legal(root)
    steady(root, executable(root))


def executable(root: Path) -> Path:
    """The program itself, in a tree that was laid out."""
    return root / "usr" / "lib" / product().name / product().name


def _draw(theme: Path, name: str, file_name: str) -> None:
    for size in icons.SIZES:
        folder = theme / f"{size}x{size}"
        write(folder / f"apps/{name}.png", icons.png(icons.drawing(size), size))
        write(folder / f"mimetypes/{file_name}.png", icons.png(icons.PROJECT_DRAWING, size))
    write(theme / f"scalable/apps/{name}.svg", icons.DRAWING.read_bytes())
    write(theme / f"scalable/mimetypes/{file_name}.svg", icons.PROJECT_DRAWING.read_bytes())
    write(theme / f"symbolic/apps/{name}-symbolic.svg", icons.SYMBOLIC_DRAWING.read_bytes())


def _place_legal(root: Path) -> None:
    legal = root / "usr" / "lib" / product().name / LEGAL
    if not legal.is_dir():
        raise CannotBuild(f"the bundle holds no licences in {LEGAL}; make it anew: make bundle")
    shutil.copytree(legal, root / "usr" / "share" / "doc" / product().name)


def write(path: Path, data: bytes) -> None:
    """Makes a file, and the folders on the way to it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _link(path: Path, target: str) -> None:
    path.parent.mkdir(parents=True)
    path.symlink_to(target)


def packed(text: str) -> bytes:
    """A text compressed as manuals and change logs are: the same bytes each time."""
    return gzip.compress(text.encode(), 9, mtime=0)


def steady(root: Path, *executables: Path) -> None:
    """Gives everything below a folder the modes and the time that it has in every build."""
    when = product().epoch
    for path in (*root.rglob("*"), root):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path in executables else 0o644)
        os.utime(path, (when, when), follow_symlinks=False)


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())
