"""Who does what a verb says, and the words of the text that name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_INHERITING = frozenset({"conj", "xcomp", "advcl", "dep", "pcomp", "prep", "acomp"})
"""A verb of these that has no subject of its own shares its head's."""
_CLIMBED = _INHERITING | {"advmod", "ccomp"}
"""What lies between a verb and the "it is" that makes it a writer's: "it is too soon to say"."""
_NOT_OF_THE_NAME = frozenset({"relcl", "acl", "appos", "parataxis", "advcl", "ccomp", "cc", "conj"})
_RELATIVE = frozenset({"who", "which", "that"})
_OBJECT = frozenset({"dobj", "dative"})
_NAMING = ("NN", "PRP", "DT", "CD", "WP")
_BETWEEN = frozenset({"advmod", "aux", "auxpass", "neg"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_TOLD = frozenset({"asked", "told", "informed", "reminded", "pressed", "questioned", "warned"})
"""Participles of what is done to who is then the subject: "Asked if …, she demurred"."""
_ISSUED = frozenset(
    {"ad", "article", "email", "letter", "memo", "message", "note", "post", "release", "report"}
    | {"response", "statement", "story", "tweet", "articles", "letters", "messages", "statements"}
)
_FARTHEST = 5
"""Heads to climb: a chain of shared subjects is short; a longer one is a wrong parse."""


def source_of(verb: Token) -> Span | None:
    """The mention of who does what the verb says."""
    subject = subject_of(verb)
    return mention(subject) if subject is not None else None


def subject_of(verb: Token) -> Token | None:
    """The head of the noun phrase that does what the verb says, wherever it is written."""
    first = verb
    if _is_done_to(verb):
        return None
    for _ in range(_FARTHEST):
        own = _own_subject(verb, passive=verb is not first)
        if own is not None:
            return own
        if verb.dep_ == "acl" and _is_infinitive(verb):
            verb = _verb_above(verb.head)
            continue
        if verb.dep_ in {"acl", "relcl"}:
            return _issuer(verb) or verb.head
        if verb.dep_ == "xcomp" and (other := _object_between(verb)) is not None:
            return other
        if verb.dep_ not in _INHERITING or verb.head is verb:
            break
        verb = verb.head
    return _just_before(first)


def _own_subject(verb: Token, *, passive: bool) -> Token | None:
    """The verb's own; passive: also what "was led" has, for a verb that shares it."""
    children = {one.dep_: one for one in reversed(list(verb.children))}  # the first of each kind
    if "nsubj" in children:
        return _antecedent(children["nsubj"], verb)
    if "agent" in children:
        return _agent(children["agent"])
    subject = children.get("nsubjpass") if passive else None
    return _antecedent(subject, verb) if subject is not None else None


def is_impersonal(verb: Token) -> bool:
    """Whether a writer speaks: "it is worth noting that …", "do not forget that …"."""
    if verb.tag_ == "VB" and verb.dep_ == "ROOT":
        return not any(one.dep_ in _SUBJECT or one.tag_ == "MD" for one in verb.lefts)
    above = verb
    for _ in range(_FARTHEST):
        if any(one.dep_ in _SUBJECT for one in above.lefts):
            break
        if above.dep_ not in _CLIMBED or above.head is above:
            return False
        above = above.head
    subject = next((one for one in above.lefts if one.dep_ in _SUBJECT), None)
    return above is not verb and subject is not None and subject.lower_ == "it"


def _is_done_to(verb: Token) -> bool:
    """Whether it is "was told" or "asked if …, she …", which do not say by whom."""
    children = {one.dep_ for one in verb.children}
    if "agent" in children or "nsubj" in children:
        return False
    if "nsubjpass" in children:
        return True
    return verb.lower_ in _TOLD and verb.dep_ == "advcl" and not children & {"aux", "dobj"}


def _issuer(verb: Token) -> Token | None:
    """Who "issued a statement saying that …"."""
    noun = verb.head
    if verb.tag_ != "VBG" or noun.dep_ != "dobj" or noun.lower_ not in _ISSUED:
        return None
    return next((one for one in noun.head.children if one.dep_ == "nsubj"), None)


def _is_infinitive(verb: Token) -> bool:
    return any(one.dep_ == "aux" and one.lower_ == "to" for one in verb.lefts)


def _verb_above(noun: Token) -> Token:
    """What a noun is the object of: "is under pressure to say", "had a chance to say"."""
    while noun.dep_ in {"pobj", "dobj", "attr", "prep"} and noun.head is not noun:
        noun = noun.head
    return noun


def _object_between(verb: Token) -> Token | None:
    """ "led her to say": it is she who says it."""
    for child in verb.head.children:
        if child.dep_ in _OBJECT and verb.head.i < child.i < verb.i:
            return child
    return None


def _agent(by: Token) -> Token | None:
    """ "was reported by X"."""
    return next((name for name in by.children if name.dep_ == "pobj"), None)


def _antecedent(subject: Token, verb: Token) -> Token:
    """What a relative pronoun stands for; the subject itself otherwise."""
    if subject.lower_ in _RELATIVE and verb.dep_ == "relcl":
        return verb.head
    return subject


def relative_pronoun(cue: Token) -> Span | None:
    """The "who" of "the mayor, who said …", which stands for what subject_of gives."""
    verb = cue if cue.tag_.startswith("VB") else cue.head
    for _ in range(_FARTHEST):
        for child in verb.children:
            if child.dep_ == "nsubj":
                found = child.lower_ in _RELATIVE and verb.dep_ == "relcl"
                return Span(child.idx, child.idx + len(child)) if found else None
        if verb.dep_ not in _INHERITING or verb.head is verb:
            return None
        verb = verb.head
    return None


def _just_before(verb: Token) -> Token | None:
    """The name before a finite verb whose subject the parse has missed."""
    if not verb.tag_.startswith(("VBD", "VBZ", "VBP")):
        return None
    at = verb.i - 1
    while at > 0 and verb.doc[at].dep_ in _BETWEEN:
        at -= 1
    if at > 0 and verb.doc[at].text == ",":
        at -= 1
    if at < 0 or not verb.doc[at].tag_.startswith(_NAMING):
        return None
    name = verb.doc[at]
    while name.dep_ in {"appos", "conj", "pobj", "prep"} and name.head.i < name.i:
        name = name.head
    return name if name.tag_.startswith(_NAMING) and name.sent.start == verb.sent.start else None


def mention(head: Token) -> Span:
    """The noun phrase of a head without what follows it as a clause or a comment."""
    doc = head.doc
    first, last = head.left_edge.i, head.i
    for child in head.rights:
        if child.dep_ in _NOT_OF_THE_NAME or child.dep_ == "punct" or child.tag_ == "POS":
            break
        last = child.right_edge.i
    while first < head.i and (doc[first].is_space or doc[first].is_punct):
        first += 1
    if any("\n" in doc[i].text for i in range(first, last + 1)):
        first = last = head.i  # a parse over a line end is wrong: keep the head alone
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))
