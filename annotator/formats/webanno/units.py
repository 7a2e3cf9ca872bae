"""Where annotations stand among tokens: the rows of a file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.span import Span
from annotator.formats.tokenising.sentences import tokens_by_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator


class Row(NamedTuple):
    """A token or a part of one. id: "2-7", "2-7.1"."""

    id: str
    span: Span


@dataclass(slots=True)
class Sentence:
    """A sentence's tokens; text: from its first token to the next sentence's."""

    number: int
    text: Span
    tokens: list[Span]


@dataclass(slots=True)
class Grid:
    """The tokens of a text, and the parts of them that annotations need."""

    sentences: list[Sentence]
    _starts: list[int]
    _ends: list[int]
    _parts: dict[int, set[Span]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, language: str) -> Grid:
        """The grid of a text without annotations."""
        groups = list(tokens_by_sentence(text, language))
        firsts = [group[0].start for group in groups]
        edges = [*firsts[1:], len(text)]
        sentences = [
            Sentence(number, Span(first, edge), group)
            for number, (first, edge, group) in enumerate(
                zip(firsts, edges, groups, strict=True), start=1
            )
        ]
        tokens = [token for group in groups for token in group]
        return cls(sentences, [one.start for one in tokens], [one.end for one in tokens])

    def place(self, span: Span) -> list[Span]:
        """The tokens and parts of tokens that a span covers; none if it lies between tokens."""
        first = bisect_right(self._ends, span.start)
        end = bisect_left(self._starts, span.end)
        units = []
        for token in range(first, end):
            whole = Span(self._starts[token], self._ends[token])
            unit = Span(max(whole.start, span.start), min(whole.end, span.end))
            if unit != whole:
                self._parts.setdefault(whole.start, set()).add(unit)
            units.append(unit)
        return units

    def rows(self, sentence: Sentence) -> Iterator[Row]:
        """The sentence's tokens, each with those of its parts that were placed after it."""
        for number, token in enumerate(sentence.tokens, start=1):
            own = f"{sentence.number}-{number}"
            yield Row(own, token)
            parts = sorted(self._parts.get(token.start, ()))
            for count, part in enumerate(parts, start=1):
                yield Row(f"{own}.{count}", part)
