"""Where the words stand around a reporting verb, for what a parse leaves open or gets wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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
_WITHIN_OTHERS = frozenset({"relcl", "advcl", "acl"})
_LINKING = frozenset({"WDT", "WP", "WP$", "WRB"})
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
_COMPLEMENTS = frozenset({"ccomp", "dobj", "mark", "xcomp"})
_PAST_OR_PRESENT = frozenset({"VBD", "VBZ", "VBP"})
_GOING_ON = frozenset({"VBG", "VBN", "WP", "WDT"})
_NO_NAME = frozenset({"VBD", "VBZ", "VBP", "MD", "VB", "WP", "WDT", "WRB", "TO", "CC"})
_NO_NAME_BEGIN = _NO_NAME | {"IN", "VBG", "VBN", "RB"}
_NAMING = ("NN", "PRP", "DT", "CD")
_LONGEST_NAME = 8
_BREAKS = frozenset(":;()-–—")
_ADDED = frozenset({"advmod", "npadvmod", "dative", "prt"})


class SetOff(NamedTuple):
    """Token indices, first and last, of who says it, of the sentence, and of ", she said,"."""

    who: tuple[int, int]
    within: tuple[int, int]
    gap: tuple[int, int]


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
    if that.dep_ == "mark":
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
    the clause that it governs.
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
    if finite is None or any(doc[i].is_punct for i in range(at, finite)):
        return None
    predicate = doc[finite].head if doc[finite].dep_ in _AUXILIARY else doc[finite]
    if verb.dep_ in _WITHIN_OTHERS:
        end = next((i for i in range(finite, end) if doc[i].text == ","), end)
    if any(doc[i].tag_ in _LINKING or doc[i].lower_ in _SUBORDINATING for i in range(at, finite)):
        return None
    subject = any(one.dep_ in SUBJECTS and one.i >= at for one in predicate.lefts)
    return (at, end - 1) if subject or predicate.dep_ in _TORN else None


def sentence_before(verb: Token) -> SetOff | None:
    """What stands before ", the mayor said." or ", said the mayor." at the end of a sentence."""
    doc = verb.doc
    if verb.tag_ not in _PAST_OR_PRESENT or any(one.i > verb.i for one in _objects(verb)):
        return None
    who = _name_before(verb) or _name_after(verb)
    if who is None:
        return None
    last = min(who[0], verb.i) - 1
    if last < 1 or doc[last].text != "," or doc[last - 1].is_quote:
        return None
    first, end = _sentence(doc, last, verb.i)
    if any(doc[i].tag_ in FINITE or doc[i].is_quote for i in range(verb.i + 1, end + 1)):
        return None
    if doc[first].tag_ in {"IN", "WRB"}:
        return None  # "After it rained, …": no sentence
    finite = any(doc[i].tag_ in FINITE for i in range(first, last))
    return SetOff(who, (first, last - 1), (last, last)) if finite else None


def _objects(verb: Token) -> list[Token]:
    return [one for one in verb.children if one.dep_ in _COMPLEMENTS]


def _name_after(verb: Token) -> tuple[int, int] | None:
    """The subject of ", said the mayor"."""
    doc = verb.doc
    if not verb.i or doc[verb.i - 1].text != ",":
        return None
    subject = next((one for one in verb.rights if one.dep_ == "nsubj"), None)
    return (verb.i + 1, subject.i) if subject is not None else None


def _sentence(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """The first and the last token of the sentence, or of its line, around these."""
    while first > 0 and not doc[first].is_sent_start and not doc[first - 1].is_space:
        first -= 1
    while last + 1 < len(doc) and not doc[last + 1].is_sent_start and not doc[last + 1].is_space:
        last += 1
    return first, last


def set_off(verb: Token) -> SetOff | None:
    """Where ", she said," stands between commas, or before a sentence's end, and no quotation."""
    doc = verb.doc
    if verb.tag_ not in _PAST_OR_PRESENT or verb.i + 1 >= len(doc):
        return None
    who = _name_before(verb)
    if who is None:
        return None
    comma, after = who[0] - 1, verb.i + 1
    if comma < 2 or doc[comma].text != "," or doc[comma - 1].is_quote:
        return None
    if doc[after].text != "," or after + 2 >= len(doc) or doc[after + 1].is_quote:
        return None
    if doc[after + 1].is_sent_start or doc[after + 1].tag_ in _GOING_ON:
        return None
    first, last = _sentence(doc, comma, after)
    if any(doc[i].text in _BREAKS for i in range(comma, after)):
        return None
    return SetOff(who, (first, last), (comma, after))


def _name_before(verb: Token) -> tuple[int, int] | None:
    """The words between a comma and the verb, if they are no more than who says it."""
    doc, last = verb.doc, verb.i - 1
    while last > 0 and doc[last].tag_ in {"RB", "MD"} | _PAST_OR_PRESENT:
        last -= 1
    first = last
    while first > 0 and last - first < _LONGEST_NAME and doc[first - 1].text != ",":
        if doc[first].tag_ in _NO_NAME or doc[first].is_quote or doc[first].is_sent_start:
            return None
        first -= 1
    if doc[first - 1].text != "," or doc[first].tag_ in _NO_NAME_BEGIN or doc[first].is_sent_start:
        return None
    if doc[first].is_quote or doc[first].lower_ in _TALKING | {"all"}:
        return None
    return (first, last) if doc[last].tag_.startswith(_NAMING) else None


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
