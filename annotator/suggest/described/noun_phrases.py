"""How far the noun phrase of an actor reaches, without what only comments on it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those"})
_NOBODY = frozenset({"no", "neither", "any", "what", "which", "whatever", "whichever", "either"})
_LEADING_TAGS = frozenset({"CC", "IN", "RB", "RBR", "UH", "POS", "WRB", ":", ",", ".", "HYPH"})
_QUANTIFYING = frozenset({"nearly", "almost", "about", "around", "roughly", "over", "some", "most"})
_PREPOSITIONS = _words(
    """
    across against among around at behind for from in inside near of on outside to under with
    within
    """
)
_LINKS = _PREPOSITIONS | {"close", "familiar"}
"""What may follow a noun at once and tell more of it: "sources close to the board"."""
_INSIDE_TAGS = _words(
    """
    $ AFX CC CD DT FW HYPH IN JJ JJR JJS NFP NN NNP NNPS NNS PDT POS PRP PRP$ RB SYM TO VBG
    VBN WP
    """
)
"""Tags of words that may stand in what follows a noun: no clause and no comment has only these."""
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "CD"})
_LASTS = _NOUNS | {"PRP", "WP"}
_LONGEST = 12
"""Tokens of a phrase after its head: a longer one is seldom one thing."""
_PARTICIPLES = frozenset({"VBG", "VBN"})
_LONGEST_CLAUSE = 9
_NEAR = 200
"""Code points from a head within which a name can be part of its noun phrase."""


def names_near(head: Token, names: Sequence[Span]) -> Sequence[Span]:
    """Those of the names, which are in order, that can be part of its noun phrase."""
    first = bisect_right(names, head.idx - _NEAR, key=lambda one: one.start)
    last = bisect_right(names, head.idx + _NEAR, key=lambda one: one.start)
    return names[first:last]


def actor_phrase(head: Token, names: Sequence[Span]) -> Span | None:
    """The noun phrase of a head within its line: "senior officials in the region".

    It has no leading article, apposition, quotation mark or bracket, no clause but a short one
    that tells who is meant ("people who lost their homes"), and no part of `names`, the named
    actors near it, but those of a nationality that is an adjective: "Ann Lee's lawyer" gives
    "lawyer", "the Peruvian lawyer" gives "Peruvian lawyer". None where the phrase stands for
    nobody ("no official"), or for somebody whose name follows.
    """
    if _names_somebody(head) or any(child.lower_ in _NOBODY for child in head.lefts):
        return None
    doc = head.doc
    first = _first(doc, head)
    last = _last(doc, head)
    for name in names:
        if name.start < head.idx + len(head) and head.idx < name.end:
            return None
        if name.end <= head.idx and _only_modifies(doc, name, first, head.i):
            continue
        while first < head.i and doc[first].idx < name.end and name.start < head.idx:
            first += 1
        while last > head.i and doc[last].idx + len(doc[last]) > name.start > head.idx:
            last -= 1
    while first < head.i and _is_lead(doc, first):
        first += 1
    while last > head.i and doc[last].tag_ not in _LASTS:
        last -= 1
    last = _with_clause(doc, head, last, names)
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))


def _with_clause(doc: Doc, head: Token, last: int, names: Sequence[Span]) -> int:
    """The last token of the clause that follows the phrase at once and narrows it, if short."""
    for child in head.rights:
        narrows = child.dep_ == "relcl" or (child.dep_ == "acl" and child.tag_ in _PARTICIPLES)
        if narrows and child.left_edge.i == last + 1:
            end = child.right_edge.i
            inside = Span(doc[last + 1].idx, doc[end].idx + len(doc[end]))
            is_plain = not any(_is_border(one) or one.is_punct for one in doc[last + 1 : end + 1])
            if end - last <= _LONGEST_CLAUSE and is_plain and not any(map(inside.overlaps, names)):
                return end
    return last


def _only_modifies(doc: Doc, name: Span, first: int, last: int) -> bool:
    """Whether a name among the tokens before a head is an adjective: "Peruvian"."""
    inside = [doc[i] for i in range(first, last) if name.covers(doc[i].idx)]
    return bool(inside) and all(one.tag_ == "JJ" and one.ent_type_ == "NORP" for one in inside)


def coordinated(head: Token) -> Iterator[Token]:
    """The head, and the nouns that "and" or "or" sets beside it."""
    yield head
    for child in head.rights:
        if child.dep_ == "conj" and child.tag_ in _NOUNS:
            yield from coordinated(child)


def _names_somebody(head: Token) -> bool:
    """Whether a name belongs to it: "the minister, Ann Lee", "the minister Ann Lee"."""
    return any(child.dep_ == "appos" and child.tag_ in {"NNP", "NNPS"} for child in head.rights)


def _first(doc: Doc, head: Token) -> int:
    """The leftmost token of the phrase, up to a line end, a quotation mark or a bracket."""
    first = head.i
    while first > head.left_edge.i and not _is_border(doc[first - 1]):
        first -= 1
    return first


def _last(doc: Doc, head: Token) -> int:
    """The rightmost token of the prepositional phrases that follow the head at once."""
    last = head.i
    for child in head.rights:
        if child.left_edge.i != last + 1 or child.lower_ not in _LINKS:
            break
        last = _end_inside(doc, last + 1, min(child.right_edge.i, head.i + _LONGEST))
        if last < child.right_edge.i:
            break
    return last


def _end_inside(doc: Doc, first: int, last: int) -> int:
    """The last noun of a run of tokens before a comma, a clause or a border."""
    for index in range(first, last + 1):
        token = doc[index]
        if (
            token.lower_ == "who"
            or token.tag_ not in _INSIDE_TAGS
            or _is_border(token)
            or token.dep_ in {"relcl", "acl"}
        ):
            return index - 1
    return last


def _is_border(token: Token) -> bool:
    text = token.text
    return token.is_space or token.is_quote or token.is_bracket or text in {":", ";", "—", "–", "…"}


def _is_lead(doc: Doc, index: int) -> bool:
    """Whether a token at the phrase's start is left away."""
    token = doc[index]
    if token.lower_ in _ARTICLES or token.is_punct:
        return True
    return token.tag_ in _LEADING_TAGS and token.lower_ not in _QUANTIFYING


def counted(head: Token) -> Token | None:
    """Whom a quantity is a part of: "most of the farmers"."""
    if head.tag_ in {"NNP", "NNPS"}:
        return None
    for child in head.rights:
        if child.lower_ == "of":
            return next((one for one in child.children if one.dep_ == "pobj"), None)
    return None
