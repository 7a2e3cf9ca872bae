"""The marks of an article: by block, by id and in reading order; and those that are hidden."""

from __future__ import annotations

from bisect import bisect_left, insort
from operator import itemgetter
from typing import TYPE_CHECKING

from annotator.domain.errors import OffsetError
from annotator.domain.segments import (
    buckets,
    in_order,
    innermost_first,
    is_below,
    sort_key,
    touched,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotator.domain.segments import Mark


_FEW, _MANY = 64, 2_000
"""Fewer marks than that are put in their places one by one; with more all are sorted anew."""


class MarkIndex:
    """Answers in the time of one block; the reading order is made when first asked for.

    starts: code-point offsets of the blocks; length: of the text, in code points.
    least: suggestions whose score does not reach it are kept aside.
    buckets: the marks that touch each block, or None; by_id: all that are shown, by their id;
    pending: how many of these are suggestions; below: those kept aside, by their id.
    Raises OffsetError for a mark that passes the end of the text.
    """

    def __init__(
        self,
        starts: Sequence[int],
        length: int,
        marks: Sequence[Mark] = (),
        least: float = 0.0,
    ) -> None:
        self._starts = starts
        self._length = length
        self.least = least
        self._check(marks)
        self._replace(self._sift(marks))

    def _replace(self, shown: Iterable[Mark]) -> None:
        by_start = sorted(shown, key=itemgetter(0))
        self.buckets = buckets(self._starts, by_start)
        self.by_id = {mark[2]: mark for mark in by_start}
        self.pending = sum(map(itemgetter(4), by_start))
        self._ordered: list[Mark] | None = None

    def _sift(self, marks: Sequence[Mark]) -> Sequence[Mark]:
        """Keeps aside what is below the threshold, and returns the others."""
        below = _below(marks, self.least)
        self.below = {mark[2]: mark for mark in below}
        return [mark for mark in marks if mark[2] not in self.below] if below else marks

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

    def set_least(self, least: float) -> set[int]:
        """Moves the threshold; returns the blocks in which something differs."""
        if least > self.least:
            moved = _below(self.by_id.values(), least)
        else:
            lower = {mark[2] for mark in _below(self.below.values(), least)}
            moved = [mark for mark in self.below.values() if mark[2] not in lower]
        self.least = least
        if len(moved) >= _FEW:
            self._ordered = None  # to keep it in order would take longer than to make it anew
        if len(moved) < _MANY:
            return self.change(removed=(), added=moved)
        before = self.buckets
        self._replace(self._sift([*self.by_id.values(), *self.below.values()]))
        return {
            index
            for index, (old, new) in enumerate(zip(before, self.buckets, strict=True))
            if old != new
        }

    def replace(self, marks: Sequence[Mark]) -> set[int]:
        """Shows these marks instead; returns the blocks in which something differs."""
        self._check(marks)
        shown = self._sift(marks)
        before = self.by_id
        added = [mark for mark in shown if before.get(mark[2]) != mark]
        if not added and len(shown) == len(before):
            return set()
        after = {mark[2]: mark for mark in shown}
        removed = [mark for mark in before.values() if after.get(mark[2]) != mark]
        if len(added) + len(removed) < _FEW:
            return self._exchange(removed, added)
        self._replace(shown)
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
        shown = []
        for mark in (*removed, *added):
            self.below.pop(mark.id, None)
        for mark in added:
            if is_below(mark, self.least):
                self.below[mark.id] = mark
            else:
                shown.append(mark)
        return self._exchange((*removed, *added), shown)

    def renew(self, ids: Iterable[int], marks: Sequence[Mark]) -> set[int]:
        """Shows these marks instead of all with these ids; returns the blocks that they touch."""
        known = (self.by_id.get(one) or self.below.get(one) for one in ids)
        return self.change(removed=[mark for mark in known if mark], added=marks)

    def _exchange(self, removed: Iterable[Mark], added: Sequence[Mark]) -> set[int]:
        """Takes marks out of what is shown, as far as they are there; then puts marks in."""
        dirty: set[int] = set()
        for mark in (*removed, *added):
            known = self.by_id.pop(mark.id, None)
            if known is not None:
                dirty |= self._take_out(known)
        for mark in added:
            dirty |= self._put_in(mark)
        return dirty

    def _take_out(self, mark: Mark) -> set[int]:
        self.pending -= bool(mark.is_suggestion)
        ordered = self._ordered
        if ordered is not None:
            del ordered[bisect_left(ordered, sort_key(mark), key=sort_key)]
        blocks = touched(self._starts, mark.start, mark.end)
        for index in blocks:
            left = [other for other in self.in_block(index) if other.id != mark.id]
            self.buckets[index] = left or None
        return set(blocks)

    def _put_in(self, mark: Mark) -> set[int]:
        self.pending += bool(mark.is_suggestion)
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


def _below(marks: Iterable[Mark], least: float) -> list[Mark]:
    """Those whose score does not reach the least: is_below(), of 50,000 in a few milliseconds."""
    if not least:
        return []
    return [mark for mark in marks if mark[5] is not None and mark[5] < least]
