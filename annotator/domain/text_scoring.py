"""Comparing predicted spans with gold ones, one text at a time.

Edges do not matter: white space, quotation marks and punctuation at both ends of a span, and the
"that" before a claim, are dropped on both sides before anything is compared.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.calibration import Calibration
from annotator.domain.scoring import Consistency, KindRecall, LabelScore, ScoredSpan, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAMES = frozenset({"ACTOR", "LOCATION"})
ATTRIBUTED = frozenset({"QUOTE", "CLAIM"})

_WORD = re.compile(r"\w+")
_THAT = re.compile(r"that\s+", re.IGNORECASE)
_EDGES = frozenset(" \t\n\r\u00a0\u2009\u200b\"“”„‟'‘’`.,;:!?…-–—()[]{}")
_LEAST_OVERLAP = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class _Mark:
    """A span as the words it covers, by their number in the text."""

    of: ScoredSpan
    place: tuple[int, int]
    words: frozenset[int]
    source: frozenset[int]

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
        return self.score_as_one({label}, gold, predicted)

    def score_as_one(
        self,
        labels: Iterable[str],
        gold: Iterable[ScoredSpan],
        predicted: Iterable[ScoredSpan],
    ) -> LabelScore:
        """The figures of several labels taken for one; spans of others are passed over."""
        together = frozenset(labels)
        marks, guesses = self._marks(together, gold), self._marks(together, predicted)
        return _figures(marks, guesses, by_overlap=together <= ATTRIBUTED)

    def consistency(self, spans: Iterable[ScoredSpan]) -> Consistency:
        """Whether names (ACTOR, LOCATION) are marked wherever they stand, and alike."""
        labels: defaultdict[str, list[str]] = defaultdict(list)
        taken: set[int] = set()
        for one in spans:
            if one.label in NAMES:
                start, end = self._trimmed(one)
                taken |= self._cover(start, end)
                if any(map(str.isupper, self._text[start:end])):
                    labels[self._text[start:end]].append(one.label)
        places = [self._cover(*place) for name in labels for place in self._places(name)]
        repeated = [used for used in labels.values() if len(used) > 1]
        return Consistency(
            occurrences=len(places),
            marked=sum(place <= taken for place in places),
            repeated=len(repeated),
            one_label=sum(len(set(used)) == 1 for used in repeated),
        )

    def _places(self, name: str) -> list[tuple[int, int]]:
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        return [match.span() for match in pattern.finditer(self._text)]

    def _marks(self, labels: frozenset[str], spans: Iterable[ScoredSpan]) -> list[_Mark]:
        """The marks of some labels, each place once: a required one, if there is one."""
        found: dict[tuple[int, int], _Mark] = {}
        for one in spans:
            if one.label in labels:
                mark = self._mark(one)
                known = found.get(mark.place)
                if mark.words and (known is None or known.of.optional):
                    found[mark.place] = mark
        return list(found.values())

    def _mark(self, one: ScoredSpan) -> _Mark:
        place = self._trimmed(one)
        source = frozenset[int]().union(
            *(self._cover(part.start, part.end) for part in one.sources)
        )
        return _Mark(one, place, self._cover(*place), source)

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


def _figures(marks: Sequence[_Mark], guesses: Sequence[_Mark], *, by_overlap: bool) -> LabelScore:
    required = [mark for mark in marks if not mark.of.optional]
    pairs = _pair_up(required, guesses)
    paired = {guess for _, guess in pairs}
    rest = [guess for guess in guesses if guess not in paired]
    excused = {guess for _, guess in _pair_up([one for one in marks if one.of.optional], rest)}
    exact = _exact(required, guesses)
    counted = [guess for guess in guesses if guess not in excused]
    tallies = Counter(_speaker_verdict(*pair) for pair in pairs)
    linked = tallies["right"] + tallies["rightly none"]
    right = paired if by_overlap else exact
    weighed = [guess for guess in guesses if guess in right or guess not in excused]
    return LabelScore(
        exact=Tally(len(exact), len({*counted} - exact), len(required) - len(exact)),
        partial=Tally(len(pairs), len(counted) - len(pairs), len(required) - len(pairs)),
        attributed=Tally(linked, len(counted) - linked, len(required) - linked),
        speakers=tallies["right"] + tallies["wrong"],
        speakers_right=tallies["right"],
        kinds=_by_kind(marks, guesses),
        calibration=Calibration.of((one.of.score, one in right) for one in weighed),
    )


def _exact(required: Iterable[_Mark], guesses: Iterable[_Mark]) -> set[_Mark]:
    places = {mark.place for mark in required}
    return {guess for guess in guesses if guess.place in places}


def _by_kind(marks: Sequence[_Mark], guesses: Sequence[_Mark]) -> dict[str, KindRecall]:
    found = {mark for mark, _ in _pair_up(marks, guesses)}
    touched = frozenset[int]().union(*(guess.words for guess in guesses))
    kinds: defaultdict[str, KindRecall] = defaultdict(KindRecall)
    for mark in marks:
        kind = f"{mark.of.kind or 'any'}{' (optional)' if mark.of.optional else ''}"
        kinds[kind] += KindRecall(1, mark in found, bool(mark.words & touched))
    return dict(kinds)


def _speaker_verdict(gold: _Mark, guess: _Mark) -> str:
    if gold.source:
        return "right" if gold.source & guess.source else "wrong"
    return "wrongly some" if guess.source else "rightly none"
