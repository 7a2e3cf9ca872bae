"""Noun phrases beside a verb of speech, where the parse is not to be trusted wholly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PHRASE = frozenset({"det", "compound", "amod", "poss", "nummod", "nmod", "quantmod", "case"})
"""What a noun has before it."""
_NOMINAL = frozenset({"NN", "PR", "CD", "DT", "WP"})


def phrase_from(first: Token) -> Token | None:
    """The head of the noun phrase that begins with a word."""
    token = first
    while token.dep_ in _PHRASE and token.head.i > token.i and token.head.left_edge.i >= first.i:
        token = token.head
    return token if token.tag_[:2] in _NOMINAL else None


def with_name(doc: Doc, head: Token, source: Span) -> Span:
    """The mention with the name after a bracket in it: "party leader (PML) Ann Lee"."""
    at = head.i + 1
    if doc[at : at + 1].text != "(" or doc[at + 2 : at + 3].text != ")":
        return source
    last = at + 2
    while last + 1 < len(doc) and doc[last + 1].tag_.startswith("NNP"):
        last += 1
    if last == at + 2 or source.end > doc[last].idx:
        return source
    return Span(source.start, doc[last].idx + len(doc[last]))


def is_bare(verb: Token, subject: Token) -> bool:
    """Whether verb and subject say no more than who speaks: '"No!" says Ann Lee, at the door.'"""
    last = max(verb.i, subject.right_edge.i)
    following = verb.doc[last + 1 : last + 3]
    if not following or following[0].text == "." or following[0].is_space:
        return True
    if following[0].text == ",":
        return len(following) == 1 or not following[1].is_quote
    return following[0].tag_ in {"IN", "RB", "TO"} and following[0].lower_ != "that"
