"""Long articles in pieces, cut where no span is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# where a piece may end, the better places first; what looks like a sentence's end will do
_BORDERS = (
    re.compile(r"\n+(?=[^\n])"),
    re.compile(r"[.!?…؟۔।][\"'”’»)\]]*\s+(?=\S)|[。！？｡][”’」』）]*"),
    re.compile(r"\s+(?=\S)"),
)
_ANY_BORDER = re.compile(r"\s+(?=\S)|[。！？｡][”’」』）]*")
_INK = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Uncut:
    """Stretches within which a text is not cut, as disjoint ones in order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Uncut:
        """Those that the spans make together."""
        merged: list[tuple[int, int]] = []
        for start, end in sorted((one.start, one.end) for one in spans):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return cls(tuple(start for start, _ in merged), tuple(end for _, end in merged))

    def allows(self, border: int) -> bool:
        """Whether the text may be cut before that offset."""
        at = bisect_left(self.starts, border) - 1
        return at < 0 or self.ends[at] <= border

    def end_at(self, offset: int) -> int:
        """The end of the stretch that an offset is within, or the offset itself."""
        at = bisect_right(self.starts, offset) - 1
        return max(offset, self.ends[at]) if at >= 0 else offset


def chunks(
    text: str, spans: Sequence[Span], together: Sequence[Span], longest: int
) -> Iterator[Span]:
    """The pieces of a text, which together are all of it.

    spans: never cut. together: stretches best not cut, such as those that a relation joins.
    longest: characters; a piece is longer if there is no other way.
    A piece ends where a paragraph does, else a sentence, else a word.
    """
    hard = Uncut.of(spans)
    soft = Uncut.of([*spans, *(one for one in together if len(one) <= longest)])
    start = 0
    while start < len(text):
        end = _end(text, start, longest, (soft, hard))
        yield Span(start, end)
        start = end


def _end(text: str, start: int, longest: int, rules: tuple[Uncut, Uncut]) -> int:
    limit = start + longest
    if not _INK.search(text, limit):
        return len(text)
    for uncut in rules:
        for pattern in _BORDERS:
            fitting = [one for one in _ends(pattern, text, start, limit) if uncut.allows(one)]
            if fitting:
                return fitting[-1]
    # one span fills the piece, or there is nothing to cut at: on to the next place that will do
    at = limit
    while found := _ANY_BORDER.search(text, rules[1].end_at(at)):
        if rules[1].allows(found.end()):
            return found.end()
        at = found.end()
    return len(text)


def _ends(pattern: re.Pattern[str], text: str, start: int, limit: int) -> list[int]:
    # one more character, which the pattern looks ahead to
    found = (match.end() for match in pattern.finditer(text, start, limit + 1))
    return [one for one in found if start < one <= limit]
