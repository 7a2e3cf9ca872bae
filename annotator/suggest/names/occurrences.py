"""Where the known names of an article stand unmarked."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.suggest.names.edges import is_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from annotator.domain.labels import Attributes

_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s")
_IN_ADDRESSES = frozenset("/@.-?=&_#")
_LONGEST_ADDRESS = 300
_LESS_SURE = 0.1
"""What is taken off the score of a name that was found by its spelling only."""
_LONGEST_ABBREVIATION = 5


class Name(NamedTuple):
    """A name that occurs in an article, and what its occurrences are marked with."""

    text: str
    label: str
    kind: Attributes
    score: float | None


class Taken:
    """Which code points of a text are within some span."""

    def __init__(self, text: str, spans: Iterable[Span] = ()) -> None:
        self._taken = bytearray(len(text))
        for span in spans:  # they may overlap
            self._taken[span.start : span.end] = b"\1" * len(span)

    def overlaps(self, span: Span) -> bool:
        """Whether one of the span's code points is taken."""
        return self._taken.find(1, span.start, span.end) >= 0

    def add(self, span: Span) -> bool:
        """Takes the span unless it overlaps one that is taken; whether it did."""
        if self.overlaps(span):
            return False
        self._taken[span.start : span.end] = b"\1" * len(span)
        return True


def occurrences(
    text: str,
    known: Mapping[str, Name],
    names: Sequence[Prediction],
    described: Sequence[Prediction],
) -> list[Prediction]:
    """The known names where they stand unmarked, the longest at each place; in one pass.

    names: what is marked already. described: descriptions, in which nothing of their label is
    marked. Names are found in all capitals, too; not in addresses, nor where a word of the text
    that is also a name may have its capital from the beginning of a sentence.
    """
    taken = Taken(text, [one.span for one in names])
    apart = {
        label: Taken(text, [one.span for one in described if one.label == label])
        for label in {one.label for one in known.values()}
    }
    folded = {name.casefold(): one for name, one in known.items()}
    lengths = _lengths(known)
    small = {word for word in set(_WORD.findall(text)) if word.islower()}
    found = []
    for word in _WORD.finditer(text):
        for length in lengths.get(word.group().casefold(), ()):
            here = text[word.start() : word.start() + length]
            name = known.get(here) or folded.get(here.casefold())
            span = Span(word.start(), word.start() + len(here))
            if name is None or not _stands_at(text, span, name.text, small):
                continue
            if not apart[name.label].overlaps(span) and taken.add(span):
                found.append(_occurrence(span, name))
                break
    return found


def _lengths(known: Iterable[str]) -> dict[str, list[int]]:
    """For each first word, folded, the lengths of the names that begin with it; longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for name in known:
        if match := _WORD.match(name):
            found[match.group().casefold()].add(len(name))
    return {word: sorted(lengths, reverse=True) for word, lengths in found.items()}


def _stands_at(text: str, span: Span, name: str, small: AbstractSet[str]) -> bool:
    """Whether the letters of a name are that name there: a whole one, outside of addresses."""
    here = text[span.start : span.end]
    after = text[span.end : span.end + 1]
    if (after.isalnum() or after in {"_", "$"}) and name[-1].isalnum():
        return False  # "US$" is a currency
    if _is_in_address(text, span.start):
        return False
    is_word = " " not in name and name.casefold() in small
    if here == name:
        return not (is_word and _may_open(text, span.start))
    if is_word or not here[0].isupper():
        return False
    return here.isupper() or not name.isupper() or len(name) > _LONGEST_ABBREVIATION


def _is_in_address(text: str, start: int) -> bool:
    if text[max(0, start - 1) : start] not in _IN_ADDRESSES:
        return False
    reach = max(0, start - _LONGEST_ADDRESS)
    before = _SPACE.split(text[reach:start])[-1]
    return is_address(before)


def _may_open(text: str, start: int) -> bool:
    """Whether a word may have its capital from the beginning of a sentence."""
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or not (before[-1].isalnum() or before[-1] in ",;)'’")


def _occurrence(span: Span, name: Name) -> Prediction:
    score = None if name.score is None else max(0.0, round(name.score - _LESS_SURE, 2))
    reason = "the same name as elsewhere in the article"
    return Prediction(span, name.label, score, reason=reason, attributes=name.kind)
