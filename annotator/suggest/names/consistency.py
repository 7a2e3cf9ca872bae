"""One name, one label in an article, and every occurrence marked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.suggest.names.demonyms import is_demonym
from annotator.suggest.names.occurrences import Name, Taken, occurrences
from annotator.suggest.names.titles import PARTICLES
from annotator.suggest.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from annotator.domain.suggestion import Prediction

_LABELS = ("ACTOR", "LOCATION")
_UNSURE = 0.5
"""The score taken for a prediction without one."""
_LINKS = PARTICLES | words(
    """
    & and at con d des du e en et for from für i in mit of on par per pour sans the to und under
    voor with without y
    """
)


def settled(text: str, predictions: Sequence[Prediction]) -> list[Prediction]:
    """One label for one name, and every occurrence marked; of a whole article.

    Descriptions ("two officials") are left as they are. No two predictions of a label overlap,
    and no ACTOR has the span of a LOCATION. Takes time by the length of the text, not by the
    number of names times that.
    """
    names = [one for one in predictions if _is_name(one, text)]
    described = [one for one in predictions if not _is_name(one, text)]
    winners = _winners(text, names)
    names = _apart(text, [_relabelled(one, winners[_key(one, text)]) for one in names])
    described = _beside(text, names, described)
    added = occurrences(text, _known(text, names), names, described)
    return sorted([*names, *described, *added], key=lambda one: (one.span, one.label))


def _is_name(one: Prediction, text: str) -> bool:
    """Whether a prediction is a name rather than a description.

    Of the words of a named actor only links are small; no place is described.
    """
    if one.label == "LOCATION":
        return True
    small = (word for word in one.span.text_of(text).split() if word.islower())
    return one.label in _LABELS and all(word in _LINKS for word in small)


def _key(one: Prediction, text: str) -> str:
    return " ".join(one.span.text_of(text).casefold().split())


def _winners(text: str, names: Sequence[Prediction]) -> dict[str, Prediction]:
    """For each name, by its key, the surest prediction with the label that wins."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    best: dict[tuple[str, str], Prediction] = {}
    for one in names:
        key = _key(one, text)
        votes[key][one.label] += _score(one) ** 2
        rival = best.get((key, one.label))
        if rival is None or _score(one) > _score(rival):
            best[key, one.label] = one
    for full, part in _parts_of_people(best):
        if "ACTOR" in votes.get(part, ()):
            votes[part]["ACTOR"] += _score(best[full, "ACTOR"])
    return {
        key: best[key, max(shares, key=lambda label: shares[label])]
        for key, shares in votes.items()
    }


def _parts_of_people(best: Mapping[tuple[str, str], Prediction]) -> Iterator[tuple[str, str]]:
    """Each full name of a person with its surname."""
    for (key, _), one in best.items():
        if " " in key and ("kind", "person") in one.attributes:
            yield key, key.split()[-1]


def _score(one: Prediction) -> float:
    return _UNSURE if one.score is None else one.score


def _relabelled(one: Prediction, winner: Prediction) -> Prediction:
    if one.label == winner.label:
        return one
    kind = tuple(pair for pair in winner.attributes if pair[0] == "kind")
    reason = "the same name as elsewhere in the article"
    return replace(one, label=winner.label, score=winner.score, reason=reason, attributes=kind)


def _apart(text: str, names: Sequence[Prediction]) -> list[Prediction]:
    """The longest where names of a label overlap; one where two labels have the same span."""
    taken = {label: Taken(text) for label in _LABELS}
    longest_first = sorted(names, key=lambda one: (-len(one.span), one.span.start))
    kept = [one for one in longest_first if taken[one.label].add(one.span)]
    by_span = {one.span: one for one in reversed(kept)}
    return sorted(by_span.values(), key=lambda one: one.span)


def _beside(
    text: str, names: Sequence[Prediction], described: Sequence[Prediction]
) -> list[Prediction]:
    """The descriptions that overlap no name of their label, and no other description of it."""
    taken = {
        label: Taken(text, [one.span for one in names if one.label == label]) for label in _LABELS
    }
    spans = {one.span for one in names}
    kept: list[Prediction] = []
    for one in described:
        free = one.label not in taken or (one.span not in spans and taken[one.label].add(one.span))
        if free:
            kept.append(one)
            spans.add(one.span)
    return kept


def _known(text: str, names: Sequence[Prediction]) -> dict[str, Name]:
    """What each name is marked with, but for nationalities, which are mostly adjectives."""
    known: dict[str, Name] = {}
    for one in names:
        name = one.span.text_of(text)
        if name not in known and not (one.label == "ACTOR" and is_demonym(name)):
            kind = tuple(pair for pair in one.attributes if pair[0] == "kind")
            known[name] = Name(name, one.label, kind, one.score)
    return known
