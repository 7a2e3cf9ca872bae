"""Values with spans, to be asked which of them share a character with a span."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, Generic, TypeVar

from annotator.domain.annotation import Annotation
from annotator.domain.suggestion import Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.domain.span import Span

T = TypeVar("T", Annotation, Suggestion)


class Overlaps(Generic[T]):
    """Annotations or suggestions of one article; quick unless one of them is very long."""

    def __init__(self, values: Iterable[T]) -> None:
        self._by_id: dict[int, T] = {one.id: one for one in values}
        self._keys = sorted(map(_key, self._by_id.values()))
        self._longest = max((end - start for start, end, _ in self._keys), default=0)

    def add(self, value: T) -> None:
        """One more."""
        self._by_id[value.id] = value
        insort(self._keys, _key(value))
        self._longest = max(self._longest, value.span.end - value.span.start)

    def discard(self, value: T) -> None:
        """One less, if it is there."""
        if self._by_id.pop(value.id, None) is not None:
            del self._keys[bisect_left(self._keys, _key(value))]

    def over(self, span: Span) -> Iterator[T]:
        """Those that share a character with the span, by span, then by id."""
        first = bisect_left(self._keys, (span.start - self._longest,))
        last = bisect_left(self._keys, (span.end,))
        for _, end, number in self._keys[first:last]:
            if end > span.start:
                yield self._by_id[number]


def _key(value: Annotation | Suggestion) -> tuple[int, int, int]:
    return value.span.start, value.span.end, value.id
