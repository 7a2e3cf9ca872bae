"""Who reports what: read off the parse, for quotations and claims alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.span import Span
from annotator.suggest.reporting_verbs import REPORT_NOUNS, REPORTING_FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

_CONTENT = frozenset({"ccomp", "parataxis"})
_SUBJECT = frozenset({"nsubj", "expl"})
_INHERITING = frozenset({"conj", "xcomp", "advcl", "dep"})
"""A verb of these that has no subject of its own shares its head's."""
_NOT_OF_THE_NAME = frozenset({"relcl", "acl", "appos", "parataxis", "advcl", "ccomp", "cc", "conj"})
_RELATIVE = frozenset({"who", "which", "that"})
_AUXILIARY = frozenset({"aux", "auxpass"})
_NEVER_CONTENT = frozenset({"punct", "prep", "npadvmod", "advmod", "nsubj", "aux", "cc"})


class Report(NamedTuple):
    """One act of reporting.

    cue: the reporting verb (or "according"). source: the mention of who reports, if there is
    one. content: the head of the reported clause, None where the parse found none. apart: heads
    of what lies among the content's words but is not of it.
    """

    cue: Token
    source: Span | None
    content: Token | None
    apart: tuple[Token, ...] = ()


def reports(doc: Doc) -> list[Report]:
    """The acts of reporting in a parsed text, in the order of their cues."""
    found: list[Report] = []
    for token in doc:
        if token.lower_ == "according":
            found += _according_to(token)
        elif token.lower_ in REPORTING_FORMS and _is_verb(token):
            found.append(_by_verb(token))
    return found


def content_spans(report: Report) -> list[Span]:
    """The reported clause without the reporting, within its line.

    "The tide, she said, turned" gives two spans.
    """
    if report.content is None:
        return []
    cut_off = {token.i for head in report.apart for token in head.subtree}
    inside = [one.i for one in report.content.subtree if one.i not in cut_off]
    doc = report.content.doc
    spans = (_trimmed(doc, run) for run in _runs(_same_line(doc, inside, report.content.i)))
    return [span for span in spans if span]


def _is_verb(token: Token) -> bool:
    """Whether a form that may be a noun ("claims", "reports") is used as a verb."""
    if token.dep_ in _AUXILIARY or token.dep_ in {"amod", "compound", "npadvmod"}:
        return False
    children = {child.dep_ for child in token.children}
    if token.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass", "appos", "attr", "poss"}:
        return bool(children & {"nsubj", "ccomp"}) and "det" not in children
    return "det" not in children


def _by_verb(verb: Token) -> Report:
    subject = subject_of(verb)
    source = mention(subject) if subject is not None else None
    content, apart = _content_of(verb)
    return Report(verb, source, content, apart)


def _content_of(verb: Token) -> tuple[Token | None, tuple[Token, ...]]:
    clauses = [child for child in verb.children if child.dep_ == "ccomp" and _asserts(child)]
    if clauses:
        return max(clauses, key=_size), ()
    for child in verb.children:
        # "denied reports that …": the clause hangs on the noun
        if child.dep_ in {"dobj", "nsubjpass"} and child.lower_.rstrip("s") in REPORT_NOUNS:
            for clause in child.children:
                if clause.dep_ in {"acl", "ccomp"} and _asserts(clause):
                    return clause, ()
    if verb.dep_ in {"parataxis", "ccomp", "advcl"} and _is_parenthetical(verb):
        return verb.head, (verb,)
    return None, ()


def _size(token: Token) -> int:
    return token.right_edge.i - token.left_edge.i


def _asserts(clause: Token) -> bool:
    """Whether a clause says that something is so: it has a subject and is no infinitive."""
    children = list(clause.children)
    if any(one.dep_ == "aux" and one.lower_ == "to" for one in children):
        return False
    return any(one.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for one in children)


def _is_parenthetical(verb: Token) -> bool:
    """Whether it is a bare "he said" set into, or after, what it reports."""
    children = list(verb.children)
    if any(one.dep_ in {"mark", "dobj", "ccomp", "xcomp"} for one in children):
        return False
    return any(one.dep_ == "nsubj" for one in children)


