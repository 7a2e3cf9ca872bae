"""Actors and locations: named ones and described ones, alike wherever they stand."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from annotator.suggest.described.actors import described_actors
from annotator.suggest.described.sites import described_sites
from annotator.suggest.names.named import named, settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotator.domain.suggestion import Prediction
    from annotator.suggest.base import Parsed


class EntitySuggester:
    """ACTOR and LOCATION, from the pipeline's named entities, its parse, and a gazetteer."""

    name = "rules.entities.v1"
    version = "1"
    needs = frozenset({"ner"})
    uses = frozenset({"tagger", "parser"})

    def suggest(self, parsed: Parsed) -> Sequence[Prediction]:
        """The names and the described actors of a text; a name goes before a description."""
        names = parsed.shared(named)
        sites = described_sites(parsed.text, [one.span for one in names])
        return _beside([*names, *sites], described_actors(parsed))

    def settle(self, text: str, predictions: Sequence[Prediction]) -> Sequence[Prediction]:
        """One name, one label; every occurrence of a name is marked."""
        return settled(text, predictions)


def _beside(names: Iterable[Prediction], described: Sequence[Prediction]) -> list[Prediction]:
    """Both, without the nationalities that are but a word of a description."""
    ends = [one.span.end for one in described]
    kept = [*described]
    for one in names:
        at = bisect_right(ends, one.span.start)
        covered = at < len(described) and described[at].span.overlaps(one.span)
        if one.label != "ACTOR" or not covered:
            kept.append(one)
    return sorted(kept, key=lambda one: (one.span, one.label))
