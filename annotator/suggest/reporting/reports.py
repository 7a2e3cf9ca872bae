"""Who reports what in a clause of its own: read off the parse, for quotations and claims alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.span import Span
from annotator.suggest.reporting.claimants import is_impersonal, mention, source_of
from annotator.suggest.reporting.clauses import (
    FINITE,
    SUBJECTS,
    Report,
    asserts,
    clause_above,
    is_infinitive,
)
from annotator.suggest.reporting.scan import tokens_in
from annotator.suggest.reporting.set_off import set_after, set_in
from annotator.suggest.reporting.verbs import (
    KNOWING,
    PERCEIVING,
    REPORTING_FORMS,
    USES,
    Takes,
)
from annotator.suggest.reporting.word_order import (
    clause_right_of,
    ends_before,
    is_inverted,
    is_parenthetical,
    that_after,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from annotator.suggest.base import Parsed
    from annotator.suggest.reporting.set_off import SetOff
    from annotator.suggest.reporting.verbs import Use

_CUES = REPORTING_FORMS | {"according"}
_NEVER_REPORTING = frozenset({"aux", "auxpass", "amod", "compound", "npadvmod"})
_NOMINAL = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "appos", "attr", "poss"})
_BARE = frozenset(
    {"add", "agree", "allege", "announce", "argue", "assert", "believe", "claim", "complain"}
    | {"conclude", "contend", "estimate", "explain", "fear", "hope", "insist", "note", "predict"}
    | {"say", "suggest", "think", "warn"}
)
"""Verbs after which a noun begins a clause, not an object: for words that the parse has torn."""
_AT_THE_END = frozenset(
    {"acknowledge", "allege", "announce", "argue", "believe", "claim", "comment", "conclude"}
    | {"confirm", "contend", "estimate", "explain", "find", "insist", "note", "predict", "report"}
    | {"say", "show", "suggest", "tell", "think", "warn", "write"}
)
"""Verbs that end a sentence and report the whole of it, however the parse has hung them."""
_WHILE = frozenset({"as", "after", "before", "until"})
"""Conjunctions of what happens meanwhile: "he said as they left"."""
_NOT_INSERTED = frozenset({"know", "feel", "see", "hear", "read", "begin", "consider"})


def reports(parsed: Parsed) -> list[Report]:
    """The acts of reporting in a text, in the order of their cues; none without a parse.

    Of verbs that report with a clause, whether or not it was found, and of "according to".
    """
    found: list[Report] = []
    if parsed.doc is None or not parsed.doc.has_annotation("DEP"):
        return found
    for token in tokens_in(parsed.doc, _CUES):
        if token.lower_ == "according":
            found += _according_to(token)
        elif is_verb(token):
            found.append(_by_verb(token, USES[token.lower_]))
    return _with_shared_sources(found)


def _with_shared_sources(found: list[Report]) -> list[Report]:
    """The reports; "said it was over and urged that …" gives both verbs the one who said it."""
    shared = {
        one.i: report.source
        for report in found
        for one in report.apart
        if one.i != report.cue.i and not any(child.dep_ in SUBJECTS for child in one.children)
    }
    return [
        report._replace(source=shared[report.cue.i]) if report.cue.i in shared else report
        for report in found
    ]


def is_verb(token: Token) -> bool:
    """Whether a form that may be a noun ("claims", "reports") is used as a verb."""
    if token.dep_ in _NEVER_REPORTING:
        return False
    if token.tag_ in {"VBD", "VBZ", "VBP"}:
        return True
    children = {child.dep_ for child in token.children}
    if token.dep_ in _NOMINAL:
        return bool(children & {"nsubj", "ccomp"}) and "det" not in children
    return "det" not in children


def _by_verb(verb: Token, use: Use) -> Report:
    if is_impersonal(verb):
        return Report(verb, None, None, polarity=use.polarity)
    report = _with_content(Report(verb, source_of(verb), None, polarity=use.polarity), use)
    return report._replace(polarity=_polarity(report, use))


def _with_content(report: Report, use: Use) -> Report:
    """The report with what it reports, found in the parse or, failing that, in the word order."""
    inserted = Takes.INSERTED in use.takes and use.lemma not in _NOT_INSERTED
    if inserted and (place := set_in(report.cue)) is not None:
        return _set_off(report, place, "inserted")
    return _with_clause(report, use) or _by_word_order(report, use, inserted=inserted)


def _with_clause(report: Report, use: Use) -> Report | None:
    """With the clause that the parse gives the verb."""
    verb = report.cue
    clauses = [child for child in verb.children if child.dep_ == "ccomp" and _is_told(child, use)]
    after = [clause for clause in clauses if clause.i > verb.i]
    if after and not is_inverted(verb, after[0]):
        return _governed(report, after)
    before = [clause for clause in clauses if clause.i < verb.i and ends_before(clause, verb)]
    if before and report.source and Takes.INSERTED in use.takes:
        return report._replace(content=max(before, key=_size), kind="before")
    return None


def _by_word_order(report: Report, use: Use, *, inserted: bool) -> Report:
    verb = report.cue
    if (that := that_after(verb)) is not None:
        return report._replace(content=that.head, kind="that", within=_from(that))
    if inserted and is_parenthetical(verb):
        return report._replace(content=verb.head, apart=(verb,), kind="inserted")
    if use.lemma in _BARE and (within := clause_right_of(verb)) is not None:
        return report._replace(content=verb.doc[within[0]], kind="bare", within=within)
    if use.lemma in _AT_THE_END and (place := set_after(verb)) is not None:
        return _set_off(report, place, "tail")
    return report


def _governed(report: Report, clauses: Sequence[Token]) -> Report:
    """The clauses without what the same subject goes on to say: "…, and urged that …"."""
    first = last = clauses[0]
    for clause in clauses[1:]:
        if _is_joined(clause):
            break
        last = clause
    apart = tuple(joined for one in last.rights for joined in _goes_on(one, report.cue))
    report = report._replace(content=first, apart=apart, kind="clause")
    if first is last:
        return report
    return report._replace(within=(first.left_edge.i, last.right_edge.i))


def _set_off(report: Report, place: SetOff, kind: str) -> Report:
    """The words around ", she said,"."""
    doc = report.cue.doc
    first, last = place.who
    who = Span(doc[first].idx, doc[last].idx + len(doc[last]))
    if report.source is not None and who.overlaps(report.source):
        who = report.source
    head = doc[place.within[0]]
    return report._replace(source=who, content=head, within=place.within, gap=place.gap, kind=kind)


def _is_joined(clause: Token) -> bool:
    """Whether a writer's "and" or a dash stands before it."""
    before = clause.doc[clause.left_edge.i - 1]
    return before.tag_ == "CC" or before.text in "-–—;" or clause.left_edge.tag_ == "CC"