def _according_to(token: Token) -> Iterator[Report]:
    """ "according to X", whether the parse makes a preposition or a verb of it."""
    following = [one for one in token.children if one.lower_ == "to" and one.i > token.i]
    for to in following[:1]:
        names = [one for one in to.children if one.dep_ in {"pobj", "pcomp"}]
        if names:
            yield Report(token, mention(names[0]), _clause_above(token), (token,))


def _clause_above(token: Token) -> Token | None:
    """The nearest clause that a phrase belongs to."""
    for head in token.ancestors:
        if any(one.dep_ in {"nsubj", "nsubjpass", "expl"} for one in head.children):
            return head
    return None


def subject_of(verb: Token) -> Token | None:
    """The head of the noun phrase that does what the verb says, wherever it is written."""
    seen = 0
    while seen < 4:  # a chain of shared subjects is short; a longer one is a wrong parse
        for child in verb.children:
            if child.dep_ == "nsubj":
                return _antecedent(child, verb)
        if any(child.dep_ == "agent" for child in verb.children):
            return _agent(verb)
        if verb.dep_ in {"acl", "relcl"}:
            return verb.head
        if verb.dep_ not in _INHERITING or verb.head is verb:
            return None
        verb = verb.head
        seen += 1
    return None


def _agent(verb: Token) -> Token | None:
    """ "was reported by X"."""
    for agent in verb.children:
        if agent.dep_ == "agent":
            for name in agent.children:
                if name.dep_ == "pobj":
                    return name
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    """What a relative pronoun stands for; the subject itself otherwise."""
    if subject.lower_ in _RELATIVE and verb.dep_ == "relcl":
        return verb.head
    return subject


def mention(head: Token) -> Span:
    """The noun phrase of a head without what follows it as a clause or a comment."""
    doc = head.doc
    first, last = head.left_edge.i, head.i
    for child in head.rights:
        if child.dep_ in _NOT_OF_THE_NAME or child.dep_ == "punct":
            break
        last = child.right_edge.i
    while first < head.i and (doc[first].is_space or doc[first].is_punct):
        first += 1
    if any("\n" in doc[i].text for i in range(first, last + 1)):
        first = last = head.i  # a parse over a line end is wrong: keep the head alone
    return _span(doc[first], doc[last])


def _runs(positions: Iterable[int]) -> Iterator[range]:
    """The stretches of consecutive token indices."""
    start = previous = -2
    for position in positions:
        if position != previous + 1:
            if start >= 0:
                yield range(start, previous + 1)
            start = position
        previous = position
    if start >= 0:
        yield range(start, previous + 1)


def _same_line(doc: Doc, positions: Sequence[int], head: int) -> list[int]:
    """The positions between the line ends around the head: a parse across one is wrong."""
    ends = [i for i in range(positions[0], positions[-1] + 1) if "\n" in doc[i].text]
    first = max((i for i in ends if i < head), default=-1)
    last = min((i for i in ends if i > head), default=len(doc))
    return [i for i in positions if first < i < last]


def _trimmed(doc: Doc, run: range) -> Span | None:
    """The run without marks, and without "that", at its edges; None if no word is left."""
    first, last = run.start, run.stop - 1
    while first < last and _is_edge(doc[first]):
        first += 1
    while last > first and (doc[last].is_punct or doc[last].is_space) and not doc[last].is_quote:
        last -= 1
    span = _span(doc[first], doc[last])
    # not doc.text: that puts the whole text together anew each time
    has_word = any(not (doc[i].is_punct or doc[i].is_space) for i in range(first, last + 1))
    return span if has_word else None


def _span(first: Token, last: Token) -> Span:
    return Span(first.idx, last.idx + len(last))


def _is_edge(token: Token) -> bool:
    if token.is_quote:
        return False
    return token.is_punct or token.is_space or (token.dep_ == "mark" and token.lower_ == "that")
