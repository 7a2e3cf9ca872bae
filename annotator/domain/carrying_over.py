"""Where the words of one text stand in another one that is mostly the same.

Both are cut into words and signs. Runs of five that each text has once are found first, and kept
as far as they stand in the same order; what lies between two of them is compared word by word.
So the time grows with the length of the texts, not with its square.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.span import Span
from annotator.domain.words import ALONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Pair = tuple[int, int]

LIKE_ENOUGH = 0.9
"""Of the letters in both, so many are in words that both have."""
LONGEST = 2_000_000
"""Characters; aligning two texts of so many takes some seconds."""

_TOKEN = re.compile(rf"{ALONE.pattern}|(?:(?!{ALONE.pattern})\w)+|[^\w\s]")
_SAME = str.maketrans("‘’‚‛′“”„‟″«»‐‑‒–—―", '\'\'\'\'\'"""""""------')
"""Signs that houses set in their own ways."""
_RUN = 5
_MOST_COMPARED = 250_000
"""Pairs of words in a gap, of which each may have to be looked at some times."""


class Carried(NamedTuple):
    """Where a span stands in the other text. similarity: LIKE_ENOUGH..1."""

    span: Span
    similarity: float


class _Tokens(NamedTuple):
    """The words and signs of a text: as they are compared, and their offsets."""

    keys: list[str]
    starts: list[int]
    ends: list[int]


class Alignment:
    """Which words of a source stand where in a copy. Raises ValueError over LONGEST."""

    def __init__(self, source: str, copy: str) -> None:
        if max(len(source), len(copy)) > LONGEST:
            raise ValueError(f"a text of more than {LONGEST:,} characters is not aligned")
        self._source, self._copy = _tokens(source), _tokens(copy)
        self._pairs = dict(_aligned(self._source.keys, self._copy.keys))
        # what stands before the first word of the one stands before that of the other
        self._pairs[-1] = -1
        self._pairs[len(self._source.keys)] = len(self._copy.keys)

    def carried(self, span: Span) -> Carried | None:
        """The span's place in the copy; None if other words stand there, or none."""
        first = bisect_right(self._source.ends, span.start)
        last = bisect_left(self._source.starts, span.end) - 1
        if first > last:
            return None
        begun, ended = self._first_in_copy(first), self._last_in_copy(last)
        if begun is None or ended is None or begun > ended:
            return None
        similarity = self._similarity(range(first, last + 1), range(begun, ended + 1))
        if similarity < LIKE_ENOUGH:
            return None
        # a span may begin or end within a word
        left = max(0, span.start - self._source.starts[first])
        right = max(0, self._source.ends[last] - span.end)
        start, end = self._copy.starts[begun] + left, self._copy.ends[ended] - right
        is_whole = not left and not right
        if start >= end or not (is_whole or {first, last} <= self._pairs.keys()):
            return None
        return Carried(Span(start, end), similarity)

    def _first_in_copy(self, token: int) -> int | None:
        """The word of the copy that stands where this one does."""
        if token in self._pairs:
            return self._pairs[token]
        before = self._pairs.get(token - 1)
        return None if before is None else before + 1

    def _last_in_copy(self, token: int) -> int | None:
        if token in self._pairs:
            return self._pairs[token]
        after = self._pairs.get(token + 1)
        return None if after is None else after - 1

    def _similarity(self, tokens: range, others: range) -> float:
        """How many of the letters in both are in words that stand in both."""
        keys, other_keys = self._source.keys, self._copy.keys
        same = sum(len(keys[one]) for one in tokens if self._pairs.get(one, -1) in others)
        letters = sum(len(keys[one]) for one in tokens)
        letters += sum(len(other_keys[one]) for one in others)
        return 2 * same / letters


def _tokens(text: str) -> _Tokens:
    found = [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]
    return _Tokens(
        [token.translate(_SAME).casefold() for token, _, _ in found],
        [start for _, start, _ in found],
        [end for _, _, end in found],
    )


def _aligned(source: Sequence[str], copy: Sequence[str]) -> Iterator[Pair]:
    """Pairs of the same token in both, both numbers ascending."""
    anchors = list(_anchored(_in_order(_common_runs(source, copy))))
    yield from anchors
    for (i, j), (i_end, j_end) in pairwise([(-1, -1), *anchors, (len(source), len(copy))]):
        if i + 1 < i_end and j + 1 < j_end:
            yield from _compared(source, copy, range(i + 1, i_end), range(j + 1, j_end))


def _common_runs(source: Sequence[str], copy: Sequence[str]) -> list[Pair]:
    """Where the runs begin that each text has just once, in the order of the source."""
    once = _only_once(copy)
    return [(i, once[run]) for run, i in _only_once(source).items() if run in once]


def _only_once(keys: Sequence[str]) -> dict[tuple[str, ...], int]:
    runs = list(zip(*(keys[one:] for one in range(_RUN)), strict=False))
    counts = Counter(runs)
    return {run: place for place, run in enumerate(runs) if counts[run] == 1}


def _in_order(pairs: Sequence[Pair]) -> list[Pair]:
    """As many of the pairs as possible whose second numbers ascend as the first ones do."""
    ends: list[int] = []  # of the chains of each length, the one that ends lowest
    chains: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(chains[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        chains[length : length + 1] = [number]
    found = []
    number = chains[-1] if chains else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _anchored(runs: Iterable[Pair]) -> Iterator[Pair]:
    """Each token of the runs, which may overlap, once."""
    last = (-1, -1)
    for i, j in runs:
        for step in range(_RUN):
            if i + step > last[0] and j + step > last[1]:
                last = (i + step, j + step)
                yield last


def _compared(
    source: Sequence[str], copy: Sequence[str], mine: range, its: range
) -> Iterator[Pair]:
    """What two gaps have in common; where they are long, at their beginnings and ends only."""
    while mine and its and source[mine[0]] == copy[its[0]]:
        yield mine[0], its[0]
        mine, its = mine[1:], its[1:]
    while mine and its and source[mine[-1]] == copy[its[-1]]:
        yield mine[-1], its[-1]
        mine, its = mine[:-1], its[:-1]
    if len(mine) * len(its) > _MOST_COMPARED:
        return
    one, other = source[mine.start : mine.stop], copy[its.start : its.stop]
    for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            yield mine.start + block.a + step, its.start + block.b + step
