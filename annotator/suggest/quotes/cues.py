"""Verbs and nouns that announce a quotation, and whom they make its speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.quotes.words import (
    BESIDE_FORMS,
    CONTENT_NOUNS,
    CUE_FORMS,
    ISSUING_FORMS,
    SAYING_FORMS,
)
from annotator.suggest.reporting.claimants import subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_CONTENT = frozenset({"ccomp"})
"""What is content of the verb above it, with all that is in it."""
_NOT_OF_CONTENT = frozenset({"advcl", "conj"})
"""What is no content of the verb above it."""
_NO_VERB = frozenset({"aux", "auxpass", "amod", "compound"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOBODY = frozenset({"there", "what", "this"})


def is_verb(token: Token) -> bool:
    """Whether it is tagged as a verb, and no auxiliary."""
    return token.tag_[:2] == "VB" and token.dep_ not in _NO_VERB


def is_cue(token: Token) -> bool:
    """Whether it is a verb that announces or uses words that may be quoted."""
    return token.lower_ in CUE_FORMS and is_verb(token)


def is_saying(token: Token) -> bool:
    """Whether it is a verb of speech."""
    return token.lower_ in SAYING_FORMS and is_verb(token)


def may_stand_beside(token: Token, *, paused: bool) -> bool:
    """Whether it may tell, after a quotation, who says it: any finite verb may after a comma."""
    return is_verb(token) and (token.lower_ in BESIDE_FORMS or (paused and token.tag_ in _FINITE))


def is_content_noun(token: Token) -> bool:
    """Whether it is a noun for words: "remark", "statements"."""
    word = token.lower_
    listed = word in CONTENT_NOUNS or (word.endswith("s") and word[:-1] in CONTENT_NOUNS)
    return listed and token.tag_[:2] == "NN"


def speaker_of(verb: Token) -> Token | None:
    """The head of who says it: the subject, or the issuer of the document that "says" it.

    "The party sent out a text saying …" is the party's saying.
    """
    subject = subject_of(verb)
    if subject is None or subject.lower_ in _NOBODY:
        return None
    if verb.dep_ in {"acl", "relcl"} and subject.dep_ in {"dobj", "pobj"}:
        return _issuer(subject) or subject
    return subject


def _issuer(document: Token) -> Token | None:
    head = document.head
    if document.dep_ == "pobj":
        head = head.head  # "sent a letter to supporters saying": from "supporters" to "sent"
        if head.tag_[:2] == "NN" and head.dep_ == "dobj":
            head = head.head
    if head.lower_ in ISSUING_FORMS and is_verb(head):
        return subject_of(head)
    return None


def owner(noun: Token) -> Token | None:
    """Whose words a noun for words stands for: "her remark", "a statement by the firm"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            for name in child.children:
                if name.dep_ == "pobj":
                    return name
    return None


def is_reported(token: Token, *, so_far: bool) -> bool:
    """Whether a verb above would report it: not "he left" of "while she said …, he left"."""
    if token.dep_ in _CONTENT:
        return True
    if token.dep_ in _SUBJECT:
        return False
    if token.dep_ == "relcl":
        return so_far and not _comments(token)
    if any(one.lower_ == "what" for one in token.lefts):
        return False  # "in what she called …"
    aside = token.dep_ in _NOT_OF_CONTENT and any(one.dep_ == "nsubj" for one in token.lefts)
    return so_far and not aside


def _comments(verb: Token) -> bool:
    """Whether a relative clause is the writer's own: "a bridge which she called …", ", who …"."""
    subject = next((one for one in verb.lefts if one.dep_ == "nsubj"), None)
    if subject is not None and subject.tag_[:1] != "W":
        return True
    first = verb.left_edge
    return first.i > 0 and verb.doc[first.i - 1].text == ","
