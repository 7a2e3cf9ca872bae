"""A quick look whether a file of which the beginning is destroyed was a project of ours."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from annotator.store.recovery.pages import Pages
from annotator.store.recovery.records import decode
from annotator.store.recovery.tables import tables
from annotator.store.recovery.trees import Trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from annotator.store.recovery.records import SqlValue
    from annotator.store.recovery.trees import Cell

_FIRST = 64
"""Pages at the beginning of the file, where each table begins: all of them are looked at."""
_OTHERS = 256
"""And so many of the others, evenly spread."""
_MOST_READ = 64
"""More are not read for one of them, however long the rows are that begin there."""

_MOST_ROWS = 500
"""Nor more rows in one of them: what is no page of a tree may say that it has thousands."""

_SHA = re.compile(r"[0-9a-f]{64}")
_LEAST_ID = 1 << 40
"""Ids made by the clock are larger than this."""


def holds_ours(path: Path) -> bool:
    """Whether a row lies in the file that no other program would write. Raises OSError.

    Takes some tens of milliseconds, however large the file is; it may miss what is left.
    """
    with Pages(path) as pages:
        return any(
            _is_ours(cell)
            for number in _chosen(pages.count)
            for cell in islice(Trees(_Bounded(pages.read)).cells(number), _MOST_ROWS)
        )


class _Bounded:
    """Gives so many pages and no more."""

    def __init__(self, read: Callable[[int], bytes | None]) -> None:
        self._read = read
        self._left = _MOST_READ

    @property
    def read(self) -> Callable[[int], bytes | None]:
        """See trees.PageSource."""
        return self._one

    def _one(self, number: int) -> bytes | None:
        self._left -= 1
        return self._read(number) if self._left >= 0 else None


def _chosen(count: int) -> Iterator[int]:
    yield from range(2, min(_FIRST, count) + 1)
    yield from range(_FIRST + 1, count + 1, max(1, -(-(count - _FIRST) // _OTHERS)))


def _is_ours(cell: Cell | None) -> bool:
    record = decode(cell.payload) if cell is not None and cell.is_whole else None
    if cell is None or record is None or not record.is_whole:
        return False
    for name, is_sure in _SURE.items():
        row = tables()[name].row(cell.rowid, record.values)
        if row is not None and is_sure(row):
            return True
    return False


def _is_setting(row: Sequence[SqlValue]) -> bool:
    return row[0] == "label scheme" and str(row[1]).startswith("{")


def _is_document(row: Sequence[SqlValue]) -> bool:
    return _is_id(row[0]) and any(_SHA.fullmatch(str(one)) for one in row[1:])


def _is_edit(row: Sequence[SqlValue]) -> bool:
    return tables()["edit"].is_sure(row) and _is_id(row[1])


def _is_id(value: SqlValue) -> bool:
    return isinstance(value, int) and value > _LEAST_ID


_SURE = {"setting": _is_setting, "document": _is_document, "edit": _is_edit}
