"""The words before a name that say who bears it: "rebel commander", "Minister for Justice"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.names.titles import OFFICES, is_title
from annotator.suggest.names.tokens import ARTICLES

if TYPE_CHECKING:
    from annotator.suggest.names.tokens import Tokens

_LONGEST = 8
"""Words of a title."""
_LINKS = frozenset({"of", "for", "and", "-", "."})
_PLACES_AND_PEOPLE = frozenset({"PERSON", "PER", "NORP", "GPE", "LOC", "FAC", "MISC"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ"})


def title_before(tokens: Tokens, first: int) -> str:
    """The title right before the name that begins with a token; "" where there is none.

    Names of places and peoples are left out of it: of "Norwegian finance minister", the last two.
    """
    begin = first
    while begin > 0 and first - begin < _LONGEST and _may_be_of_title(tokens, begin - 1):
        if _is_written_apart(tokens, begin - 1, first):
            break
        begin -= 1
    while begin < first and tokens.small(begin) in _LINKS:
        begin += 1
    if begin == first or tokens.small(first - 1) in {"of", "for"}:
        return ""  # "the mayor of Oslo": no bearer, but what the office is for
    is_whole = is_title(tokens.texts[first - 1]) or tokens.texts[first - 2 : first] == ["Mr", "."]
    return tokens.text(begin, first) if is_whole or _has_office_of(tokens, begin, first) else ""


def _may_be_of_title(tokens: Tokens, at: int) -> bool:
    text = tokens.texts[at]
    if is_title(text):
        return True
    if "\n" in text or text.lower() in ARTICLES or tokens.types[at] in _PLACES_AND_PEOPLE:
        return False
    if text.lower() in _LINKS:
        # a full stop only after an abbreviation: "Gen ."
        return text != "." or (at > 0 and len(tokens.texts[at - 1]) < 5)
    return tokens.tags[at] in _NOUNS and text[0].isalpha()


def _is_written_apart(tokens: Tokens, at: int, first: int) -> bool:
    """Whether a small word stands before a title with a capital: "its ally President …"."""
    following = at + 1 < first and tokens.texts[at + 1][0].isupper()
    return following and tokens.texts[at].islower() and tokens.texts[at] not in _LINKS


def _has_office_of(tokens: Tokens, begin: int, first: int) -> bool:
    return any(
        tokens.small(at) in OFFICES and tokens.small(at + 1) in {"of", "for"}
        for at in range(begin, first - 1)
    )
