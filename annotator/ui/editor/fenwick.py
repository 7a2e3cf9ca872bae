"""Heights of all paragraphs: any prefix sum, and any change, in logarithmic time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Fenwick:
    """A Fenwick tree over whole numbers of pixels, so that sums are exact."""

    __slots__ = ("_highest_bit", "_tree", "_values")

    def __init__(self, values: Sequence[int]) -> None:
        self._values = list(values)
        self._tree = tree = [0, *values]
        count = len(self._values)
        for at in range(1, count + 1):
            parent = at + (at & -at)
            if parent <= count:
                tree[parent] += tree[at]
        self._highest_bit = 1 << (count.bit_length() - 1) if count else 0

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, index: int) -> int:
        return self._values[index]

    def set(self, index: int, value: int) -> int:
        """Replaces one value; returns by how much it grew."""
        growth = value - self._values[index]
        if growth:
            self._values[index] = value
            tree, count, at = self._tree, len(self._values), index + 1
            while at <= count:
                tree[at] += growth
                at += at & -at
        return growth

    def before(self, index: int) -> int:
        """The sum of the values before `index`; of all, for index == len."""
        tree, total = self._tree, 0
        while index:
            total += tree[index]
            index &= index - 1
        return total

    @property
    def total(self) -> int:
        """The sum of all values."""
        return self.before(len(self._values))

    def at(self, position: int) -> int:
        """The index of the value whose stretch holds `position`; the first or last beyond them."""
        tree, count = self._tree, len(self._values)
        index, passed, bit = 0, 0, self._highest_bit
        while bit:
            ahead = index + bit
            if ahead <= count and passed + tree[ahead] <= position:
                index = ahead
                passed += tree[ahead]
            bit >>= 1
        return min(index, count - 1)
