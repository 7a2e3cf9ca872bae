"""Who says a quotation, as the bare words beside it have it: where there is no parse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.domain.span import Span
from annotator.suggest.quotes.attributions import Attribution, Path
from annotator.suggest.quotes.words import CUE_FORMS
from annotator.suggest.reporting.verbs import SPEECH_FORMS

if TYPE_CHECKING:
    from annotator.suggest.quotes.surroundings import Surroundings

_WORD = r"[A-Z][\w.’'-]{0,30}"
_NAME = (
    rf"(?:[Tt]he )?{_WORD}(?: (?:(?:of|de|al|bin|van|von|for) )?{_WORD}){{0,6}}"
    "|(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir) [a-z]+(?: [a-z]+)?"
    "|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I"
)
_VERB = "|".join(sorted(SPEECH_FORMS | {"went on"}, key=len, reverse=True))
_FARTHEST = 400
"""Code points before a quotation to look at."""
_VERB_NAME = re.compile(rf"[\s,—–-]*\b(?P<cue>{_VERB})\s+(?P<name>{_NAME})\b")
_NAME_VERB = re.compile(
    rf"[\s,—–-]*\b(?P<name>{_NAME})(?:,[^,.;\n]{{1,80}},)?\s+(?:\w+ly\s+)?(?P<cue>{_VERB})\b"
)
_CUE = "|".join(sorted(CUE_FORMS, key=len, reverse=True))
_NAME_CUE = re.compile(rf"\b(?P<name>{_NAME})\s+(?:\w+ly\s+)?(?P<cue>{_CUE})\b")
_ACCORDING = re.compile(rf"[\s,—–-]*(?P<cue>[Aa]ccording to)\s+(?P<name>{_NAME})\b")
_LABEL = re.compile(
    r"(?P<name>(?:[^\W\d_][\w.’'-]*|\([^()\n]{1,12}\))(?: (?:[\w.’'&-]+|\([^()\n]{1,12}\))){0,7})"
    r"\s*:\s*"
)
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


def before(text: str, quoted: Span, around: Surroundings, *, alone: bool) -> Attribution | None:
    """Ann Lee said: "…", from the start of the sentence. alone: there is no parse to know more."""
    start = max(around.before, quoted.start - _FARTHEST)
    for pattern in (_NAME_VERB, _NAME_CUE):
        found = list(pattern.finditer(text, start, quoted.start))
        if found:
            return _made(found[-1], Path.GOVERNED if alone else Path.NEAR)
    match = _ACCORDING.match(text, around.before, quoted.start)
    return _made(match, Path.ACCORDING) if match else None


def label(text: str, quoted: Span, around: Surroundings) -> Attribution | None:
    """Ann Lee: "…" at the start of a line, as in headlines and transcripts."""
    match = _LABEL.fullmatch(text, around.before, quoted.start)
    if match is None or not match["name"][0].isupper():
        return None
    if any(one in CUE_FORMS or one in _NO_NAME for one in match["name"].split()):
        return None
    return Attribution(Span(*match.span("name")), None, Path.LABEL)


def signed(text: str, quoted: Span) -> Attribution | None:
    """ "…" — Ann Lee, on the same line or on the next."""
    match = _SIGNED.match(text, quoted.end)
    return Attribution(Span(*match.span("name")), None, Path.SIGNED) if match else None


def _made(match: re.Match[str], path: Path) -> Attribution:
    return Attribution(Span(*match.span("name")), Span(*match.span("cue")), path)
