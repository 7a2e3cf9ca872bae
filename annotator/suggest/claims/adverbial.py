"""What is reported beside a clause: "reportedly", "in her view", "in a new poll", "to them"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.claims.nominal import holder_of
from annotator.suggest.reporting.claimants import mention, source_of
from annotator.suggest.reporting.clauses import SUBJECTS, Report, asserts, clause_above
from annotator.suggest.reporting.nouns import ADVERBS, VIEWS
from annotator.suggest.reporting.scan import tokens_in
from annotator.suggest.reporting.verbs import USES, forms
from annotator.suggest.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from annotator.suggest.base import Parsed

_POLLS = frozenset({"poll", "survey"})
_QUESTION_WORDS = frozenset({"whether", "how", "what", "why", "who", "which"})
_CUES = VIEWS.union(ADVERBS, _POLLS, _QUESTION_WORDS, {"as", "per", "to"})
_COMPLEMENTS = frozenset({"acomp", "attr", "ccomp", "dobj", "xcomp"})
_PUTTING = frozenset({"put", "puts", "told", "tells"})
"""Of "as she put it" and "as he told the court"."""
_NOTING = words(
    """
    acknowledge admit allege argue claim comment complain conclude contend describe estimate
    explain indicate insist mention note observe point predict quip recall remark report reveal
    say show state suggest suspect warn write
    """
)
_AS_THEY = _PUTTING.union(*map(forms, _NOTING))
"""Verbs of "as she notes": what is done meanwhile is done with others ("as she lectured")."""
_TOPICS = frozenset({"about", "of", "on", "over"})
_NO_CONCERN = forms("depend") | {"based"}
_STOPS = frozenset({".", "?", "!", ";"})
_MAIN = frozenset({"ROOT", "ccomp", "conj"})
_PEOPLE = frozenset({"PRP", "NNS", "NNP", "NNPS"})
_SOME = frozenset({"anyone", "everyone", "few", "many", "most", "others", "some", "those"})


def adverbial_reports(parsed: Parsed) -> list[Report]:
    """The acts of reporting in a text by what is added to a clause, in order of their cues."""
    found: list[Report] = []
    if parsed.doc is None or not parsed.doc.has_annotation("DEP"):
        return found
    for token in tokens_in(parsed.doc, _CUES):
        found += _by(token)
    return found


def _by(token: Token) -> Iterator[Report]:
    lower = token.lower_
    if lower in ADVERBS:
        yield from _by_adverb(token)
    elif lower in VIEWS:
        yield from _by_view(token)
    elif lower in _POLLS:
        yield from _by_poll(token)
    elif lower in _QUESTION_WORDS:
        yield from _by_topic(token)
    elif lower == "to":
        yield from _to_them(token)
    elif lower == "per":
        yield from _per(token)
    else:
        yield from _as_they_say(token)


def _by_adverb(adverb: Token) -> Iterator[Report]:
    """ "reportedly": of the clause that it stands in."""
    head = adverb.head
    if adverb.dep_ != "advmod" or not head.tag_.startswith("VB"):
        return
    subject = next((one for one in head.children if one.dep_ in SUBJECTS), None)
    if subject is not None:
        first = min(subject.left_edge.i, adverb.i, head.i)
        within = (first, head.right_edge.i)
        yield Report(adverb, None, head, within=within, kind="adverb")


def _by_view(view: Token) -> Iterator[Report]:
    """ "in her view", "in the eyes of the court", "by their account"."""
    preposition = view.head
    if view.dep_ != "pobj" or preposition.lower_ not in {"in", "by"}:
        return
    source = holder_of(view)
    if source is None:
        names = [one for of in view.children if of.lower_ == "of" for one in of.children]
        source = mention(names[0]) if names else None
    clause = clause_above(preposition)
    if source is not None and clause is not None and _is_set_off(preposition):
        yield Report(view, source, clause, (preposition,), kind="view")


def _is_set_off(first: Token) -> bool:
    """Whether a phrase that begins there is no part of the words before it."""
    before = first.doc[first.i - 1] if first.i else None
    return before is None or before.is_punct or first.is_sent_start or before.tag_ == "CC"


def _by_poll(poll: Token) -> Iterator[Report]:
    """ "In a new poll, …", or "… in the latest survey." at the end of a sentence."""
    doc, preposition = poll.doc, poll.head
    if poll.dep_ != "pobj" or preposition.lower_ != "in":
        return
    clause = clause_above(preposition)
    if clause is None or clause.dep_ not in _MAIN or _reports_itself(clause):
        return
    after = doc[min(poll.right_edge.i + 1, len(doc) - 1)].text
    opens = preposition.is_sent_start and after == ","
    if opens or (preposition.i > clause.i and after in _STOPS):
        yield Report(preposition, mention(poll), clause, (preposition,), kind="poll")


def _reports_itself(verb: Token) -> bool:
    """Whether it says more of what a poll found: "… said in the poll that …"."""
    return verb.lower_ in USES and any(one.dep_ in _COMPLEMENTS - {"dobj"} for one in verb.rights)


def _to_them(to: Token) -> Iterator[Report]:
    """ "To her critics, …" at the beginning of a sentence."""
    doc = to.doc
    after = to.right_edge.i + 1
    if not (to.is_sent_start or doc[to.i - 1].tag_ == "CC") or to.dep_ != "prep":
        return
    if after >= len(doc) or doc[after].text != ",":
        return
    name = next((one for one in to.children if one.dep_ == "pobj"), None)
    clause = clause_above(to)
    if name is None or clause is None or clause.i < to.i:
        return
    if name.tag_ in _PEOPLE or name.lower_ in _SOME:
        yield Report(to, mention(name), clause, (to,), kind="to them")


def _per(per: Token) -> Iterator[Report]:
    """ "per the ministry", not "per day"."""
    name = next((one for one in per.children if one.dep_ == "pobj"), None)
    clause = clause_above(per)
    if name is None or clause is None or per.dep_ != "prep":
        return
    if (
        name.tag_.startswith("NNP")
        or name.left_edge.lower_ == "the"
        or any(one.dep_ == "poss" for one in name.lefts)
    ):
        yield Report(per, mention(name), clause, (per,), kind="per")


def _by_topic(word: Token) -> Iterator[Report]:
    """ "disagree on how …": any verb, but for those that the lists of verbs.py tell more of."""
    preposition = word.doc[word.i - 1] if word.i else word
    if preposition.lower_ not in _TOPICS or preposition.dep_ != "prep":
        return
    clause = next((one for one in preposition.rights if one.dep_ == "pcomp"), None)
    if clause is None or clause.left_edge.i != word.i or not asserts(clause):
        return
    cue = preposition.head
    if cue.tag_.startswith("VB") and cue.lower_ not in USES and cue.lower_ not in _NO_CONCERN:
        yield Report(cue, source_of(cue), clause, kind="preposition")


def _as_they_say(word: Token) -> Iterator[Report]:
    """ "As the minister put it, …", "as noted by the ministry, …"."""
    verb = word.head
    if verb.lower_ not in _AS_THEY or verb.dep_ not in {"advcl", "prep"}:
        return
    if verb.left_edge.i != word.i or not _is_set_off(word):
        return
    if not any(one.dep_ in SUBJECTS or one.dep_ == "agent" for one in verb.children):
        return
    if verb.lower_ in _PUTTING or not any(one.dep_ in _COMPLEMENTS for one in verb.rights):
        yield Report(verb, source_of(verb), verb.head, (verb,), kind="as")
