"""Weighing what speaks for a name's being a person, an organisation, a place, or no name."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

ACTORS = ("person", "organisation", "group")
PLACES = ("country", "region", "town", "site")
_SHARES = {
    # of a margin of 0, 1, 2, …
    "ACTOR": (0.55, 0.6, 0.8, 0.85, 0.9, 0.9, 0.95),
    "LOCATION": (0.35, 0.5, 0.6, 0.75, 0.8, 0.85, 0.85, 0.9, 0.95),
}


class Verdict(NamedTuple):
    """What the evidence comes to.

    label: "" if the name is neither an actor nor a place. kind: the likeliest, "" if unknown.
    score: the share of names with as clear a verdict that were right to the letter, to 0.05,
    on news texts that the rules were not written from.
    """

    label: str
    kind: str
    score: float


class Evidence:
    """Weights for kinds of names, which add up.

    A weight is roughly the logarithm of the odds for a kind: one of ACTORS or PLACES, "actor" or
    "place" where the kind is open, or "nothing"; it is below zero where something speaks against.
    reason: the weightiest, in a few words.
    """

    def __init__(self) -> None:
        self.weights: defaultdict[str, float] = defaultdict(float)
        self.reason = ""
        self._heft = 0.0

    def add(self, kind: str, weight: float, reason: str = "") -> None:
        """Adds to what speaks for a kind."""
        self.weights[kind] += weight
        if reason and weight > self._heft:
            self.reason, self._heft = reason, weight

    def join(self, other: Evidence, share: float = 1.0) -> None:
        """Adds other evidence, or a share of it."""
        for kind, weight in other.weights.items():
            self.weights[kind] += weight * share
        if other.reason and other._heft > self._heft:
            self.reason, self._heft = other.reason, other._heft

    def verdict(self) -> Verdict:
        """The label that most speaks for, its likeliest kind, and how sure that is."""
        weights = self.weights
        actor = weights["actor"] + sum(weights[kind] for kind in ACTORS)
        location = weights["place"] + sum(weights[kind] for kind in PLACES)
        nothing = weights["nothing"]
        if nothing > max(actor, location):
            return Verdict("", "", 0.0)
        if actor >= location:
            return Verdict(
                "ACTOR", self._kind(ACTORS), _share("ACTOR", actor - max(location, nothing))
            )
        margin = location - max(actor, nothing)
        return Verdict("LOCATION", self._kind(PLACES), _share("LOCATION", margin))

    def _kind(self, kinds: tuple[str, ...]) -> str:
        best = max(kinds, key=lambda kind: self.weights[kind])
        return best if self.weights[best] > 0 else ""


def _share(label: str, margin: float) -> float:
    shares = _SHARES[label]
    return shares[min(int(margin), len(shares) - 1)]
