"""Who says a quotation, as the bare words beside it have it: where there is no parse."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from annotator.domain.span import Span
from annotator.suggest.quotes.attributions import Attribution, Path
from annotator.suggest.quotes.words import BESIDE_FORMS, CONTENT_NOUNS, CUE_FORMS

if TYPE_CHECKING:
    from annotator.suggest.quotes.surroundings import Surroundings

_WORD = r"(?:[A-Z][\w.’'-]{0,30}|@\w{1,30})"
_ONE = r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ne)"
_NO_NAME_FIRST = (
    r"(?!(?:After|Although|And|As|Because|Before|But|If|Later|Meanwhile|Nor|Now|Once|Or|Since|So"
    r"|Still|Then|Though|Thus|Until|When|Where|While|Yet) )"
)
"""A capital at the beginning of a sentence that begins no name."""
_PROPER = rf"{_NO_NAME_FIRST}{_WORD}(?: (?:(?:of|de|al|bin|van|von|for) )?{_WORD}){{0,6}}"
_PRONOUN = "[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I"
_AFTER_VERB = rf"(?:[Tt]he )?{_PROPER}|{_ONE} [a-z]+(?: [a-z]+)?(?: {_PROPER})?|{_PRONOUN}"
_BEFORE_VERB = rf"(?:[Tt]he )?{_PROPER}|{_ONE} (?:[\w.’'-]+ ){{0,6}}?[\w.’'-]+|{_PRONOUN}"
_PREPOSITIONS = ("in", "to", "of", "on", "by", "at", "for", "with", "from")
_NO_OBJECT = r"(?<!\w)" + "".join(rf"(?<!\b(?i:{one}) )" for one in _PREPOSITIONS)
"""Before a name: that it is no preposition's, as in "in a letter to members, Lee said"."""


def _choice(words: frozenset[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_VERB = _choice(BESIDE_FORMS | {"went on"})
_FARTHEST = 400
"""Code points before a quotation to look at."""
_VERB_NAME = re.compile(rf"[\s,—–-]*\b(?P<cue>{_VERB})\s+(?P<name>{_AFTER_VERB})\b")
_NAME_VERB = re.compile(
    rf"[\s,—–-]*{_NO_OBJECT}(?P<name>{_BEFORE_VERB})(?:,[^,.;\n\"“”]{{1,80}})?,?\s+"
    rf"(?:\w+ly\s+)?(?P<cue>{_VERB})\b"
)
_NAME_CUE = re.compile(
    rf"{_NO_OBJECT}(?P<name>{_BEFORE_VERB})\s+(?:\w+ly\s+)?(?P<cue>{_choice(CUE_FORMS)})\b"
)
_INVERTED = re.compile(rf"\s*(?P<cue>(?i:{_VERB}))\s+(?P<name>{_AFTER_VERB})\s*:\s*")
_ACCORDING = re.compile(rf"[\s,—–-]*(?P<cue>[Aa]ccording to)\s+(?P<name>{_AFTER_VERB})\b")
_VIEW = re.compile(
    r"[^.;:\n\"“”]{0,60}?\b[Ii]n "
    rf"(?P<name>{_PROPER}(?=['’]s? )|[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur)(?:['’]s?)?"
    r" (?P<cue>view|opinion|words|eyes|judge?ment|estimation|account|telling|phrase)\b"
)
_LABEL = re.compile(
    r"(?P<name>(?:@?[^\W\d_][\w.’'-]*|\([^()\n]{1,12}\))"
    r"(?: (?:[\w.’'&-]+|\([^()\n]{1,12}\))){0,7})\s*:\s*"
)
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their", "one"})
_NO_NAME = frozenset({"according", "is", "was", "are", "were", "in", "that", "to", "this"})
_SIGNED = re.compile(
    rf"\s*(?:[-–—―]+|\()\s*(?P<name>{_WORD}(?: (?:(?:of|de|al|bin|van|von|the) )?{_WORD}){{0,5}})"
)


def after(text: str, quoted: Span, around: Surroundings) -> Attribution | None:
    """ "…," said Ann Lee; "…," she said; "…", according to Ann Lee."""
    if around.closed and text[quoted.end - 2 : quoted.end - 1] == ".":
        return None
    for pattern, path in (
        (_ACCORDING, Path.ACCORDING),
        (_VERB_NAME, Path.AFTER),
        (_NAME_VERB, Path.AFTER),
    ):
        match = pattern.match(text, quoted.end, around.end)
        if match:
            return _made(match, path)
    return None


def viewed(text: str, quoted: Span, around: Surroundings) -> Attribution | None:
    """ "…" from first to last, in Ann Lee's view."""
    match = _VIEW.match(text, quoted.end, around.after)
    return _made(match, Path.NOUN) if match else None


def before(text: str, quoted: Span, around: Surroundings, *, alone: bool) -> Attribution | None:
    """Ann Lee said: "…", from the start of the sentence. alone: there is no parse to know more."""
    start = max(around.before, quoted.start - _FARTHEST)
    for pattern in (_NAME_VERB, _NAME_CUE):
        found = [one for one in pattern.finditer(text, start, quoted.start) if not _is_noun(one)]
        if found:
            return _made(found[-1], Path.GOVERNED if alone else Path.NEAR)
    match = _ACCORDING.match(text, around.before, quoted.start)
    return _made(match, Path.ACCORDING) if match else None


def inverted(text: str, quoted: Span, around: Surroundings) -> Attribution | None:
    """Added Ann Lee: "…"."""
    match = _INVERTED.fullmatch(text, around.before, quoted.start)
    return _made(match, Path.GOVERNED) if match else None


def announcing(text: str, start: int, end: int) -> Attribution | None:
    """Who speaks last in a line, from start to end, that ends with a colon."""
    match = _INVERTED.fullmatch(text, start, end)
    if match is None:
        match = next(reversed(list(_NAME_VERB.finditer(text, start, end))), None)
    return _made(match, Path.ANNOUNCED) if match else None


def label(text: str, quoted: Span, around: Surroundings) -> Attribution | None:
    """Ann Lee: "…" at the start of a line, as in headlines and transcripts."""
    match = _LABEL.fullmatch(text, around.before, quoted.start)
    if match is None or not (match["name"][0].isupper() or match["name"][0] == "@"):
        return None
    words = match["name"].split()
    if any(one in _NO_NAME or (one in CUE_FORMS and word != "of") for word, one in pairwise(words)):
        return None
    return Attribution(Span(*match.span("name")), None, Path.LABEL)


def signed(text: str, quoted: Span, *, in_line: bool = False) -> Attribution | None:
    """ "…" — Ann Lee, on the same line or on the next. in_line: nothing else may follow."""
    match = _SIGNED.match(text, quoted.end)
    if match is None or (in_line and text[match.end() : match.end() + 1] not in {"", "\n", ")"}):
        return None
    return Attribution(Span(*match.span("name")), None, Path.SIGNED)


def _is_noun(match: re.Match[str]) -> bool:
    """Whether what looks like the verb is a noun with an article: "a curt reply"."""
    described = match["name"].split()[0].lower() in _ARTICLES
    return described and match["cue"].lower() in CONTENT_NOUNS


def _made(match: re.Match[str], path: Path) -> Attribution:
    return Attribution(Span(*match.span("name")), Span(*match.span("cue")), path)
