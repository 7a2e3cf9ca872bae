"""What is typed into the filter of a list of articles, read as terms.

A term is a word, or several in quotation marks, and matches where its last word begins a word of
the article: "elec" finds "elections". A name and a colon before it say where: `text:homs`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

PLACES = {
    "title": "title",
    "outlet": "outlet",
    "byline": "byline",
    "by": "byline",
    "tag": "tags",
    "tags": "tags",
    "note": "note",
    "text": "text",
}
"""The names that may stand before a colon, and which part of an article they mean."""

TEXT = "text"
"""The part that is the article itself; without a place, it is not looked through."""

_TERM = re.compile(r"""(?:(\w+):)?(?:["“”]([^"“”]*)["“”]?|(\S+))""")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side; the last one may go on. place: a value of PLACES, or ""."""

    words: str
    place: str = ""


def terms(typed: str) -> tuple[Term, ...]:
    """The terms of what was typed, all of which must match; those without a letter are left out."""
    # what SQLite and UTF-8 cannot hold separates words
    safe = "".join(" " if one == "\0" or "\ud800" <= one <= "\udfff" else one for one in typed)
    found = []
    for name, quoted, word in _TERM.findall(safe):
        place = PLACES.get(name.lower(), "")
        words = quoted or (word if place or not name else f"{name}:{word}")
        is_begun = words.endswith(":") and words[:-1].lower() in PLACES
        if not is_begun and any(map(_says_something, words)):
            found.append(Term(words, place))
    return tuple(found)


def _says_something(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"
