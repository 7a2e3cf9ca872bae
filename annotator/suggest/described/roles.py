"""Where a text lets somebody act, speak or hold a view: read off the parse."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from annotator.suggest.claims.adverbial import adverbial_reports
from annotator.suggest.claims.constructions import wider_reports
from annotator.suggest.claims.nominal import nominal_reports
from annotator.suggest.described.agents import Strength, described_by, is_fighter
from annotator.suggest.described.verbs import (
    NEUTRAL_VERBS,
    SHOWING_VERBS,
    STANCE_ADJECTIVES,
    STANCE_NOUNS,
    STANCE_VERBS,
)
from annotator.suggest.reporting.reports import reports
from annotator.suggest.reporting.verbs import SPEECH_FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from annotator.suggest.base import Parsed
    from annotator.suggest.reporting.clauses import Report

_FROM = frozenset({"from", "by", "among"})
_POLLS = frozenset({"poll", "polls", "survey", "surveys"})
"""Papers that speak for those who were asked."""
_EMBEDDED = frozenset({"relcl", "ccomp", "xcomp", "pcomp"})
"""Clauses within another: what is said there is seldom what the text itself reports."""
_OWN_CLAUSE = frozenset({"ROOT", "conj", "advcl"})


class Ground(IntEnum):
    """In what way somebody acts, the surest first.

    TELLS: something reported is theirs. SPEAKS: a verb of speech or thought has them as its
    subject. STANDS: they are for or against something. ACTS: they bear arms, and do something.
    """

    TELLS = 0
    SPEAKS = 1
    STANDS = 2
    ACTS = 3


class Role(NamedTuple):
    """head: of the noun phrase of who acts. word: the one that says so."""

    head: Token
    ground: Ground
    word: Token


def roles(parsed: Parsed) -> Iterator[Role]:
    """Who acts in a text that has a parse; the same head may come more than once."""
    assert parsed.doc is not None
    yield from _sources(parsed, parsed.doc)
    for token in parsed.doc:
        if token.dep_ == "nsubj":
            yield from _as_subject(token)
        elif token.dep_ == "pobj":
            yield from _after_preposition(token)


def _sources(parsed: Parsed, doc: Doc) -> Iterator[Role]:
    for analyse in (reports, wider_reports, nominal_reports, adverbial_reports):
        for report in parsed.shared(analyse):
            if report.source is None:
                continue
            start, end = report.source.start, report.source.end
            mention = doc.char_span(start, end, alignment_mode="expand")
            if mention is None:
                continue
            ground = _ground(report, mention.root)
            if ground is not None:
                yield Role(mention.root, ground, report.cue)


def _ground(report: Report, head: Token) -> Ground | None:
    cue = report.cue
    described = described_by(head.lower_)
    if described and described.strength is Strength.DOCUMENT:
        return Ground.TELLS if _is_cited(cue.lower_, head) else None
    if cue.lower_ == "according":
        return Ground.TELLS
    if head.dep_ != "nsubj":
        return None
    if report.content is not None:
        return Ground.SPEAKS if cue.dep_ in _EMBEDDED else Ground.TELLS
    if cue.lower_ in NEUTRAL_VERBS:
        return None
    is_speech = cue.lower_ in SPEECH_FORMS
    if cue.dep_ in _EMBEDDED:
        return Ground.SPEAKS if is_speech and cue.dep_ == "relcl" else None
    return Ground.SPEAKS if is_speech or cue.dep_ in _OWN_CLAUSE else None


def _is_cited(cue: str, head: Token) -> bool:
    """Whether a paper is cited like one who speaks; "according to", only one that asked people."""
    if cue == "according":
        return head.lower_ in _POLLS
    return head.dep_ == "nsubj" and (cue in SHOWING_VERBS or cue in SPEECH_FORMS)


def _as_subject(token: Token) -> Iterator[Role]:
    verb = token.head
    if verb.dep_ == "ccomp":
        return
    if verb.lower_ in STANCE_VERBS:
        yield Role(token, Ground.STANDS, verb)
    elif _fights(token, verb):
        yield Role(token, Ground.ACTS, verb)
    else:
        for child in verb.rights:
            if child.dep_ == "acomp" and child.lower_ in STANCE_ADJECTIVES:
                yield Role(token, Ground.STANDS, child)


def _fights(token: Token, verb: Token) -> bool:
    """Whether one who bears arms does something, whatever it is."""
    return verb.dep_ in _OWN_CLAUSE and verb.tag_[:1] == "V" and is_fighter(token.lower_)


def _after_preposition(token: Token) -> Iterator[Role]:
    """ "was criticised by X", "opposition from X"."""
    preposition = token.head
    word = preposition.head
    if preposition.dep_ == "agent":
        if word.lower_ in STANCE_VERBS or word.lower_ in SPEECH_FORMS:
            yield Role(token, Ground.STANDS, word)
    elif preposition.lower_ in _FROM and word.lower_.removesuffix("s") in STANCE_NOUNS:
        yield Role(token, Ground.STANDS, word)
