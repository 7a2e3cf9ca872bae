"""Rows that are read some at a time, as they are shown."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable

T = TypeVar("T")

_PAGE = 64
_PAGES_KEPT = 16


class Pages(Generic[T]):
    """What a list of ids stands for; the pages looked at last are kept.

    read: gives what ids stand for, in their order; fewer if some are gone meanwhile.
    """

    def __init__(self, ids: array[int], read: Callable[[array[int]], list[T]]) -> None:
        self.ids = ids
        self._read = read
        self._pages: OrderedDict[int, list[T]] = OrderedDict()

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, place: int) -> T | None:
        """What is at a place; None if it is gone."""
        number = place // _PAGE
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._read(self.ids[number * _PAGE : (number + 1) * _PAGE])
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        return page[place % _PAGE] if place % _PAGE < len(page) else None

    def forget(self) -> None:
        """Reads everything again when it is asked for."""
        self._pages.clear()
