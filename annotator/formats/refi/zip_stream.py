"""Writes a zip archive as a stream whose memory does not grow with the number of its files.

The library keeps what it knows of each file until the end; here that goes to a temporary file.
Sizes are known before a file is written, so that the archive needs no seeking, has no data
descriptors, which some programs do not read, and is the same whenever it is written.
"""

from __future__ import annotations

import struct
import tempfile
import zlib
from contextlib import contextmanager
from shutil import copyfileobj
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.base import ByteSink

CHUNK = 1 << 20

_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
MOST, LARGEST = _FULL16, _FULL32
"""From here on a number has its place in the wider fields that came later."""

_OLD, _ZIP64 = 20, 45
_DEFLATED = 8
_TIME, _DATE = 0, (46 << 9) | (1 << 5) | 1  # 2026-01-01, the same for all
_UTF8_NAMES = 0x800
_IN_MEMORY = 8_000_000


class ZipStream:
    """An archive on its way into `sink`."""

    def __init__(self, sink: ByteSink, directory: IO[bytes]) -> None:
        self._sink = sink
        self._directory = directory
        self._written = 0
        self._entries = 0

    def add(self, name: str, data: bytes) -> None:
        """Writes one file that is in memory."""
        packed = zlib.compress(data, 6, -15)
        self._begin(name, zlib.crc32(data), len(packed), len(data))
        self._write(packed)

    def add_stream(self, name: str, source: IO[bytes]) -> None:
        """Writes one file of any size, from its beginning; `source` can be read twice."""
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as packed:
            packer = zlib.compressobj(6, zlib.DEFLATED, -15)
            size = crc = 0
            source.seek(0)
            while chunk := source.read(CHUNK):
                packed.write(packer.compress(chunk))
                size, crc = size + len(chunk), zlib.crc32(chunk, crc)
            packed.write(packer.flush())
            self._begin(name, crc, packed.tell(), size)
            packed.seek(0)
            while chunk := packed.read(CHUNK):
                self._write(chunk)

    def finish(self) -> None:
        """Writes the directory, after which no file can follow."""
        start = self._written
        self._directory.seek(0)
        while chunk := self._directory.read(CHUNK):
            self._write(chunk)
        size = self._written - start
        if self._entries >= MOST or self._written >= LARGEST:
            counts = (self._entries, self._entries, size, start)
            versions = (_ZIP64, _ZIP64, 0, 0)
            self._write(struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, *versions, *counts))
            self._write(struct.pack("<IIQI", 0x07064B50, 0, start + size, 1))
        entries = _FULL16 if self._entries >= MOST else self._entries
        end = (0, 0, entries, entries, _narrow(size), _narrow(start), 0)
        self._write(struct.pack("<IHHHHIIH", 0x06054B50, *end))

    def _begin(self, name: str, crc: int, packed: int, size: int) -> None:
        """The header of a file, and its line in the directory."""
        encoded = name.encode()
        offset = self._written
        wide = max(packed, size) >= LARGEST
        version = _ZIP64 if wide else _OLD
        common = (_UTF8_NAMES, _DEFLATED, _TIME, _DATE, crc)
        sizes = (_FULL32, _FULL32) if wide else (packed, size)
        extra = struct.pack("<HHQQ", 1, 16, size, packed) if wide else b""
        lengths = (len(encoded), len(extra))
        self._write(struct.pack("<IHHHHHIIIHH", 0x04034B50, version, *common, *sizes, *lengths))
        self._write(encoded + extra)
        if offset >= LARGEST:
            extra = (extra[4:] if wide else b"") + struct.pack("<Q", offset)
            extra = struct.pack("<HH", 1, len(extra)) + extra
            version = _ZIP64
        fields = (version, version, *common, *sizes, len(encoded), len(extra), 0, 0, 0, 0)
        where = _narrow(offset)
        self._directory.write(struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, *fields, where))
        self._directory.write(encoded + extra)
        self._entries += 1

    def _write(self, data: bytes) -> None:
        self._sink.write(data)
        self._written += len(data)


def _narrow(number: int) -> int:
    return _FULL32 if number >= LARGEST else number


@contextmanager
def zip_stream(sink: ByteSink) -> Iterator[ZipStream]:
    """An archive to add files to, whole when the block ends."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as directory:
        archive = ZipStream(sink, directory)
        yield archive
        archive.finish()


@contextmanager
def spool() -> Iterator[IO[bytes]]:
    """A temporary file that stays in memory while it is small."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as stream:
        yield stream


def append(source: IO[bytes], target: IO[bytes]) -> None:
    """Copies all of one file to the end of another."""
    source.seek(0)
    copyfileobj(source, target, CHUNK)
