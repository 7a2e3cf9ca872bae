"""What nouns, adjectives, adverbs and prepositions report: "the claim that …", "in her view"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.reporting.claimants import mention, subject_of
from annotator.suggest.reporting.clauses import (
    SUBJECTS,
    Report,
    asserts,
    clause_above,
    holds_finite,
    is_infinitive,
)
from annotator.suggest.reporting.nouns import ADJECTIVES, ADVERBS, NOUN_FORMS, NOUNS, VIEWS
from annotator.suggest.reporting.scan import tokens_in
from annotator.suggest.reporting.verbs import SPEECH_FORMS, USES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from annotator.domain.span import Span
    from annotator.suggest.base import Parsed

_POLLS = frozenset({"poll", "survey"})
_ENDS = frozenset({".", "?", "!", ";"})
_WH = frozenset({"whether", "how", "what", "why", "who", "which"})
_CUES = frozenset(NOUN_FORMS).union(
    ADJECTIVES, ADVERBS, VIEWS, _POLLS, {"as", "to"}, {"about", "on", "over", "of"}
)
_ABOUT = frozenset({"of", "about", "over", "on", "as"})
_TURNING = {"denies": "denies", "doubts": "doubts", "questions": "doubts"}
_OBJECT = frozenset({"dobj", "pobj", "nsubjpass"})
_OPENERS = frozenset({"that", "whether"})
_OPENING = frozenset({"mark", "dobj", "nsubj"})
_IS = frozenset({"is", "was", "'s", "’s", "be", "remains", "remained"})
_NOBODY = frozenset({"it", "that", "this", "there"})
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "acomp", "attr"})
_AS_THEY = frozenset({"put", "puts", "indicate", "indicates", "show", "shows", "suspected"})


def nominal_reports(parsed: Parsed) -> list[Report]:
    """The acts of reporting in a text by words other than verbs, in the order of their cues."""
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
        elif lower in ADVERBS and token.dep_ == "advmod":
            found += _by_adverb(token)
        if lower in VIEWS:
            found += _by_view(token)
        elif lower == "as":
            found += _as_they_say(token)
        elif lower in _POLLS:
            found += _by_poll(token)
        elif lower == "to":
            found += _to_them(token)
        elif token.dep_ == "prep":
            found += _question_after(token)
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
    polarity = NOUNS[NOUN_FORMS[noun.lower_]]
    for child in noun.children:
        if child.i < noun.i:
            continue
        if _is_that_clause(noun, child):
            yield _noun_report(noun, child, polarity, "noun")
            return
        if (
            child.dep_ == "acl"
            and is_infinitive(child)
            and polarity == "intends"
            and holds_finite(child)
        ):
            yield _noun_report(noun, child, polarity, "noun to")
            return
        if child.dep_ == "prep" and child.lower_ in _ABOUT:
            for what in child.children:
                if what.dep_ in {"pobj", "pcomp"} and holds_finite(what):
                    report = _noun_report(noun, what, polarity, "noun about")
                    if report.source is not None:
                        yield report
                    return


def _noun_is(noun: Token) -> Iterator[Report]:
    """ "Her argument is that …"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lower_ not in _IS or verb.i < noun.i:
        return
    source = _holder(noun)
    for child in verb.children:
        if child.dep_ != "ccomp" or child.i < verb.i or not asserts(child):
            continue
        if source is not None and child.left_edge.lower_ in _OPENERS:
            polarity = NOUNS[NOUN_FORMS[noun.lower_]]
            yield Report(noun, source, child, polarity=polarity, kind="noun is")


def _noun_report(noun: Token, content: Token, polarity: str, kind: str) -> Report:
    governor = noun.head if noun.dep_ in _OBJECT and noun.head.lower_ in USES else None
    source = _holder(noun)
    if governor is not None:
        turned = USES[governor.lower_].polarity
        if turned in _TURNING and polarity == "asserts":
            polarity = _TURNING[turned]
            return Report(governor, _source(governor), content, polarity=polarity, kind=kind)
    if source is None and noun.dep_ == "dobj":
        source = _source(noun.head)
    return Report(noun, source, content, polarity=polarity, kind=kind)


