"""The files in packages of every kind: their names, and their bytes when installed."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import zipfile
from typing import TYPE_CHECKING

from builder.running import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Files = Iterator[tuple[str, int]]


def of_folder(folder: Path) -> Files:
    """The files below a folder; links are not followed."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), path.stat().st_size


def of_wheel(path: Path) -> Files:
    """The files of a ZIP archive."""
    with zipfile.ZipFile(path) as archive:
        yield from ((one.filename, one.file_size) for one in archive.infolist())


def of_deb(path: Path) -> Files:
    """The files that a Debian package installs; none where dpkg-deb is not there."""
    return _of_tar("dpkg-deb", "--fsys-tarfile", path)


def of_tarball(path: Path) -> Files:
    """The files of an archive; none where zstd is not there."""
    return _of_tar("zstd", "--decompress", "--stdout", "--quiet", path)


def of_rpm(path: Path) -> Files:
    """The files that an RPM package installs; none where rpm is not there."""
    if shutil.which("rpm") is None:
        return
    listing = "[%{FILEMODES:octal} %{FILESIZES} %{FILENAMES}\n]"
    for line in run("rpm", "--query", "--package", "--queryformat", listing, path).splitlines():
        mode, size, name = line.split(" ", 2)
        if mode.startswith("10"):  # what is no folder and no link
            yield name, int(size)


def _of_tar(*words: str | Path) -> Files:
    if shutil.which(str(words[0])) is None:
        return
    with (
        subprocess.Popen([str(word) for word in words], stdout=subprocess.PIPE) as unpacking,
        tarfile.open(fileobj=unpacking.stdout, mode="r|") as archive,
    ):
        yield from ((one.name, one.size) for one in archive if one.isfile())


READERS: dict[str, Callable[[Path], Files]] = {
    ".deb": of_deb,
    ".rpm": of_rpm,
    ".tar.zst": of_tarball,
    ".whl": of_wheel,
}
"""By the ends of files' names. A setup.exe is not looked into, but what was packed into it is."""
