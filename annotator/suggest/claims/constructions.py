"""What verbs report without a clause of its own: infinitives, objects, passives.

Kept apart from reporting/reports.py since none of these governs a quotation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.claims.nominal import has_that_clause
from annotator.suggest.reporting.claimants import source_of
from annotator.suggest.reporting.clauses import Report, asserts, holds_finite, is_infinitive
from annotator.suggest.reporting.reports import is_verb, reports
from annotator.suggest.reporting.scan import tokens_in
from annotator.suggest.reporting.verbs import (
    RARELY_REPORTING,
    REPORTING_FORMS,
    SPEECH,
    USES,
    Takes,
    Use,
    forms,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from annotator.suggest.base import Parsed

_OBJECTS = frozenset({"dobj", "dative"})
_BY_PREPOSITION = {
    "about": SPEECH | {"talk", "speak", "worry", "wonder", "think", "chat", "rave", "rail"},
    "against": frozenset({"argue", "warn", "caution", "protest", "speak", "advise", "rail"}),
    "for": frozenset({"call", "argue", "advocate", "plead", "push", "ask", "hope", "wish"}),
    "of": frozenset({"complain", "warn", "speak", "talk", "accuse", "boast", "dream", "tell"}),
    "on": frozenset({"insist", "comment", "remark", "elaborate", "expound"}),
    "to": frozenset({"refer", "point", "object", "admit", "allude", "confess", "testify"}),
}
"""The verbs that report what stands after a preposition: "warned of storms that …"."""
_WONDERING = frozenset({"ask", "enquire", "inquire", "wonder"})
LABELLING = frozenset(
    {"accuse", "brand", "call", "characterise", "characterize", "congratulate", "dub"}
    | {"decry", "depict", "deride", "describe", "dismiss", "hail", "label", "mock", "paint"}
    | {"portray", "praise", "regard", "thank", "view"}
)
"""Verbs that say what somebody or something is, or has done."""
_PREPOSITIONAL = frozenset().union(*_BY_PREPOSITION.values())


def wider_reports(parsed: Parsed) -> list[Report]:
    """The acts of reporting by verbs that `reports` has no content for, in order of their cues."""
    if parsed.doc is None or not parsed.doc.has_annotation("DEP"):
        return []
    done = {one.cue.i for one in parsed.shared(reports) if one.content is not None}
    found: list[Report] = []
    for token in tokens_in(parsed.doc, _FORMS):
        if token.i not in done and is_verb(token):
            found += _by_use(token, USES_OF[token.lower_])
    return found


def _by_use(verb: Token, use: Use) -> Iterator[Report]:
    for construction in (
        _clause,
        _asked_if,
        _clear,
        _raised,
        _own_deed,
        _others_deed,
        _called,
        _thing,
        _after_preposition,
    ):
        report = construction(verb, use)
        if report is not None:
            yield report
            return


def _clause(verb: Token, use: Use) -> Report | None:
    """ "questions whether …": verbs that report with a clause, but no quotation."""
    if verb.lower_ in REPORTING_FORMS or not use.takes & (Takes.CLAUSE | Takes.QUESTION):
        return None
    for child in verb.children:
        if child.dep_ == "ccomp" and child.i > verb.i and asserts(child):
            return Report(verb, source_of(verb), child, polarity=use.polarity, kind="clause")
    return None


def _asked_if(verb: Token, use: Use) -> Report | None:
    """ "asked if …", which a parse may take for a condition."""
    if use.lemma not in _WONDERING:
        return None
    for child in verb.children:
        if child.dep_ == "advcl" and child.i > verb.i and asserts(child):
            first = child.left_edge
            if first.lower_ in {"if", "whether"} and not verb.doc[first.i - 1].is_punct:
                passive = any(one.dep_ == "nsubjpass" for one in verb.children)
                source = None if passive else source_of(verb)
                return Report(verb, source, child, polarity="questions", kind="clause")
    return None


def _clear(verb: Token, use: Use) -> Report | None:
    """ "made (it) clear that …"."""
    doc = verb.doc
    at = verb.i + 1
    if use.lemma != "make" or at + 2 >= len(doc):
        return None
    at += doc[at].lower_ == "it"
    if doc[at].lower_ not in {"clear", "plain", "known"} or at + 1 >= len(doc):
        return None
    that = doc[at + 1]
    if that.dep_ == "mark" and that.lower_ == "that" and that.head.i > that.i:
        return Report(verb, source_of(verb), that.head, kind="clause")
    return None


def _called(verb: Token, use: Use) -> Report | None:
    """ "called it a plan that …": both what is spoken of and what it is called."""
    if use.lemma not in LABELLING or any(one.dep_ == "prt" for one in verb.rights):
        return None  # nor "called off the march that …"
    parts = [
        one
        for one in verb.children
        if one.i > verb.i and one.dep_ in {"dobj", "oprd", "ccomp", "xcomp", "prep", "attr"}
    ]
    if not parts or parts[0].dep_ == "prep" or not any(map(holds_finite, parts)):
        return None
    within = parts[0].left_edge.i, parts[-1].right_edge.i
    return Report(verb, source_of(verb), parts[0], kind="called", within=within)


def _raised(verb: Token, use: Use) -> Report | None:
    """ "is said to …": the subject and the infinitive together are what is said."""
    if Takes.RAISED not in use.takes or verb.tag_ not in {"VBN", "VBD", ""}:
        return None
    subject = next((one for one in verb.children if one.dep_ == "nsubjpass"), None)
    if subject is None:
        return None
    for child in verb.children:
        if child.dep_ == "xcomp" and is_infinitive(child):
            if use.lemma == "expect" and not (holds_finite(child) or holds_finite(subject)):
                return None  # what is planned, more often than what somebody says
            by = next((one for one in verb.children if one.dep_ == "agent"), None)
            source = source_of(verb) if by is not None else None
            return Report(verb, source, child, kind="raised", also=subject)
    return None


def _own_deed(verb: Token, use: Use) -> Report | None:
    """ "vows to …"."""
    if Takes.OWN_DEED not in use.takes or use.lemma in RARELY_REPORTING:
        return None
    for child in verb.children:
        if child.dep_ != "xcomp" or child.i < verb.i or _has_object(verb, child):
            continue
        if is_infinitive(child) and holds_finite(child):
            polarity = "denies" if use.lemma in {"refuse", "decline"} else "intends"
            return Report(verb, source_of(verb), child, polarity=polarity, kind="own deed")
    return None


def _has_object(verb: Token, infinitive: Token) -> bool:
    return any(one.dep_ in _OBJECTS and one.i < infinitive.i for one in verb.children)


def _others_deed(verb: Token, use: Use) -> Report | None:
    """ "urges them to …"."""
    if Takes.OTHERS_DEED not in use.takes:
        return None
    for child in verb.children:
        if child.dep_ not in {"xcomp", "ccomp", "advcl"} or child.i < verb.i:
            continue
        if is_infinitive(child) and holds_finite(child):
            passive = any(one.dep_ == "nsubjpass" for one in verb.children)
            source = None if passive else source_of(verb)
            return Report(verb, source, child, polarity="intends", kind="others' deed")
    return None


def _thing(verb: Token, use: Use) -> Report | None:
    """ "describes the way that …", as far as that has a verb with a tense."""
    if Takes.THING not in use.takes or use.lemma in RARELY_REPORTING:
        return None
    for child in verb.children:
        if child.dep_ != "dobj" or child.i < verb.i or has_that_clause(child):
            continue  # "repeats the claim that …": the noun reports
        if holds_finite(child):
            return Report(verb, source_of(verb), child, polarity=use.polarity, kind="thing")
    return None


def _after_preposition(verb: Token, use: Use) -> Report | None:
    for preposition in verb.children:
        if preposition.dep_ != "prep" or preposition.i < verb.i:
            continue
        if use.lemma not in _BY_PREPOSITION.get(preposition.lower_, ()):
            continue
        for child in preposition.children:
            if child.dep_ in {"pobj", "pcomp"} and holds_finite(child):
                return Report(
                    verb, source_of(verb), child, polarity=use.polarity, kind="preposition"
                )
    return None


def _uses() -> dict[str, Use]:
    more = {
        form: Use(verb, Takes(0), "asserts")
        for verb in sorted(_PREPOSITIONAL | LABELLING | {"make"})
        for form in forms(verb)
    }
    return more | USES


USES_OF = _uses()
"""Every form of every verb of this module, in lower case."""
_FORMS = frozenset(USES_OF)
