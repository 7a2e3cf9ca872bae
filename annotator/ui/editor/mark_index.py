"""The marks of an article: by block, by id and in reading order."""

from __future__ import annotations

from bisect import bisect_left, insort
from operator import itemgetter
from typing import TYPE_CHECKING

from annotator.domain.errors import OffsetError
from annotator.domain.segments import buckets, in_order, innermost_first, sort_key, touched

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotator.domain.segments import Mark


class MarkIndex:
    """Answers in the time of one block; the reading order is made when first asked for.

    starts: code-point offsets of the blocks; length: of the text, in code points.
    buckets: the marks that touch each block, or None; by_id: all marks by their id.
    Raises OffsetError for a mark that passes the end of the text.
    """

    def __init__(self, starts: Sequence[int], length: int, marks: Iterable[Mark] = ()) -> None:
        self._starts = starts
        self._length = length
        self._replace(marks)

    def _replace(self, marks: Iterable[Mark]) -> None:
        by_start = sorted(marks, key=itemgetter(0))
        self._check(by_start)
        self.buckets = buckets(self._starts, by_start)
        self.by_id = {mark[2]: mark for mark in by_start}
        self._ordered: list[Mark] | None = None

    @property
    def ordered(self) -> list[Mark]:
        """All marks in reading order (segments.sort_key)."""
        if self._ordered is None:
            self._ordered = in_order(self.by_id.values())
        return self._ordered

    def in_block(self, index: int) -> Sequence[Mark]:
        """The marks that touch a block, sorted by their start or not."""
        return self.buckets[index] or ()

    def at(self, index: int, offset: int) -> list[Mark]:
        """The marks that cover the character at `offset`, in block `index`; innermost first."""
        return innermost_first(self.in_block(index), offset)

    def replace(self, marks: Sequence[Mark]) -> set[int]:
        """Shows these marks instead; returns the blocks in which something differs."""
        before = self.by_id
        added = [mark for mark in marks if before.get(mark[2]) != mark]
        if not added and len(marks) == len(before):
            return set()
        after = {mark[2]: mark for mark in marks}
        removed = [mark for mark in before.values() if after.get(mark[2]) != mark]
        if len(added) + len(removed) < 64:
            return self.change(removed=removed, added=added)
        self._replace(marks)
        return {
            index
            for mark in (*added, *removed)
            for index in touched(self._starts, mark.start, mark.end)
        }

    def change(self, *, removed: Iterable[Mark], added: Sequence[Mark]) -> set[int]:
        """Takes marks out, then puts marks in; returns the blocks that they touch.

        Marks go by their id: one that is not there need not be removed, one that is there and is
        added again is replaced.
        """
        self._check(added)
        dirty: set[int] = set()
        for mark in (*removed, *added):
            known = self.by_id.pop(mark.id, None)
            if known is not None:
                dirty |= self._take_out(known)
        for mark in added:
            dirty |= self._put_in(mark)
        return dirty

    def _take_out(self, mark: Mark) -> set[int]:
        ordered = self._ordered
        if ordered is not None:
            del ordered[bisect_left(ordered, sort_key(mark), key=sort_key)]
        blocks = touched(self._starts, mark.start, mark.end)
        for index in blocks:
            left = [other for other in self.in_block(index) if other.id != mark.id]
            self.buckets[index] = left or None
        return set(blocks)

    def _put_in(self, mark: Mark) -> set[int]:
        if self._ordered is not None:
            insort(self._ordered, mark, key=sort_key)
        self.by_id[mark.id] = mark
        blocks = touched(self._starts, mark.start, mark.end)
        for index in blocks:
            self.buckets[index] = [*self.in_block(index), mark]
        return set(blocks)

    def _check(self, marks: Sequence[Mark]) -> None:
        end = max(map(itemgetter(1), marks), default=0)
        if end > self._length:
            raise OffsetError(f"a mark ends at {end}, past the end of the text ({self._length})")
