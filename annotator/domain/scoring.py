"""How well predicted spans agree with gold ones.

Edges do not matter: white space, quotation marks and punctuation at both ends of a span, and the
"that" before a claim, are dropped on both sides before anything is compared.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotator.domain.span import Span

_WORD = re.compile(r"\w+")
_THAT = re.compile(r"that\s+", re.IGNORECASE)
_EDGES = frozenset(" \t\n\r\u00a0\u2009\u200b\"“”„‟'‘’`.,;:!?…-–—()[]{}")
_LEAST_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A gold or predicted span.

    sources: the parts of the mention that the text gives as its speaker; empty for none.
    optional: of a gold span, that it is neither missed nor wrong.
    """

    span: Span
    label: str
    sources: tuple[Span, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Right, wrong and missed spans; tallies add up over texts."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float | None:
        """The share of what was predicted that is right; None if nothing was."""
        return _ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """The share of gold that was found; None if there is none."""
        return _ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None if there is neither gold nor prediction."""
        return _ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)


@dataclass(frozen=True, slots=True)
class LabelScore:
    """The figures of one label; they add up over texts.

    exact: same start and end. partial: paired one to one, best first, with at least half of all
    words of both in common. speakers: of the pairs whose gold names one, how many; speakers_right:
    how many of them share a word with the predicted one. attributed: as partial, but right only
    with the right speaker, or none where gold has none.
    """

    exact: Tally = Tally()
    partial: Tally = Tally()
    attributed: Tally = Tally()
    speakers: int = 0
    speakers_right: int = 0

    def __add__(self, other: LabelScore) -> LabelScore:
        return LabelScore(
            self.exact + other.exact,
            self.partial + other.partial,
            self.attributed + other.attributed,
            self.speakers + other.speakers,
            self.speakers_right + other.speakers_right,
        )

    @property
    def speaker_accuracy(self) -> float | None:
        """speakers_right as a share of speakers; None if there are none."""
        return _ratio(self.speakers_right, self.speakers)


@dataclass(frozen=True, slots=True, eq=False)
class _Mark:
    """A span as the words it covers, by their number in the text."""

    place: tuple[int, int]
    words: frozenset[int]
    source: frozenset[int]
    optional: bool

    def overlap(self, other: _Mark) -> float:
        """Jaccard: the words in common as a share of all words of both."""
        return len(self.words & other.words) / len(self.words | other.words)


_Pairs = list[tuple[_Mark, _Mark]]


class TextScorer:
    """Compares spans of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._word_at = {
            offset: number
            for number, match in enumerate(_WORD.finditer(text))
            for offset in range(*match.span())
        }

    def score(
        self, label: str, gold: Iterable[ScoredSpan], predicted: Iterable[ScoredSpan]
    ) -> LabelScore:
        """The figures of one label; spans of other labels are passed over."""
        marks = self._marks(label, gold)
        required = [mark for mark in marks if not mark.optional]
        optional = [mark for mark in marks if mark.optional]
        guesses = self._marks(label, predicted)
        pairs = _pair_up(required, guesses)
        paired = {guess for _, guess in pairs}
        rest = [guess for guess in guesses if guess not in paired]
        excused = {guess for _, guess in _pair_up(optional, rest)}
        return _figures(required, guesses, pairs, excused)

    def _marks(self, label: str, spans: Iterable[ScoredSpan]) -> list[_Mark]:
        """The marks of one label, each place once."""
        found: dict[tuple[int, int], _Mark] = {}
        for one in spans:
            if one.label == label:
                mark = self._mark(one)
                known = found.get(mark.place)
                if mark.words and (known is None or known.optional):
                    found[mark.place] = mark
        return list(found.values())

    def _mark(self, one: ScoredSpan) -> _Mark:
        place = self._trimmed(one)
        source = frozenset[int]().union(
            *(self._cover(part.start, part.end) for part in one.sources)
        )
        return _Mark(place, self._cover(*place), source, one.optional)

    def _trimmed(self, one: ScoredSpan) -> tuple[int, int]:
        first, last = one.span.start, one.span.end
        while first < last and self._text[first] in _EDGES:
            first += 1
        while first < last and self._text[last - 1] in _EDGES:
            last -= 1
        match = _THAT.match(self._text, first, last) if one.label == "CLAIM" else None
        first = match.end() if match else first
        return (first, last) if first < last else (one.span.start, one.span.end)

    def _cover(self, start: int, end: int) -> frozenset[int]:
        words = self._word_at
        return frozenset(words[at] for at in range(start, end) if at in words)


def _pair_up(gold: Sequence[_Mark], guesses: Sequence[_Mark]) -> _Pairs:
    """Pairs one to one, the best overlap first, none with less than half in common."""
    candidates = sorted(
        (-mark.overlap(guess), i, j)
        for i, mark in enumerate(gold)
        for j, guess in enumerate(guesses)
        if mark.words & guess.words
    )
    pairs: _Pairs = []
    used_gold: set[int] = set()
    used_guesses: set[int] = set()
    for overlap, i, j in candidates:
        if -overlap >= _LEAST_OVERLAP and i not in used_gold and j not in used_guesses:
            used_gold.add(i)
            used_guesses.add(j)
            pairs.append((gold[i], guesses[j]))
    return pairs


def _figures(
    required: Sequence[_Mark], guesses: Sequence[_Mark], pairs: _Pairs, excused: set[_Mark]
) -> LabelScore:
    places = {mark.place for mark in required}
    exact = sum(guess.place in places for guess in guesses)
    inexact = [guess for guess in guesses if guess.place not in places]
    counted = len(guesses) - len(excused)
    tallies = Counter(_speaker_verdict(*pair) for pair in pairs)
    linked = tallies["right"] + tallies["rightly none"]
    return LabelScore(
        exact=Tally(exact, sum(one not in excused for one in inexact), len(required) - exact),
        partial=Tally(len(pairs), counted - len(pairs), len(required) - len(pairs)),
        attributed=Tally(linked, counted - linked, len(required) - linked),
        speakers=tallies["right"] + tallies["wrong"],
        speakers_right=tallies["right"],
    )


def _speaker_verdict(gold: _Mark, guess: _Mark) -> str:
    if gold.source:
        return "right" if gold.source & guess.source else "wrong"
    return "wrongly some" if guess.source else "rightly none"


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