def _holder(noun: Token) -> Span | None:
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
    source = _source(verb)
    polarity = ADJECTIVES[adjective.lower_]
    if not any(one.lower_ in _NOBODY for one in verb.children if one.dep_ in SUBJECTS):
        yield Report(adjective, source, content, polarity=polarity, kind="adjective")


def _by_adverb(adverb: Token) -> Iterator[Report]:
    head = adverb.head
    if head.tag_.startswith("VB") and any(one.dep_ in SUBJECTS for one in head.children):
        yield Report(adverb, None, head, (adverb,), kind="adverb")


def _by_view(view: Token) -> Iterator[Report]:
    """ "in her view", "in the eyes of the court", "by their account"."""
    preposition = view.head
    if view.dep_ != "pobj" or preposition.lower_ not in {"in", "by"}:
        return
    source = _holder(view)
    if source is None:
        names = [one for of in view.children if of.lower_ == "of" for one in of.children]
        source = mention(names[0]) if names else None
    clause = clause_above(preposition)
    if source is not None and clause is not None:
        yield Report(view, source, clause, (preposition,), kind="view")


def _as_they_say(mark: Token) -> Iterator[Report]:
    """ "As the minister put it, …"."""
    verb = mark.head
    if any(one.dep_ == "agent" for one in verb.children) and verb.dep_ in {"advcl", "prep"}:
        if verb.lower_ in SPEECH_FORMS:
            yield Report(verb, _source(verb), verb.head, (verb,), kind="as by")
        return
    if verb.dep_ != "advcl" or not any(one.dep_ in SUBJECTS for one in verb.children):
        return
    if mark.dep_ != "mark":
        return
    if mark.i != verb.left_edge.i or any(one.dep_ in _COMPLEMENTS for one in verb.children):
        return
    before = verb.doc[mark.i - 1] if mark.i else None
    if before is not None and not (before.is_punct or mark.is_sent_start or before.tag_ == "CC"):
        return
    if verb.lower_ in SPEECH_FORMS or verb.lower_ in _AS_THEY:
        yield Report(verb, _source(verb), verb.head, (verb,), kind="as")


def _by_poll(poll: Token) -> Iterator[Report]:
    """ "In a new poll, …", or "… in the latest survey." at the end of a sentence."""
    preposition = poll.head
    if poll.dep_ != "pobj" or preposition.lower_ != "in":
        return
    clause = clause_above(preposition)
    if clause is None or clause.dep_ not in {"ROOT", "ccomp", "conj"} or clause.lower_ in USES:
        return
    after = poll.doc[min(poll.right_edge.i + 1, len(poll.doc) - 1)]
    opens = preposition.is_sent_start and after.text == ","
    closes = preposition.i > clause.i and after.text in _ENDS
    if opens or closes:
        yield Report(preposition, mention(poll), clause, (preposition,), kind="poll")


def _to_them(to: Token) -> Iterator[Report]:
    doc = to.doc
    if not (to.is_sent_start or (to.i and doc[to.i - 1].tag_ == "CC")) or to.dep_ != "prep":
        return
    names = [one for one in to.children if one.dep_ == "pobj"]
    clause = clause_above(to)
    after = to.right_edge.i + 1
    if names and clause is not None and clause.i > to.i:
        if doc[after].text == "," and (names[0].tag_ in {"PRP","NNS","NNP","NNPS"} or names[0].lower_ in {"many","some","others","most","everyone","anyone","few", "those"}):
            yield Report(to, mention(names[0]), clause, (to,), kind=f"to them {to.lower_}")


def _question_after(prep: Token) -> Iterator[Report]:
    for what in prep.children:
        if what.dep_ == "pcomp" and what.left_edge.lower_ in _WH and asserts(what):
            verb = prep.head
            if verb.tag_.startswith("VB") and not (verb.lower_ in USES) and verb.lower_ not in {"depend","depends","depending","depended","based"}:
                yield Report(verb, _source(verb), what, kind="wh verb")
            elif verb.lower_ in NOUN_FORMS:
                polarity = NOUNS[NOUN_FORMS[verb.lower_]]
                report = _noun_report(verb, what, polarity, "wh noun")
                if report.source is not None or polarity == "questions": yield report
            return


def _source(verb: Token) -> Span | None:
    subject = subject_of(verb)
    return mention(subject) if subject is not None else None
