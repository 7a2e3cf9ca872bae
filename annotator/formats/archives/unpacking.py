"""Compressed bytes as a stream that stops before it can fill a memory or a disk."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from annotator.domain.errors import UnreadableInput
from annotator.formats.input_file import LARGEST_FILE

if TYPE_CHECKING:
    from collections.abc import Callable

LARGEST_TOTAL = 2_000_000_000
"""Bytes that one archive may unpack to."""

STEEPEST = 200
"""Times its size that a file may unpack to; prose reaches 10, repetitive tables 50."""

_ANY_STEEPNESS = 10_000_000
_CHUNK = 1 << 20
_IN_MEMORY = 16_000_000
_DAMAGES = (zlib.error, zipfile.BadZipFile, EOFError, tarfile.TarError, lzma.LZMAError)
_DAMAGED = "It is damaged and cannot be unpacked; get it anew."


class Budget:
    """The bytes that an archive may still unpack to, whatever its headers say."""

    def __init__(self, total: int = LARGEST_TOTAL) -> None:
        self._total = self._left = total

    @property
    def is_spent(self) -> bool:
        """Whether more was asked for than there was."""
        return self._left < 0

    def spend(self, count: int) -> None:
        """Takes away. Raises UnreadableInput if there is less."""
        self._left -= count
        if self.is_spent:
            raise UnreadableInput(
                f"The archive unpacks to more than {self._total // 1_000_000:,} MB; unpack it and"
                " import the folder."
            )


def refuse_steep(size: int, packed: int) -> None:
    """Raises UnreadableInput if so many bytes out of so few are those of a bomb."""
    if size > _ANY_STEEPNESS and size > STEEPEST * packed:
        raise UnreadableInput(
            f"It unpacks to more than {STEEPEST} times its size, as files do that are made to"
            " fill a disk; it was left alone."
        )


class Unpacked(io.RawIOBase):
    """What comes out of a decompressor, counted. Going back starts again from the beginning.

    reopen: gives the decompressor at its beginning. packed: the compressed bytes of what has been
    read, or of all. What is read twice counts once. Reading raises UnreadableInput.
    """

    def __init__(
        self,
        reopen: Callable[[], BinaryIO],
        packed: Callable[[BinaryIO], int],
        budget: Budget,
        limit: int = LARGEST_FILE,
    ) -> None:
        self._reopen = reopen
        self._packed = packed
        self._budget = budget
        self._limit = limit
        self._inner = reopen()
        self._position = self._furthest = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is, though going back takes time."""
        return True

    def tell(self) -> int:
        """Bytes before the next one."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Reads up to there; from the beginning again for a place that has passed."""
        if whence == io.SEEK_END:
            self._skip_to(None)
        target = offset + (0 if whence == io.SEEK_SET else self._position)
        if target < self._position:
            self._inner.close()
            self._inner = self._reopen()
            self._position = 0
        self._skip_to(max(target, 0))
        return self._position

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """See io.RawIOBase."""
        chunk = self._next(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def readall(self) -> bytes:
        """All that is left."""
        chunks = []
        while chunk := self._next(_CHUNK):
            chunks.append(chunk)
        return b"".join(chunks)

    def close(self) -> None:
        """Closes the decompressor as well."""
        self._inner.close()
        super().close()

    def _skip_to(self, target: int | None) -> None:
        while target is None or self._position < target:
            if not self._next(_CHUNK if target is None else min(_CHUNK, target - self._position)):
                return

    def _next(self, size: int) -> bytes:
        try:
            # not read(), which forgets what it has where it meets damage
            chunk = cast("io.BufferedReader", self._inner).read1(size)
        except _DAMAGES as error:
            raise UnreadableInput(_DAMAGED) from error
        except OSError as error:  # gzip's own says no more than this
            if error.errno is not None:
                raise
            raise UnreadableInput(_DAMAGED) from error
        self._position += len(chunk)
        if self._position > self._furthest:
            self._budget.spend(self._position - self._furthest)
            self._furthest = self._position
            self._check()
        return chunk

    def _check(self) -> None:
        if self._furthest > self._limit:
            raise UnreadableInput(
                f"It unpacks to more than {self._limit / 1e6:,.0f} MB, which is too large."
            )
        if self._furthest > _ANY_STEEPNESS:
            refuse_steep(self._furthest, self._packed(self._inner))


def unpacked(
    reopen: Callable[[], BinaryIO],
    packed: Callable[[BinaryIO], int],
    budget: Budget,
    limit: int = LARGEST_FILE,
) -> BinaryIO:
    """Unpacked, buffered."""
    return io.BufferedReader(Unpacked(reopen, packed, budget, limit))


def random_access(stream: BinaryIO, limit: int = LARGEST_FILE) -> BinaryIO:
    """The stream itself, or a copy of it where going back in it would unpack it again.

    The copy lies in memory while it is small, else in a temporary file. Closing it is enough.
    Raises UnreadableInput if it would be larger than the limit.
    """
    if not isinstance(getattr(stream, "raw", None), Unpacked):
        return stream
    with stream:
        copy = cast("BinaryIO", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - handed on
        try:
            _copy(stream, copy, limit)
        except BaseException:
            copy.close()
            raise
    copy.seek(0)
    return copy


def _copy(stream: BinaryIO, copy: BinaryIO, limit: int) -> None:
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise UnreadableInput(f"It unpacks to more than {limit // 1_000_000:,} MB.")
        copy.write(chunk)


class _Gzip(gzip.GzipFile):
    """A gzip stream that closes what it reads from."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__(fileobj=packed, mode="rb")
        self._packed_stream = packed

    def packed_size(self) -> int:
        """Compressed bytes read so far."""
        return self._packed_stream.tell()

    def close(self) -> None:
        """Closes both."""
        try:
            super().close()
        finally:
            self._packed_stream.close()


def gunzipped(opener: Callable[[], BinaryIO], limit: int = LARGEST_FILE) -> BinaryIO:
    """What gzip packed, of one stream or several in a row. Reading may raise UnreadableInput.

    opener: opens the packed bytes anew.
    """
    return unpacked(
        lambda: cast("BinaryIO", _Gzip(opener())),
        lambda inner: cast("_Gzip", inner).packed_size(),
        Budget(limit),
        limit,
    )
