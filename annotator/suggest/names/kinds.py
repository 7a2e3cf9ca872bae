"""What the words of a name tell about the kind of what it names."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from annotator.suggest.names.nouns import (
    AREAS,
    AREAS_BEFORE,
    AREAS_OF,
    CURRENCIES,
    NOTHINGS,
    ORGANISATIONS,
    ORGANISATIONS_OF,
    SITES,
    SITES_OF_TWO,
    TERMS,
)
from annotator.suggest.wordlists import words as wordlist

if TYPE_CHECKING:
    from collections.abc import Sequence

_LASTS = (
    ("organisation", ORGANISATIONS),
    ("site", SITES),
    ("region", AREAS),
    ("nothing", NOTHINGS),
)
_NO_NAME = re.compile(r"[^\W\d_x]|i{2,3}|i[vx]|vi{2,3}|xi{2,3}|.*[$€£¥₹₩].*|\W*\d[\d\W]*")
"""A letter, a Roman numeral, or a sum; not "X" and "Xi", who are somebody."""
_FIRST_OF_THINGS = wordlist(
    """
    article best category chapter class cyclone episode grade hurricane level operation phase
    season stage tier type typhoon version volume
    """
)
"""First words of the names of storms, prizes, parts of works and the like."""
_NOTHINGS_OF = frozenset({"act", "battle", "day", "declaration", "feast", "festival", "law"})
_NOTHINGS_OF |= {"siege", "treaty", "week", "year"}


def of_words(words: Sequence[str]) -> str:
    """organisation, site, region or nothing, as the words of a name tell; "" if they do not.

    words: in small letters. "nothing": neither an actor nor a place, such as a law.
    """
    if len(words) == 1:
        is_thing = words[0] in TERMS or words[0] in NOTHINGS or words[0] in CURRENCIES
        return "nothing" if is_thing or _NO_NAME.fullmatch(words[0]) else ""
    return (_of_last(words) or _of_first(words)) if words else ""


def _of_last(words: Sequence[str]) -> str:
    pair = (words[-2], words[-1].rstrip("."))
    if pair in SITES_OF_TWO:
        return "site"
    if pair == ("federal", "reserve"):
        return "organisation"
    return next((kind for kind, lasts in _LASTS if pair[1] in lasts), "")


def _of_first(words: Sequence[str]) -> str:
    for word, after in pairwise(words):
        if after in {"of", "for", "on"}:
            if word in ORGANISATIONS or word in ORGANISATIONS_OF:
                return "organisation"
            if word in AREAS_OF:
                return "region"
            if word in _NOTHINGS_OF:
                return "nothing"
    if words[0] in _FIRST_OF_THINGS:
        return "nothing"
    return "region" if words[0] in AREAS_BEFORE else ""