def _is_told(clause: Token, use: Use) -> bool:
    """Whether a verb's clause is what it reports."""
    if not asserts(clause) or any(one.lower_ in _WHILE for one in clause.lefts):
        return False
    if use.lemma in KNOWING and _opens_with_question(clause):
        return False
    if use.lemma not in PERCEIVING or any(one.dep_ == "mark" for one in clause.lefts):
        return True
    return clause.tag_ in FINITE or any(one.tag_ in FINITE for one in clause.lefts)


def _opens_with_question(clause: Token) -> bool:
    return clause.left_edge.tag_ in {"WP", "WRB", "WDT", "WP$"}


def _goes_on(child: Token, cue: Token) -> Iterator[Token]:
    """A further verb of reporting that the parse has hung on the clause before.

    It has no subject of its own, or is the same again: "Two said it rained, and one said …".
    """
    if child.lower_ not in REPORTING_FORMS or child.dep_ not in {"conj", "advcl"}:
        return
    if is_infinitive(child):
        return
    if child.lower_ != cue.lower_ and any(one.dep_ in SUBJECTS for one in child.children):
        return
    if any(one.dep_ == "ccomp" and asserts(one) for one in child.children):
        yield child
        yield from (one for one in child.head.children if one.dep_ == "cc" and one.i < child.i)


def _size(token: Token) -> int:
    return token.right_edge.i - token.left_edge.i


def _polarity(report: Report, use: Use) -> str:
    """The verb's, turned by "not" and by "whether"."""
    asks = report.content is not None and any(
        one.dep_ == "mark" and one.lower_ in {"whether", "if"} for one in report.content.lefts
    )
    if asks and report.kind == "clause":
        return "questions"
    negated = any(one.dep_ == "neg" for one in report.cue.children)
    if not negated or report.content is None:
        return use.polarity
    return {"asserts": "denies", "denies": "asserts", "doubts": "asserts"}.get(
        use.polarity, use.polarity
    )


def _from(that: Token) -> tuple[int, int]:
    return that.i + 1, max(that.head.right_edge.i, that.i + 1)


def _according_to(token: Token) -> Iterator[Report]:
    """ "according to X", whether the parse makes a preposition or a verb of it."""
    following = [one for one in token.children if one.lower_ == "to" and one.i > token.i]
    for to in following[:1]:
        names = [one for one in to.children if one.dep_ in {"pobj", "pcomp"}]
        if names:
            report = Report(token, mention(names[0]), None, (token,), kind="according")
            yield _after_comma(report, names[0]) or report._replace(content=clause_above(token))


def _after_comma(report: Report, name: Token) -> Report | None:
    """What follows "According to X," at the beginning of a sentence, if the parse has lost it."""
    doc, cue = name.doc, report.cue
    start = cue.i == 0 or cue.is_sent_start or doc[cue.i - 1].is_space
    if not (start or (doc[cue.i - 1].tag_ == "CC" and doc[cue.i - 1].is_sent_start)):
        return None
    at = name.i + 1
    while at < len(doc) and not doc[at].is_sent_start and doc[at].text != ",":
        at += 1
    if at + 1 >= len(doc) or doc[at].text != "," or doc[at + 1].is_sent_start:
        return None
    end = at + 1
    while end + 1 < len(doc) and not doc[end + 1].is_sent_start:
        end += 1
    return report._replace(content=doc[at + 1], apart=(), within=(at + 1, end))
