"""Which entries of the registry a mention may name, by the looks of its words alone."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotator.domain.entries import RegistryEntry
    from annotator.domain.ids import EntryId

Words = tuple[str, ...]

_LONGEST = 12
"""Of what is compared by its last words: so many words."""
_MOST_INITIALS = 10

_APOSTROPHES = "'’‘ʼ`´"
# letters that Unicode does not take apart into a plain one and a mark
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ARTICLES = _set("the a an")
_TITLES = _set(
    "mr mrs ms miss mx sir dame lord lady dr prof professor reverend rev father sister imam sheikh"
    " sheik ayatollah rabbi pope cardinal bishop archbishop saint st prince princess king queen"
    " emperor sultan emir president vice prime minister chancellor premier secretary deputy acting"
    " interim former ex chief foreign defence defense finance interior justice health ambassador"
    " envoy governor mayor senator sen representative rep congressman congresswoman councillor"
    " councilor mp mep judge attorney general gen colonel col major maj captain capt lieutenant lt"
    " sergeant sgt admiral commander cmdr marshal officer detective inspector spokesman"
    " spokeswoman spokesperson leader chairman chairwoman chair director ceo head coach"
)
_PARTICLES = _set(
    "al el ad an ar as ash at az abu abd bin bint ibn ben van von der den de del della di da dos du"
    " la le ter ten st mac mc o"
)
_SMALL = _set("of the and for in on at to de la le les du des del al el y e und der")
_PEOPLE = _set("person people politician individual")


@dataclass(frozen=True, slots=True)
class Match:
    """How well a text fits an entry: 1 is the same name. reason: in words, for the analyst."""

    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that a mention may name. here, everywhere: how many mentions are linked to it."""

    entry: RegistryEntry
    match: Match
    here: int = 0
    everywhere: int = 0


def words_of(text: str) -> Words:
    """A name's words: case-folded, without diacritics, full stops and a possessive."""
    text = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    for mark in _APOSTROPHES[1:]:
        text = text.replace(mark, "'")
    text = text.rstrip()
    if text.endswith("'s"):
        text = text[:-2]
    # virama and nukta (7, 9) are no diacritics: without them a word of Hindi is another
    kept = (one for one in text if unicodedata.combining(one) < 10 and one not in ".'")
    return tuple("".join(one if _is_in_word(one) else " " for one in kept).split())


def folded(text: str) -> str:
    """What two spellings of one name share; for a text without a word, itself case-folded."""
    return " ".join(words_of(text)) or " ".join(text.casefold().split())


def keys_of(entry: RegistryEntry) -> frozenset[str]:
    """The keys under which an entry is found: its names, their last words, their acronyms."""
    return frozenset(key for name in entry.names for key in _keys_of_name(name))


def keys_for(text: str) -> tuple[str, ...]:
    """The keys to look a mention up by, the most telling first.

    Every entry that match() knows a reason for has one of them among its own.
    """
    words = words_of(text)
    bare = _bare(words)
    keys = [folded(text), " ".join(bare), " ".join(_bare(_head(text)))]
    keys += [" ".join(bare[-size:]) for size in range(min(len(bare), _LONGEST), 1, -1)]
    keys += sorted(_acronyms(words))
    return tuple(dict.fromkeys(filter(None, keys)))


def match(text: str, entry: RegistryEntry) -> Match | None:
    """How well a mention's text fits an entry, by the best of its names; None if not at all."""
    found = [one for name in entry.names if (one := _match_name(text, name, entry))]
    return max(found, key=lambda one: one.score, default=None)


def rank(
    text: str,
    entries: Iterable[RegistryEntry],
    *,
    here: Mapping[EntryId, int],
    everywhere: Mapping[EntryId, int],
) -> list[Candidate]:
    """The entries that a text may name, the likeliest first.

    here, everywhere: how many mentions of the article and of the project name each already; they
    decide between entries that fit equally well.
    """
    found = [
        Candidate(entry, fit, here.get(entry.id, 0), everywhere.get(entry.id, 0))
        for entry in entries
        if (fit := match(text, entry)) is not None
    ]
    found.sort(
        key=lambda one: (
            -one.match.score,
            -one.here,
            -one.everywhere,
            folded(one.entry.name),
            one.entry.id,
        )
    )
    return found


def _match_name(text: str, name: str, entry: RegistryEntry) -> Match | None:
    if folded(text) == folded(name):
        if name == entry.name:
            return Match(1.0, "same name")
        return Match(0.97, f"also called “{name}”")
    said, known = words_of(text), words_of(name)
    bare, bare_known = _bare(said), _bare(known)
    if not bare or not bare_known:
        return None
    if bare == bare_known:
        titled = {*said[: len(said) - len(bare)], *known[: len(known) - len(bare)]} - _ARTICLES
        return Match(0.9, "same name but for a title" if titled else "same name but for “the”")
    if _bare(_head(text)) == bare_known or _ends_with(bare, bare_known, at_least=2):
        return Match(0.8, f"“{name}” with a role")
    if len(bare) == 1 and _is_upper(text) and bare[0] in _acronyms(known):
        return Match(0.75, f"acronym of “{name}”")
    if len(bare_known) == 1 and _is_upper(name) and bare_known[0] in _acronyms(said):
        return Match(0.7, f"“{name}” is its acronym")
    return _match_end(bare, bare_known, name, entry)


def _match_end(bare: Words, known: Words, name: str, entry: RegistryEntry) -> Match | None:
    if not _ends_with(known, bare, at_least=1) or len("".join(bare)) < 2:
        return None
    if len([one for one in bare if one not in _PARTICLES]) > 1:
        return Match(0.65, f"last words of “{name}”")
    is_person = not _PEOPLE.isdisjoint(words_of(entry.kind))
    return Match(0.6, f"{'surname' if is_person else 'last word'} of “{name}”")


def _ends_with(longer: Words, end: Words, *, at_least: int) -> bool:
    """Whether a name has more words than these and ends with them."""
    return (
        at_least <= len(end) <= _LONGEST and len(end) < len(longer) and longer[-len(end) :] == end
    )


def _keys_of_name(name: str) -> set[str]:
    words = words_of(name)
    keys = {folded(name), " ".join(_bare(words)), *_acronyms(words)}
    keys |= {" ".join(words[-size:]) for size in range(1, min(len(words), _LONGEST) + 1)}
    return keys - {""}


def _acronyms(words: Words) -> set[str]:
    """The initials of all words, and of those that are not small; some names have two words."""
    larger = [one for one in words if one not in _SMALL]
    found = {"".join(one[0] for one in taken) for taken in (words, larger)}
    return {one for one in found if 2 <= len(one) <= _MOST_INITIALS}


def _bare(words: Words) -> Words:
    """The words without articles and titles before them; at least one stays."""
    start = 0
    while start < len(words) - 1 and (words[start] in _ARTICLES or words[start] in _TITLES):
        start += 1
    return words[start:]


def _head(text: str) -> Words:
    """The words before a comma, after which a role may stand; none where there is no comma."""
    head, comma, _ = text.partition(",")
    return words_of(head) if comma else ()


def _is_upper(text: str) -> bool:
    """Whether the last word is in capitals, but for the s of a possessive."""
    letters = "".join(one for one in text.split()[-1] if one.isalpha())
    return letters.removesuffix("s").isupper()


def _is_in_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"
