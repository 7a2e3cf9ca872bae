"""How long the spans of an export are, in tokens, and what that asks of a span categoriser."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_NGRAM = 12
"""Up to this many tokens every stretch of a text is proposed to the categoriser: 12 stretches for
each token. Each further length takes time and memory for every token of every article."""

_QUANTILES = (50, 90, 95, 99)


class SpanLengths:
    """Counts lengths by label. Memory grows with the number of different lengths."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, Counter[int]] = defaultdict(Counter)

    def add(self, label: str, length: int) -> None:
        """One more span of so many tokens."""
        self._counts[label][length] += 1

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels met, sorted."""
        return tuple(sorted(self._counts))

    @property
    def shortest(self) -> int:
        """Tokens of the shortest span; 1 if there is none."""
        return min((min(one) for one in self._counts.values()), default=1)

    @property
    def longest(self) -> int:
        """Tokens of the longest span; 1 if there is none."""
        return max((max(one) for one in self._counts.values()), default=1)

    @property
    def all_short(self) -> bool:
        """Whether every stretch of these lengths can be proposed."""
        return self.longest <= LONGEST_NGRAM

    def table(self) -> dict[str, dict[str, int]]:
        """For each label how many spans it has, quantiles of their lengths, and the longest."""
        return {label: _row(self._counts[label]) for label in self.labels}

    def to_json(self) -> bytes:
        """The table as a file for people and programs."""
        content = {"unit": "tokens", "labels": self.table()}
        return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _row(counts: Mapping[int, int]) -> dict[str, int]:
    total = sum(counts.values())
    quantiles = {f"{percent}%": _quantile(counts, total, percent) for percent in _QUANTILES}
    return {"spans": total, **quantiles, "longest": max(counts)}


def _quantile(counts: Mapping[int, int], total: int, percent: int) -> int:
    """The least length that so many of a hundred spans do not exceed."""
    seen = 0
    for length in sorted(counts):
        seen += counts[length]
        if seen * 100 >= total * percent:
            return length
    return 0
