"""What nouns and adjectives report: "the claim that …", "is confident that …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.reporting.claimants import mention, source_of
from annotator.suggest.reporting.clauses import (
    SUBJECTS,
    Report,
    asserts,
    holds_finite,
    is_infinitive,
)
from annotator.suggest.reporting.nouns import ADJECTIVES, NOUN_FORMS, NOUNS
from annotator.suggest.reporting.scan import tokens_in
from annotator.suggest.reporting.verbs import USES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from annotator.domain.span import Span
    from annotator.suggest.base import Parsed

_CUES = frozenset(NOUN_FORMS).union(ADJECTIVES)
_ABOUT = frozenset({"of", "about", "over", "on", "as"})
_TURNING = {"denies": "denies", "doubts": "doubts", "questions": "doubts"}
_OBJECT = frozenset({"dobj", "pobj", "nsubjpass"})
_OPENERS = frozenset({"that", "whether"})
_OPENING = frozenset({"mark", "dobj", "nsubj"})
_IS = frozenset({"is", "was", "'s", "’s", "be", "remains", "remained"})
_NOBODY = frozenset({"it", "that", "this", "there"})


def nominal_reports(parsed: Parsed) -> list[Report]:
    """The acts of reporting in a text by nouns and adjectives, in the order of their cues."""
    found: list[Report] = []
    if parsed.doc is None or not parsed.doc.has_annotation("DEP"):
        return found
    for token in tokens_in(parsed.doc, _CUES):
        lower = token.lower_
        if lower in NOUN_FORMS and token.tag_.startswith("NN"):
            found += _by_noun(token)
            found += _noun_is(token)
        elif lower in ADJECTIVES:
            found += _by_adjective(token)
    return found


def has_that_clause(noun: Token) -> bool:
    """Whether it is "the claim that …" or the like."""
    if noun.lower_ not in NOUN_FORMS:
        return False
    return any(_is_that_clause(noun, child) for child in noun.children)


def _is_that_clause(noun: Token, child: Token) -> bool:
    """Whether a clause tells what the noun is about; a relative clause does not."""
    if child.i < noun.i or child.dep_ not in {"acl", "ccomp"} or not asserts(child):
        return False
    return any(one.lower_ in _OPENERS for one in child.lefts if one.dep_ in _OPENING)


def _by_noun(noun: Token) -> Iterator[Report]:
    """What the first of the phrases after a noun that tells it tells."""
    for child in noun.rights:
        report = _told_by(noun, child)
        if report is not None:
            yield report
            return


def _told_by(noun: Token, child: Token) -> Report | None:
    """ "the claim that …", "the plan to …", "questions about …"."""
    if _is_that_clause(noun, child):
        return _noun_report(noun, child, "noun")
    if child.dep_ == "acl" and is_infinitive(child):
        intends = NOUNS[NOUN_FORMS[noun.lower_]] == "intends"
        return _noun_report(noun, child, "noun to") if intends and holds_finite(child) else None
    if child.dep_ != "prep" or child.lower_ not in _ABOUT:
        return None
    for what in child.children:
        if what.dep_ in {"pobj", "pcomp"} and holds_finite(what):
            report = _noun_report(noun, what, "noun about")
            asked = what.dep_ == "pcomp" and report.polarity == "questions"
            return report if report.source is not None or asked else None
    return None


def _noun_is(noun: Token) -> Iterator[Report]:
    """ "Her argument is that …"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lower_ not in _IS or verb.i < noun.i:
        return
    source = holder_of(noun)
    for child in verb.children:
        if child.dep_ != "ccomp" or child.i < verb.i or not asserts(child):
            continue
        if source is not None and child.left_edge.lower_ in _OPENERS:
            polarity = NOUNS[NOUN_FORMS[noun.lower_]]
            yield Report(noun, source, child, polarity=polarity, kind="noun is")


def _noun_report(noun: Token, content: Token, kind: str) -> Report:
    """Reported by the noun, or by what denies it: "rejects the claim that …"."""
    polarity = NOUNS[NOUN_FORMS[noun.lower_]]
    governor = noun.head if noun.dep_ in _OBJECT and noun.head.lower_ in USES else None
    turned = _TURNING.get(USES[governor.lower_].polarity) if governor is not None else None
    if governor is not None and turned is not None and polarity == "asserts":
        return Report(governor, source_of(governor), content, polarity=turned, kind=kind)
    source = holder_of(noun)
    if source is None and noun.dep_ == "dobj":
        source = source_of(noun.head)
    return Report(noun, source, content, polarity=polarity, kind=kind)


def holder_of(noun: Token) -> Span | None:
    """Whose it is: "their claim", "the claim of …", "a claim by …"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return mention(child)
        if child.dep_ == "prep" and child.lower_ in {"by", "from", "among"}:
            for one in child.children:
                if one.dep_ == "pobj":
                    return mention(one)
    return None


def _by_adjective(adjective: Token) -> Iterator[Report]:
    verb = adjective.head if adjective.dep_ in {"acomp", "oprd"} else adjective
    for holder in (adjective, verb):
        for child in holder.children:
            if child.i < adjective.i or child.dep_ != "ccomp":
                continue
            if asserts(child):
                yield from _adjective_report(adjective, verb, child)
                return


def _adjective_report(adjective: Token, verb: Token, content: Token) -> Iterator[Report]:
    source = source_of(verb)
    polarity = ADJECTIVES[adjective.lower_]
    if not any(one.lower_ in _NOBODY for one in verb.children if one.dep_ in SUBJECTS):
        yield Report(adjective, source, content, polarity=polarity, kind="adjective")
