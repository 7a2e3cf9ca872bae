"""Giving a name back the words that a model cut off: "Ursula" before "von der Tarn"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.suggest.names.demonyms import is_demonym
from annotator.suggest.names.gazetteer import place
from annotator.suggest.names.nouns import SITE_MODIFIERS, SITE_NOUNS
from annotator.suggest.names.titles import PARTICLES, is_title
from annotator.suggest.names.tokens import ARTICLES, HYPHENS, is_capital
from annotator.suggest.wordlists import words

if TYPE_CHECKING:
    from annotator.suggest.names.tokens import Tokens

_NO_SECOND_HALF = re.compile(
    r".*ed\Z|.*ing\Z|(?:born|led|run|style|class|wide|like|era|owned|held|made|built|bound|type"
    r"|only|wing|day|year|old|level|area|size|language|linked|free)\Z"
)
"""What follows a hyphen after a name without being of it: "Merrow-based"."""
_MONTHS = frozenset({"April", "May", "June", "August"})
_BEFORE_MONTHS = words("by early in last late mid next of since the this until -")


def widened(tokens: Tokens, first: int, end: int, model: str, taken: list[bool]) -> tuple[int, int]:
    """The name with the neighbouring words that are of it, as a half-open range of indices.

    taken: for each token, whether another name has it.
    """
    if model in {"NORP", "MISC"}:
        return first, end
    while end < len(tokens) and (more := _goes_on(tokens, end, model)):
        end += more
    while first > 0 and _begins_earlier(tokens, first, model, taken):
        first -= 1
    return first, end


def with_its_noun(tokens: Tokens, first: int, end: int) -> int:
    """Where the name ends with the noun of a building or the like: "Merrow air base"."""
    name = tokens.text(first, end)
    at = end + 1 if tokens.small(end) in SITE_MODIFIERS else end
    if tokens.small(at) not in SITE_NOUNS or not tokens.texts[at].islower():
        return end
    known = place(name)
    if is_demonym(name) or (known and known.kind == "country"):
        return end
    if not all(tokens.spaced[end - 1 : at]) or "\n" in tokens.texts[at - 1]:
        return end
    if tokens.tagged and (tokens.tags[at] != "NN" or tokens.tags[at + 1 : at + 2] == ["NN"]):
        return end
    return at + 1


def _goes_on(tokens: Tokens, end: int, model: str) -> int:
    """How many tokens after `end` are of the name."""
    if not tokens.spaced[end - 1]:
        return 2 if _has_second_half(tokens, end, model) else 0
    if tokens.types[end] or model == "GPE":
        return 0
    text = tokens.texts[end]
    if tokens.is_named(end) and not is_title(text) and text.isalpha():
        return 1
    ahead = end
    while tokens.small(ahead) in PARTICLES or (ahead > end and tokens.small(ahead) in HYPHENS):
        ahead += 1
    if ahead > end and tokens.is_named(ahead) and not tokens.types[ahead]:
        return ahead + 1 - end if model == "PERSON" or "al" in tokens.all_small(end, ahead) else 0
    return 0


def _has_second_half(tokens: Tokens, end: int, model: str) -> bool:
    if tokens.texts[end] not in HYPHENS or end + 1 == len(tokens) or tokens.spaced[end]:
        return False
    half = tokens.texts[end + 1]
    if not half.isalpha():
        return False
    if is_capital(half):
        return not tokens.types[end + 1]
    return model == "PERSON" and not _NO_SECOND_HALF.match(half)


def _begins_earlier(tokens: Tokens, first: int, model: str, taken: list[bool]) -> bool:
    """Whether the token before the name is of it."""
    before = first - 1
    text = tokens.texts[before]
    if not tokens.spaced[before]:
        if text in "-‑/":
            return model == "ORG" and _is_first_half(tokens, before, taken)
        return tokens.texts[first] in "-‑/"
    if taken[before]:
        return False
    if tokens.types[before]:
        return model == "PERSON" and text in _MONTHS and _is_forename(tokens, before)
    if not tokens.is_named(before) or is_title(text) or not text.isalpha():
        return False
    if tokens.small(before - 1) in {"of", "for"} and is_title(tokens.small(before - 2)):
        return False  # "Secretary of State"
    return (model == "PERSON" or not tokens.opens(before)) and text.lower() not in ARTICLES


def _is_first_half(tokens: Tokens, hyphen: int, taken: list[bool]) -> bool:
    half = hyphen - 1
    if half < 0 or tokens.spaced[half] or taken[half] or tokens.types[half]:
        return False
    return is_capital(tokens.texts[half])


def _is_forename(tokens: Tokens, at: int) -> bool:
    """Whether "June" before a surname is a forename, though the model takes it for a date."""
    return tokens.small(at - 1) not in _BEFORE_MONTHS and tokens.spaced[at]
