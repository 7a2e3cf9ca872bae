"""Quotation marks that quote nobody: titles of works, nicknames, words held at arm's length."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.suggest.quotes.attributions import Path
from annotator.suggest.quotes.words import CUE_FORMS, WORKS

if TYPE_CHECKING:
    from annotator.domain.span import Span
    from annotator.suggest.quotes.attributions import Attribution
    from annotator.suggest.quotes.surroundings import Surroundings

_WORD = re.compile(r"[^\W_][\w'’.&-]*")
_MARK_WITHIN = re.compile(r"[.!?;]\s")
_LAST_WORD = re.compile(r"(?P<word>[\w.’'-]+)(?P<comma>,?)\s*$")
_BYLINE = re.compile(r",?\s+by\s+(?:the\s+)?[A-Z]")
_SHORT_WORD = 4
_FRAGMENT_WORDS = 2
_SMALL = frozenset({"with", "from", "into", "over", "upon", "onto", "than", "that", "after"})
_NO_PLACE_FOR_A_TITLE = frozenset(
    {"as", "a", "an", "that", "him", "her", "them", "me", "us", "you", "it", "himself", "herself"}
)
"""Before a passage in title case, these stand for "called her a “Wicked Witch”"."""
_SURE = frozenset({Path.LABEL, Path.ANNOUNCED, Path.SIGNED, Path.REOPENED})
_LOOSE = frozenset({Path.NEAR, Path.CLAUSE, Path.NONE})
_SHUNNED = re.compile(r"\b(?:so-called|nicknamed|pseudonym|codenamed|code-named|a\.?k\.?a\.?)\s*$")


def quotes_nobody(text: str, quoted: Span, around: Surroundings, told: Attribution) -> bool:
    """Whether the marks hold a title, a nickname or a word in scare quotes.

    Those that stand beside a verb of speech with its subject never do, nor whole sentences.
    """
    preceded = any(map(str.isalnum, text[around.before : quoted.start]))
    if told.path in _SURE or (not preceded and (around.closed or told.path is Path.AFTER)):
        return False
    words = _WORD.findall(text, quoted.start, quoted.end)
    if _BYLINE.match(text, quoted.end) and told.path in _LOOSE:
        return True
    if len(words) <= _FRAGMENT_WORDS:
        if told.path in _LOOSE or _SHUNNED.search(text, around.before, quoted.start):
            return True
        if _is_nickname(text, quoted, words):
            return True
    return _is_title(text, quoted, words) and _names_a_work(text, quoted, around)


def _is_title(text: str, quoted: Span, words: list[str]) -> bool:
    """Whether it is written as a title: The Old Man and the Sea."""
    if not words or not words[0][0].isupper() or _MARK_WITHIN.search(quoted.text_of(text)[:-2]):
        return False
    long = [one for one in words if len(one) >= _SHORT_WORD and one.lower() not in _SMALL]
    return all(not one[0].islower() for one in long)


def _names_a_work(text: str, quoted: Span, around: Surroundings) -> bool:
    """Whether the word before a title is none that announces words: "of", "the show", "TV's"."""
    match = _LAST_WORD.search(text, around.before, quoted.start)
    if match is None:
        return False
    word = match["word"].lower()
    if match["comma"] or word in CUE_FORMS:
        return word in WORKS
    return word not in _NO_PLACE_FOR_A_TITLE


def _is_nickname(text: str, quoted: Span, words: list[str]) -> bool:
    """Ann "Sparky" Lee."""
    match = _LAST_WORD.search(text, max(0, quoted.start - 40), quoted.start)
    following = _WORD.match(text, quoted.end + 1)
    return bool(
        match
        and not match["comma"]
        and following
        and all(one[0].isupper() for one in (match["word"], following.group(), *words))
    )
