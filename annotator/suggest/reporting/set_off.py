"""Where ", she said," stands in a sentence, told by its commas: parses often get that wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.suggest.reporting.clauses import FINITE

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PAST_OR_PRESENT = frozenset({"VBD", "VBP", "VBZ"})
_BETWEEN = _PAST_OR_PRESENT | {"MD", "RB"}
_GOING_ON = frozenset({"VBG", "VBN", "WDT", "WP"})
"""What follows ", she said," as a comment on her: ", adding …", ", who …"."""
_NO_NAME = _PAST_OR_PRESENT | {"CC", "MD", "TO", "VB", "WDT", "WP", "WRB"}
_NO_NAME_BEGIN = _NO_NAME | {"IN", "RB", "VBG", "VBN"}
_NO_SENTENCE_BEGIN = frozenset({"IN", "WRB"})
"""Tags of "After it rained, …", which is no sentence."""
_NAMING = ("NN", "PRP", "DT", "CD")
_NOBODY = frozenset({"i", "we", "you", "all"})
"""Subjects of "I think" and "all told", which tell nothing of anybody."""
_OBJECTS = frozenset({"ccomp", "dobj", "mark", "xcomp"})
_LONGEST_NAME = 8
"""Tokens of the longest name, with what describes it, that is taken for one."""


class SetOff(NamedTuple):
    """First and last token index of who says it, of the words around, and of ", she said,"."""

    who: tuple[int, int]
    within: tuple[int, int]
    gap: tuple[int, int]


def set_in(verb: Token) -> SetOff | None:
    """Where ", she said," stands between commas in a sentence, and next to no quotation."""
    doc, after = verb.doc, verb.i + 1
    if verb.tag_ not in _PAST_OR_PRESENT or after + 2 >= len(doc) or doc[after].text != ",":
        return None
    following = doc[after + 1]
    if following.is_quote or following.is_sent_start or following.tag_ in _GOING_ON:
        return None
    who = _name_before(verb)
    if who is None or who[0] < 3 or doc[who[0] - 2].is_quote:
        return None
    comma = who[0] - 1
    return SetOff(who, _sentence(doc, comma, after), (comma, after))


def set_after(verb: Token) -> SetOff | None:
    """Where ", the mayor said." or ", said the mayor." stands after what may be a sentence."""
    doc = verb.doc
    if verb.tag_ not in _PAST_OR_PRESENT or any(one.dep_ in _OBJECTS for one in verb.rights):
        return None
    who = _name_before(verb) or _name_after(verb)
    if who is None:
        return None
    comma = min(who[0], verb.i) - 1
    if comma < 1 or doc[comma].text != "," or doc[comma - 1].is_quote:
        return None
    first, last = _sentence(doc, comma, verb.i)
    if any(doc[i].tag_ in FINITE or doc[i].is_quote for i in range(verb.i + 1, last + 1)):
        return None
    if doc[first].tag_ in _NO_SENTENCE_BEGIN:
        return None
    finite = any(doc[i].tag_ in FINITE for i in range(first, comma))
    return SetOff(who, (first, comma - 1), (comma, comma)) if finite else None


def _name_before(verb: Token) -> tuple[int, int] | None:
    """The words between a comma and the verb, if they are no more than who says it."""
    doc, last = verb.doc, verb.i - 1
    while last > 0 and doc[last].tag_ in _BETWEEN:
        last -= 1
    first = last
    while first > 0 and last - first < _LONGEST_NAME and doc[first - 1].text != ",":
        if doc[first].tag_ in _NO_NAME or doc[first].is_quote or doc[first].is_sent_start:
            return None
        first -= 1
    if first < 1 or doc[first - 1].text != "," or not doc[last].tag_.startswith(_NAMING):
        return None
    begin = doc[first]
    if begin.is_sent_start or begin.is_quote or begin.tag_ in _NO_NAME_BEGIN:
        return None
    return (first, last) if begin.lower_ not in _NOBODY else None


def _name_after(verb: Token) -> tuple[int, int] | None:
    """The subject of ", said the mayor"."""
    if not verb.i or verb.doc[verb.i - 1].text != ",":
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
