"""Zip archives, guarded: for importers of archives, and of the many formats that are zips.

with open_archive(file) as archive:
    if "word/document.xml" in archive:
        data = archive.read("word/document.xml", limit=50_000_000)
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
from contextlib import contextmanager
from functools import cached_property, partial
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from annotator.domain.errors import UnreadableInput
from annotator.formats.archives.unpacking import Budget, random_access, refuse_steep, unpacked
from annotator.formats.input_file import LARGEST_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.input_file import InputFile

MOST_ENTRIES = 100_000

_LARGEST_DIRECTORY = 64_000_000
_ENTRY_MARK = b"PK\x01\x02"
_END_MARK = b"PK\x05\x06"
_END64_MARK = b"PK\x06\x06"
_END_SIZE = 22
_END64_SIZE = 56
_LOCATOR_SIZE = 20
_LOCAL_HEADER = 30
_LONGEST_COMMENT = 1 << 16
_ENCRYPTED = 0x1
_NAMED_IN_UTF8 = 0x800
# the library unpacks the other methods without a bound on what one call may give
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_OUTSIDE = re.compile(r"^/|^[A-Za-z]:|(^|/)\.\.(/|$)")
_DAMAGED = "It is no zip archive, or a damaged one; get it anew."


class Entry(NamedTuple):
    """One file of an archive.

    name: with "/" between folders. size: bytes, as its header says.
    refusal: why it cannot be read, in a sentence; "" if it can.
    """

    name: str
    size: int
    refusal: str
    info: zipfile.ZipInfo


class Archive:
    """A zip archive that is open for reading."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._zip = archive
        self._budget = Budget()
        # is_dir() fails for a name of no characters
        files = (info for info in archive.infolist() if not info.filename.endswith("/"))
        self.entries = tuple(map(_entry, files))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Of the files, in the archive's order; folders are none."""
        return tuple(entry.name for entry in self.entries)

    @property
    def is_spent(self) -> bool:
        """Whether more was read than an archive may unpack to: the rest is not readable either."""
        return self._budget.is_spent

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def open(self, name: str | Entry, limit: int = LARGEST_FILE) -> BinaryIO:
        """One file, from its beginning. To be closed before the archive is.

        limit: bytes that may come out of it.
        Raises UnreadableInput, here or when it is read, for what is refused, damaged or too large.
        """
        entry = name if isinstance(name, Entry) else self._by_name.get(name)
        if entry is None:
            raise UnreadableInput(f"“{name}” is not in it; it may be damaged.")
        if entry.refusal:
            raise UnreadableInput(entry.refusal)
        refuse_steep(entry.size, entry.info.compress_size)  # what headers admit need not be tried
        return unpacked(
            partial(self._open, entry.info), lambda _: entry.info.compress_size, self._budget, limit
        )

    def read(self, name: str | Entry, limit: int = LARGEST_FILE) -> bytes:
        """All of a file; see open()."""
        with self.open(name, limit) as stream:
            return stream.read()

    @cached_property
    def _by_name(self) -> dict[str, Entry]:
        return {entry.name: entry for entry in self.entries}

    def _open(self, info: zipfile.ZipInfo) -> BinaryIO:
        try:
            return cast("BinaryIO", self._zip.open(info))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
            raise UnreadableInput(_DAMAGED) from error


@contextmanager
def open_archive(file: InputFile) -> Iterator[Archive]:
    """The zip archive in a file.

    Raises UnreadableInput for what is no zip archive, has too many entries, or entries that share
    bytes, as those of zip bombs do.
    """
    with random_access(file.opener()) as stream:
        _check_directory(stream)
        try:
            archive = zipfile.ZipFile(stream)
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            ValueError,
            OSError,
            struct.error,
        ) as error:
            raise UnreadableInput(_DAMAGED) from error
        with archive:
            _refuse_overlaps(archive)
            yield Archive(archive)


def _check_directory(stream: BinaryIO) -> None:
    """Refuses a directory too large for the library, which takes all of it into memory."""
    end = stream.seek(0, 2)
    tail_start = max(0, end - _END_SIZE - _LONGEST_COMMENT - _END64_SIZE - _LOCATOR_SIZE)
    stream.seek(tail_start)
    tail = stream.read()
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) < at + _END_SIZE:
        raise UnreadableInput(_DAMAGED)
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    at64 = at - _LOCATOR_SIZE - _END64_SIZE
    if at64 >= 0 and tail[at64 : at64 + 4] == _END64_MARK:
        at, size = at64, int.from_bytes(tail[at64 + 40 : at64 + 48], "little")
    if size > end:
        raise UnreadableInput(_DAMAGED)
    entries = 0
    if size <= _LARGEST_DIRECTORY:
        stream.seek(max(0, tail_start + at - size))
        entries = stream.read(size).count(_ENTRY_MARK)
    if size > _LARGEST_DIRECTORY or entries > MOST_ENTRIES:
        raise UnreadableInput(
            f"The archive has more than {MOST_ENTRIES:,} files; unpack it and import the folder."
        )
    stream.seek(0)


def _refuse_overlaps(archive: zipfile.ZipFile) -> None:
    end = 0
    infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
    if infos and infos[0].header_offset < 0:
        raise UnreadableInput(_DAMAGED)
    for info in infos:
        if info.header_offset < end:
            raise UnreadableInput(
                "Files in the archive share their bytes, as those of zip bombs do; it was left"
                " alone."
            )
        end = info.header_offset + _LOCAL_HEADER + info.compress_size
    if end > archive.start_dir:
        raise UnreadableInput(_DAMAGED)


def _entry(info: zipfile.ZipInfo) -> Entry:
    name = _name(info)
    return Entry(name, info.file_size, _refusal(name, info), info)


def _name(info: zipfile.ZipInfo) -> str:
    name = info.filename
    # many programs write UTF-8 and forget to say so, which the library reads as cp437
    if not info.flag_bits & _NAMED_IN_UTF8 and not name.isascii():
        try:
            name = name.encode("cp437").decode()
        except UnicodeError:
            name = info.filename
    return name.replace("\\", "/")


def _refusal(name: str, info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _ENCRYPTED:
        return "It is encrypted; unpack the archive with its password and import the folder."
    if _OUTSIDE.search(name):
        return "Its name leads out of the archive, as no honest one does; it was left alone."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "It is a link to another file; it was left alone."
    if info.compress_type not in _METHODS:
        return "It is compressed in a way that cannot be read; pack it again as an ordinary zip."
    return ""
