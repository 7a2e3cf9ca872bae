"""Where the names within an entity begin and end: no articles, titles or possessives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.suggest.names.gazetteer import place
from annotator.suggest.names.kinds import of_words
from annotator.suggest.names.nouns import NOTHINGS, ORGANISATIONS
from annotator.suggest.names.titles import AFTER_NAMES, PARTICLES, is_cut
from annotator.suggest.names.tokens import ARTICLES, HYPHENS, POSSESSIVES, is_capital
from annotator.suggest.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.suggest.names.tokens import Tokens

_ADDRESS = re.compile(r"https?:|www\.|\w@\w|\.(?:com|org|net|html?|php)\b", re.IGNORECASE)
_LINKS = HYPHENS | {"for", "in", "at", "to", "from"}
_OWNERS = words(
    """
    boys builders children citizens consumers doctors drivers employers farmers father fathers
    girl girls journalists king ladies lawmakers lawyers magistrates men mother mothers nurses
    owners parents peasants pensioners people peoples players prisoners producers queen residents
    seafarers soldiers students teachers tenants veterans women workers writers
    """
)
"""Possessives that are inside of names: "People's Court", "Workers' Party"."""


def is_address(word: str) -> bool:
    """Whether a word is (part of) an address of the web or of e-mail."""
    return _ADDRESS.search(word) is not None


def cores(tokens: Tokens, first: int, end: int) -> Iterator[tuple[int, int]]:
    """The names within an entity, as half-open ranges of token indices."""
    begin = first
    for at in range(first, end + 1):
        if at == end or _parts(tokens, at, first, end):
            core = _trimmed(tokens, begin, at)
            if core:
                yield core
            begin = at + 1


def without_title(tokens: Tokens, first: int, end: int) -> int:
    """Where the name begins after "Mr" or "Police Chief"; `first` if nothing would be left."""
    if of_words(tokens.all_small(first, end)):
        return first
    at = first
    while at < end - 1 and is_cut(tokens.texts[at]):
        at += 1
        if tokens.small(at) in {"of", "for"} and at + 3 < end:
            at += 2
        while at < end - 1 and tokens.texts[at] in {".", "-"}:
            at += 1
    return at if is_capital(tokens.texts[at]) else first


def _parts(tokens: Tokens, at: int, first: int, end: int) -> bool:
    """Whether no name goes on over this token: a line end, an address, "Kenya's" before."""
    text = tokens.texts[at]
    if "\n" in text or text in "()[]{}" or is_address(text):
        return True
    if not first < at < end - 1:
        return False
    if text in _LINKS:
        return _joins_places(tokens, first, at, end)
    return text in POSSESSIVES and _owns(tokens, first, at, end)


def _joins_places(tokens: Tokens, first: int, at: int, end: int) -> bool:
    """Whether a hyphen or a preposition stands between two places: "Norway-Sweden"."""
    left = place(tokens.text(first, at))
    if left is None or left.rank < 2 or place(tokens.text(first, end)):
        return False
    right = place(tokens.text(at + 1, end))
    return tokens.texts[at] not in HYPHENS or (right is not None and right.rank > 1)


def _owns(tokens: Tokens, first: int, at: int, end: int) -> bool:
    """Whether a possessive parts two names ("Kenya's Rift Valley"), not "People's Court"."""
    if tokens.small(at - 1) in _OWNERS or tokens.small(at - 2) in {"st", "st.", "saint"}:
        return False
    owner = tokens.text(first, at)
    if place(owner) is not None or tokens.texts.count(owner) > 1:
        return True
    short = at - first == 1 and end - at < 4
    return not (short and of_words(tokens.all_small(first, end)))


def _trimmed(tokens: Tokens, first: int, end: int) -> tuple[int, int] | None:
    while first < end and (_is_no_begin(tokens, first) or _is_verb(tokens, first, end)):
        first += 1
    while first < end and _is_no_end(tokens, end - 1):
        end -= 1
    if first == end:
        return None
    end = _without_document(tokens, first, end)
    return without_title(tokens, first, end), end


def _without_document(tokens: Tokens, first: int, end: int) -> int:
    """Where "UN Security Council" ends in "UN Security Council Resolution 1325"."""
    at = end
    while at - 1 > first and (tokens.texts[at - 1].isdecimal() or tokens.small(at - 1) in NOTHINGS):
        at -= 1
    is_board = at < end and at - first > 1 and tokens.small(at - 1) in ORGANISATIONS
    return at if is_board else end


def _is_no_begin(tokens: Tokens, at: int) -> bool:
    text = tokens.texts[at]
    if text.lower() in ARTICLES:
        return text == "a" or tokens.small(at + 1) not in {"hague", "gambia"}
    if text.lower() in PARTICLES and tokens.is_named(at + 1):
        return False
    return not text[0].isalnum() or not (text[0].isdigit() or any(map(str.isupper, text)))


def _is_verb(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a word has its capital from the sentence's beginning: "Said Moreau"."""
    if at + 1 == end or not tokens.opens(at):
        return False
    return tokens.is_verb(at) or tokens.tags[at] in {"IN", "CC", "RB"}


def _is_no_end(tokens: Tokens, at: int) -> bool:
    text = tokens.texts[at]
    if text in POSSESSIVES or not any(map(str.isalnum, text)):
        return True
    return text.islower() and text not in AFTER_NAMES and not _is_hyphened(tokens, at)


def _is_hyphened(tokens: Tokens, at: int) -> bool:
    """Whether a small word is the second half of "Jin-woo"."""
    return at > 1 and tokens.texts[at - 1] in HYPHENS and not tokens.spaced[at - 1]
