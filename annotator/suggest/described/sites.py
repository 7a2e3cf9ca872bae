"""Buildings and the like that are described by their place, not named: "the city prison"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLACES = "capital city county district municipal provincial state town village".replace(" ", "|")
_SITES = """
airbase airfield airport arena barracks bazaar bridge castle cathedral cemetery checkpoint church
clinic courthouse dump fortress gaol hall harbor harbour hospital infirmary jail library market
marketplace morgue mosque museum palace park port prison quay square stadium station synagogue
temple theater theatre zoo
"""
_DESCRIBED = re.compile(rf"\b[Tt]he ((?:{_PLACES}) ({'|'.join(_SITES.split())}))\b(?!['’-])")
_SCORE = 0.35
"""Low: of those who mark places, few mark what has no name."""


def described_sites(text: str, names: Iterable[Span]) -> list[Prediction]:
    """Where "the", a word for a place and one for a building follow each other, but no name is."""
    taken = {span.start for span in names}
    return [
        Prediction(
            Span(*match.span(1)),
            "LOCATION",
            _SCORE,
            reason=f"a {match[2]} described by its place",
            attributes=(("kind", "site"),),
        )
        for match in _DESCRIBED.finditer(text)
        if taken.isdisjoint(match.span(1))
    ]
