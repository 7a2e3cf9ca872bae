"""Where the words stand around a reporting verb, for what a parse leaves open or gets wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.reporting.clauses import FINITE, SUBJECTS
from annotator.suggest.reporting.nouns import MEDIA, REPORT_NOUNS, singular

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_AUXILIARY = frozenset({"aux", "auxpass"})
_FARTHEST_THAT = 25
"""Tokens between a reporting verb and the "that" of its clause: "said on Friday … that"."""
_STARTS_CLAUSE = frozenset(
    {"DT", "PRP", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "CD", "EX", "JJR", "JJS", "VBG"}
)
_TORN = frozenset({"ccomp", "pcomp"})
"""What a parse makes of a clause whose subject it has given to the verb before."""
_WITHIN_OTHERS = frozenset({"relcl", "advcl", "acl"})
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_SUBORDINATING = frozenset(
    {"after", "although", "as", "because", "before", "since", "that", "though", "until", "while"}
)
_VERBAL = ("VB", "MD")
_BEFORE_OTHER_THAT = frozenset(
    {"and", "but", "event", "fact", "given", "is", "now", "or", "so", "such", "than"}
)
"""Words whose "that" is not the verb's: "said so often that …"."""
_OTHERS_NOUNS = REPORT_NOUNS - MEDIA
_PARENTHETICAL = FINITE | {"VBN", ""}
_TALKING = frozenset({"i", "we", "you"})
"""Subjects of "I think" and "you know", which tell nothing of anybody."""
_BREAKS = frozenset(":;()-–—")
_ADDED = frozenset({"advmod", "npadvmod", "dative", "prt"})


def that_after(verb: Token) -> Token | None:
    """The "that" of a clause which the parse has hung elsewhere: "said on Friday … that"."""
    doc = verb.doc
    for i in range(verb.i + 1, min(verb.i + _FARTHEST_THAT, len(doc))):
        token = doc[i]
        if token.lower_ == "that" and _opens_clause(token, verb):
            return token if _may_be_told(token, verb) else None
        if token.is_sent_start or token.is_quote or token.text in ":;()":
            return None
        if token.tag_.startswith(_VERBAL):
            return None
    return None


def _opens_clause(that: Token, verb: Token) -> bool:
    """Whether "that" is no pronoun: by the parse, or by its tag after a verb without an object."""
    if that.head.i <= that.i:
        return False
    if that.dep_ in {"mark", "advmod"}:
        return True
    return that.tag_ == "IN" and not any(one.dep_ == "dobj" for one in verb.rights)


def _may_be_told(that: Token, verb: Token) -> bool:
    """Whether its clause is the verb's, and not that of a noun between: "… the fear that …"."""
    before, above = verb.doc[that.i - 1].lower_, that.head.head
    if before in _BEFORE_OTHER_THAT or singular(before) in _OTHERS_NOUNS:
        return False
    return not above.tag_.startswith("NN") or singular(above.lower_) not in _OTHERS_NOUNS


def clause_right_of(verb: Token) -> tuple[int, int] | None:
    """Where a clause without "that" stands right after the verb, to the sentence's end.

    First and last token index. For the parses that make "he said" the subject, or a comment, of
    the clause that it governs; within another clause it ends at the first comma.
    """
    doc, at = verb.doc, verb.i + 1
    if at >= len(doc) or doc[at].tag_ not in _STARTS_CLAUSE or doc[at].is_sent_start:
        return None
    if not any(one.dep_ == "nsubj" and one.i < verb.i for one in verb.children):
        return None
    end = at + 1
    while end < len(doc) and not doc[end].is_sent_start and doc[end].text not in ":;":
        end += 1
    finite = next((i for i in range(at + 1, end) if doc[i].tag_ in FINITE), None)
    if finite is None or not _is_subject(doc, at, finite):
        return None
    if verb.dep_ in _WITHIN_OTHERS:
        end = next((i for i in range(finite, end) if doc[i].text == ","), end)
    return at, end - 1


def _is_subject(doc: Doc, at: int, finite: int) -> bool:
    """Whether the words from there up to a finite verb are its subject."""
    for i in range(at, finite):
        one = doc[i]
        if one.is_punct or one.tag_ in _RELATIVE or one.lower_ in _SUBORDINATING:
            return False
    predicate = doc[finite].head if doc[finite].dep_ in _AUXILIARY else doc[finite]
    if predicate.dep_ in _TORN:
        return True
    return any(one.dep_ in SUBJECTS and one.i >= at for one in predicate.lefts)


def is_inverted(verb: Token, clause: Token) -> bool:
    """Whether it is "…, said the mayor, who …", whose clause the parse has taken for content.

    Or an idiom that tells of nobody: "That said, …".
    """
    doc = verb.doc
    if not verb.i or verb.tag_ not in FINITE | {"VBN"}:
        return False
    if verb.i + 1 < len(doc) and doc[verb.i + 1].text == ",":
        return doc[verb.i - 1].lower_ in {"that", "all"}
    if any(one.dep_ in SUBJECTS or one.dep_ in _AUXILIARY for one in verb.lefts):
        return False
    if verb.dep_ in {"conj", "relcl"} or any(one.dep_ == "mark" for one in clause.lefts):
        return False
    before = doc[verb.i - 1]
    if before.text == "," and clause.left_edge.i == verb.i + 1:
        return any(doc[i].text == "," for i in range(verb.i + 1, clause.i))
    return verb.tag_ in FINITE and (before.is_quote or before.text == ",")


def ends_before(clause: Token, verb: Token) -> bool:
    """Whether "…, he said" follows the clause, parted from it by no more than a comma."""
    doc = verb.doc
    between = range(clause.right_edge.i + 1, verb.i)
    if any(doc[i].text in _BREAKS for i in between):
        return False
    return any(doc[i].is_punct for i in range(clause.right_edge.i, verb.i))


def is_parenthetical(verb: Token) -> bool:
    """Whether it is a bare "he said" set into, or after, what it reports."""
    if verb.dep_ not in {"parataxis", "ccomp", "advcl"} or verb.tag_ not in _PARENTHETICAL:
        return False
    children = list(verb.children)
    if any(one.dep_ in {"mark", "dobj", "ccomp", "xcomp"} for one in children):
        return False
    subject = next((one for one in children if one.dep_ == "nsubj"), None)
    return subject is not None and subject.lower_ not in _TALKING and _is_set_off(verb, subject)


def _is_set_off(verb: Token, subject: Token) -> bool:
    """Whether marks part "he said" from the words around it, or it comes after them."""
    doc = verb.doc
    first = min(subject.left_edge.i, verb.i)
    last = max(subject.right_edge.i, verb.i)
    while last + 1 < len(doc) and doc[last + 1].dep_ in _ADDED:
        last = doc[last + 1].right_edge.i
    before = first == 0 or doc[first].is_sent_start or doc[first - 1].is_punct
    after = last + 1 >= len(doc) or doc[last + 1].tag_ not in _STARTS_CLAUSE
    return before and (after or verb.head.i < first)
