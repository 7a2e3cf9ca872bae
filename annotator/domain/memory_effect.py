"""What the memory makes of one article: a function of its text, its marks and the lexicon."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.suggestion import Decision

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from annotator.domain.lexicon import Found

Place = tuple[int, int, str]
"""Start, end and label."""

_OPEN = (Decision.PENDING, Decision.WITHHELD)


class Suggested(NamedTuple):
    """A suggestion, as far as the memory looks at it.

    is_own: whether it is the memory's own. is_logged: whether, moreover, the history mentions it.
    """

    id: int
    start: int
    end: int
    label: str
    decision: Decision
    is_own: bool
    is_logged: bool = False
    score: float | None = None
    reason: str = ""

    @property
    def place(self) -> Place:
        """Where it is, with which label."""
        return self.start, self.end, self.label


class Effect(NamedTuple):
    """What should be: the memory's own suggestions with score and reason; ids of those withheld."""

    offers: dict[Place, tuple[float, str]]
    withheld: set[int]


def effect(
    found: Sequence[Found],
    annotations: Iterable[Place],
    suggestions: Iterable[Suggested],
    labels: Collection[str],
) -> Effect:
    """What the memory offers and withholds.

    found: where phrases stand. labels: those whose phrases are remembered; nothing else is looked
    at, so a name in a quote is offered and a quote never withheld.

    A phrase is offered unless an annotation lies over it, that very suggestion was decided, or it
    is part of a longer one: of another phrase, or of a suggestion, whose suggester saw more of the
    text. What it does not agree with is withheld: the same words under another label, what
    crosses its edges, a part of it under its own label.
    """
    resolving = _Resolving(annotations, suggestions, labels)
    resolving.withhold(found)
    offered = [one for one in found if one.verdict.label in labels]
    for one in sorted(offered, key=lambda one: (one.start - one.end, one.start)):
        resolving.offer(one)
    return Effect(resolving.offers, resolving.withheld)


class _Resolving:
    """One article, phrase after phrase, the longest first."""

    def __init__(
        self,
        annotations: Iterable[Place],
        suggestions: Iterable[Suggested],
        labels: Collection[str],
    ) -> None:
        suggestions = [one for one in suggestions if one.label in labels]
        self._decided = {one.place for one in suggestions if one.decision not in _OPEN}
        waiting = [one for one in suggestions if one.decision in _OPEN and not one.is_own]
        self._waiting = {one.id: one for one in waiting}
        self._annotated = _Stretches(
            (start, end, 0) for start, end, label in annotations if label in labels
        )
        self._suggested = _Stretches((one.start, one.end, one.id) for one in waiting)
        self._taken: set[int] = set()  # characters: phrases are short
        self.offers: dict[Place, tuple[float, str]] = {}
        self.withheld: set[int] = set()

    def withhold(self, found: Iterable[Found]) -> None:
        """What was rejected too often."""
        withheld = {
            (one.start, one.end): one.verdict.withheld for one in found if one.verdict.withheld
        }
        if withheld:
            self.withheld.update(
                one.id
                for one in self._waiting.values()
                if one.label in withheld.get((one.start, one.end), ())
            )

    def offer(self, one: Found) -> None:
        """A phrase that was tagged, where nothing is in its way."""
        start, end, label = one.start, one.end, one.verdict.label
        if not self._taken.isdisjoint(range(start, end)) or (start, end, label) in self._decided:
            return
        if any(True for _ in self._annotated.over(start, end)):
            return
        over = [self._waiting[number] for _, _, number in self._suggested.over(start, end)]
        if any(_is_within(one, each) and each.id not in self.withheld for each in over):
            return
        self._taken.update(range(start, end))
        if not any(each.place == (start, end, label) for each in over):
            self.offers[start, end, label] = one.verdict.score, one.verdict.reason
        self.withheld.update(each.id for each in over if _disagrees(each, start, end, label))


def _is_within(one: Found, other: Suggested) -> bool:
    """Whether the phrase is a part of the other, and not all of it."""
    return (
        other.start <= one.start
        and one.end <= other.end
        and (other.start, other.end) != (one.start, one.end)
    )


def _disagrees(other: Suggested, start: int, end: int, label: str) -> bool:
    """Whether a suggestion and a phrase that lie over each other cannot both be right."""
    if (other.start, other.end) == (start, end):
        return other.label != label
    is_inside = start <= other.start and other.end <= end
    return other.label == label if is_inside else not (other.start <= start and end <= other.end)


class _Stretches:
    """Places, to be asked which of them share a character with another."""

    def __init__(self, places: Iterable[tuple[int, int, int]]) -> None:
        self._places = sorted(places)
        self._longest = max((end - start for start, end, _ in self._places), default=0)

    def over(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        first = bisect_left(self._places, (start - self._longest,))
        for index in range(first, len(self._places)):
            place = self._places[index]
            if place[0] >= end:
                return
            if place[1] > start:
                yield place
