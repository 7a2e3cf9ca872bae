"""The pages of a damaged file, its write-ahead log laid over them."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, BinaryIO

from annotator.store.inspection import beside
from annotator.store.log_file import broken_frames, read_log, salvaged

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_MAGIC = b"SQLite format 3\0"
_USUAL = 4_096
"""What SQLite makes pages of, in bytes, unless it is told otherwise; we never tell it."""
_SIZES = tuple(512 << power for power in range(8))
_SAMPLE = 400
_FIRST = 64
"""So many are looked at in any case: tables begin there, where the rest may be a few long texts."""
_KINDS = frozenset((2, 5, 10, 13))
_HEAD = 100
_MOST_PAGES = 1 << 24
"""A head that says more of them than 64 GB have is damaged."""


class Pages:
    """Reads pages, numbered from 1; opened for reading only, and closed at the end of `with`.

    size: of a page, in bytes. count: how many there are, those in the log included. missing: how
    many more the head says there were. lost_frames: pages of the log that are damaged.
    Raises OSError.
    """

    def __init__(self, path: Path) -> None:
        self._stack = ExitStack()
        self._file: BinaryIO = self._stack.enter_context(path.open("rb"))
        self._bytes = os.fstat(self._file.fileno()).st_size
        log_path = beside(path, "-wal")
        log = read_log(log_path)
        self._newer = salvaged(log) if log else {}
        self.lost_frames = broken_frames(log) if log else 0
        if log is not None:
            self._log: BinaryIO = self._stack.enter_context(log_path.open("rb"))
        self._log_size = log.page_size if log and log.is_head_whole else 0
        self.size = self._page_size()
        if log is not None and log.page_size != self.size:
            self._newer = {}
        here = -(-self._bytes // self.size)
        self.count = max([here, *self._newer])
        head = self.head()
        said = int.from_bytes(head[28:32], "big") if head[24:28] == head[92:96] else 0
        self.missing = max(0, said - self.count) if said < _MOST_PAGES else 0

    def __enter__(self) -> Pages:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def read(self, number: int) -> bytes | None:
        """A page, filled up with zeros where the file ends in it; None if there is none."""
        if number in self._newer:
            self._log.seek(self._newer[number])
            return self._log.read(self.size)
        start = (number - 1) * self.size
        if number < 1 or start >= self._bytes:
            return None
        self._file.seek(start)
        return self._file.read(self.size).ljust(self.size, b"\0")

    def head(self) -> bytes:
        """The first 100 bytes; b"" if they are no head of an SQLite file."""
        page = self.read(1) or b""
        return page[:_HEAD] if page.startswith(_MAGIC) else b""

    def _page_size(self) -> int:
        """What the head says, if the pages look like it; else what they look like most."""
        self._file.seek(0)
        head = self._file.read(_HEAD)
        said = int.from_bytes(head[16:18], "big")
        said = 65_536 if said == 1 else said
        shares = {size: self._share(size) for size in _SIZES}
        best = max(shares.values())
        for size in (self._log_size, said, _USUAL, *_SIZES):
            if size in shares and shares[size] >= 0.8 * best:
                return size
        return _USUAL

    def _share(self, size: int) -> float:
        """How many of the pages of that size begin as a page of a tree does."""
        starts = range(size, self._bytes - 7, size)
        step = max(1, len(starts) // _SAMPLE)
        sample = (*starts[:_FIRST], *starts[_FIRST::step])
        return sum(self._is_tree(start, size) for start in sample) / max(1, len(sample))

    def _is_tree(self, start: int, size: int) -> bool:
        self._file.seek(start)
        head = self._file.read(8)
        if head[0] not in _KINDS:
            return False
        cells = int.from_bytes(head[3:5], "big")
        content = int.from_bytes(head[5:7], "big") or 65_536
        return 8 + 2 * cells <= content <= size
