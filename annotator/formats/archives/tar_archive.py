"""Tar archives of articles, packed with gzip or not."""

from __future__ import annotations

import posixpath
import re
import tarfile
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, cast

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.archives.guarded import MOST_ENTRIES
from annotator.formats.archives.members import is_passed_over, shown_name
from annotator.formats.archives.unpacking import (
    LARGEST_TOTAL,
    Budget,
    gunzipped,
    random_access,
    unpacked,
)
from annotator.formats.input_file import InputFile

if TYPE_CHECKING:
    from collections.abc import Iterator

_OUTSIDE = re.compile(r"^/|^[A-Za-z]:|(^|/)\.\.(/|$)")
_DAMAGED = "It is no tar archive, or a damaged one; get it anew."
# what the library raises for headers that make no sense
_NONSENSE = (tarfile.TarError, ValueError, OverflowError, EOFError, RecursionError)


class Tar:
    """Holds files of any format."""

    name = "tar"
    title = "Tar archive"
    extensions: tuple[str, ...] = (".tar", ".tgz", ".tar.gz")

    def members(self, file: InputFile) -> Iterator[InputFile | Problem]:
        """The files in it, in its order; a Problem for links and what else is no plain file."""
        with _opened(file) as archive:
            infos, damage = _listed(archive)
            by_name = {posixpath.normpath(info.name): info for info in infos}
            budget = Budget()

            def opened(info: tarfile.TarInfo) -> BinaryIO:
                return unpacked(
                    lambda: cast("BinaryIO", archive.extractfile(info)), lambda _: info.size, budget
                )

            def neighbour(folder: str, name: str) -> bytes | None:
                info = by_name.get(posixpath.join(folder, name))
                if info is None or _refusal(info):
                    return None
                with opened(info) as stream:
                    return stream.read()

            for info in infos:
                name = posixpath.normpath(info.name)
                origin = f"{file.origin}/{shown_name(name)}"
                if refusal := _refusal(info):
                    yield Problem(origin, refusal)
                else:
                    folder = posixpath.dirname(name)
                    yield InputFile(
                        origin, partial(opened, info), partial(neighbour, folder), file.options
                    )
            if damage:
                yield Problem(file.origin, damage)


@contextmanager
def _opened(file: InputFile) -> Iterator[tarfile.TarFile]:
    packed = file.head.startswith(b"\x1f\x8b")
    opener = partial(gunzipped, file.opener, LARGEST_TOTAL) if packed else file.opener
    with random_access(opener(), LARGEST_TOTAL) as stream:
        try:
            archive = tarfile.open(fileobj=stream, mode="r:")  # noqa: SIM115 - only this may fail
        except _NONSENSE as error:
            raise UnreadableInput(_DAMAGED) from error
        with archive:
            yield archive


def _listed(archive: tarfile.TarFile) -> tuple[list[tarfile.TarInfo], str]:
    """The entries that count, and what is wrong with those after them, "" for nothing."""
    infos: list[tarfile.TarInfo] = []
    try:
        infos.extend(info for info in _infos(archive) if not _is_ignored(info))
    except UnreadableInput as error:
        return infos, str(error)
    return infos, ""


def _infos(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """The entries. Raises UnreadableInput for too many, and for headers that lead back."""
    count, offset = 0, -1
    while True:
        try:
            info = archive.next()
        except _NONSENSE as error:
            raise UnreadableInput(_DAMAGED) from error
        if info is None:
            if _ends_early(archive):
                raise UnreadableInput(_DAMAGED)
            return
        count += 1
        if info.offset_data <= offset or info.size < 0:
            raise UnreadableInput(_DAMAGED)
        offset = info.offset_data
        if count > MOST_ENTRIES:
            raise UnreadableInput(
                f"The archive has more than {MOST_ENTRIES:,} files; unpack it and import the"
                " folder."
            )
        yield info


def _ends_early(archive: tarfile.TarFile) -> bool:
    """Whether what the library took for the end is neither zeros nor the end of the file."""
    assert archive.fileobj is not None
    archive.fileobj.seek(archive.offset)
    return bool(archive.fileobj.read(tarfile.BLOCKSIZE).strip(b"\0"))


def _is_ignored(info: tarfile.TarInfo) -> bool:
    return info.isdir() or is_passed_over(info.name)


def _refusal(info: tarfile.TarInfo) -> str:
    if _OUTSIDE.search(info.name.replace("\\", "/")):
        return "Its name leads out of the archive, as no honest one does; it was left alone."
    if info.issym() or info.islnk():
        return "It is a link to another file; it was left alone."
    if not info.isreg() or info.issparse():
        return "It is no ordinary file; it was left alone."
    return ""
