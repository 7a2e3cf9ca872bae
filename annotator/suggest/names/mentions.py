"""Where names stand: the model's entities with mended edges, and what it overlooked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.suggest.names.edges import cores, is_address, without_title
from annotator.suggest.names.gazetteer import place
from annotator.suggest.names.nouns import FIELDED, INSTITUTIONS
from annotator.suggest.names.title_phrases import title_before
from annotator.suggest.names.titles import PARTICLES, is_title
from annotator.suggest.names.tokens import ARTICLES, HYPHENS, Tokens, is_capital
from annotator.suggest.names.widening import widened, with_its_noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

NAMES = frozenset({"PERSON", "ORG", "NORP", "GPE", "LOC", "FAC", "PER", "MISC"})
"""The model's types that name actors or places, in the terms of OntoNotes and of CoNLL."""
_OTHER_NAMES = frozenset({"EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "LANGUAGE", ""})


class Mention(NamedTuple):
    """A name in a parsed text.

    first, end: token indices, half-open; start, stop: code points, half-open.
    model: the type the pipeline gave, "" for none. title: the words before the name.
    """

    first: int
    end: int
    start: int
    stop: int
    model: str
    title: str = ""


class _Stretch(NamedTuple):
    """first, end: token indices, half-open. model: the type the pipeline gave."""

    first: int
    end: int
    model: str


def mentions(doc: Doc) -> tuple[Tokens, list[Mention]]:
    """The names in a doc, in order and without overlap, and its tokens."""
    tokens = Tokens(doc)
    taken = [False] * len(tokens)
    found: list[_Stretch] = []
    for entity in _entities(doc, tokens):
        for first, end in cores(tokens, entity.first, entity.end):
            first, end = widened(tokens, first, end, entity.model, taken)
            if not any(taken[first:end]):
                taken[first:end] = [True] * (end - first)
                found.append(_Stretch(first, end, entity.model))
    found += _overlooked(tokens, taken)
    whole = _whole(tokens, sorted(found))
    limits = [*(one.first for one in whole[1:]), len(tokens)]
    return tokens, [_mention(tokens, one, limit) for one, limit in zip(whole, limits, strict=False)]


def _mention(tokens: Tokens, one: _Stretch, limit: int) -> Mention:
    """limit: the index of the token at which the next name begins."""
    end = with_its_noun(tokens, one.first, one.end)
    end = end if end <= limit else one.end
    title = title_before(tokens, one.first)
    return Mention(one.first, end, tokens.starts[one.first], tokens.stop(end), one.model, title)


def _entities(doc: Doc, tokens: Tokens) -> list[_Stretch]:
    """The entities that may be names, with those joined that are one name in two pieces."""
    joined: list[_Stretch] = []
    for entity in doc.ents:
        if entity.label_ not in NAMES:
            continue
        one = _Stretch(entity.start, entity.end, entity.label_)
        if joined and _is_one_name(tokens, joined[-1], one):
            joined[-1] = joined[-1]._replace(end=one.end, model=one.model)
        else:
            joined.append(one)
    return joined


def _is_one_name(tokens: Tokens, left: _Stretch, right: _Stretch) -> bool:
    """Whether two neighbours are one: "Jean" (GPE) and "Moreau" (PERSON), "van" and "Dyck"."""
    if left.end != right.first:
        return False
    last = tokens.texts[left.end - 1]
    if last in PARTICLES or last[-1] in HYPHENS:
        return right.model != "NORP" and is_capital(tokens.texts[right.first])
    if right.model != "PERSON" or not tokens.spaced[left.end - 1]:
        return False
    if left.model == "PERSON":
        return is_capital(last)
    return left.model == "GPE" and left.end - left.first == 1 and not _is_known(last)


def _is_known(name: str) -> bool:
    known = place(name)
    return known is not None and known.rank > 1


def _overlooked(tokens: Tokens, taken: list[bool]) -> Iterator[_Stretch]:
    """Runs of words with capitals that are no part of a name that the model found."""
    free = [
        not taken[at] and tokens.types[at] in _OTHER_NAMES and tokens.is_named(at)
        for at in range(len(tokens))
    ]
    free.append(False)
    at = 0
    while at < len(tokens):
        if not free[at] or is_address(tokens.texts[at]):
            at += 1
            continue
        end = at + 1
        while free[end] or (tokens.small(end) in PARTICLES and free[end + 1]):
            if not tokens.spaced[end - 1] or is_address(tokens.texts[end]):
                break
            end += 1
        first = without_title(tokens, at, end)
        while first < end and tokens.small(first) in ARTICLES:
            first += 1
        if first < end:
            yield _Stretch(first, end, tokens.types[first])
        at = end


def _whole(tokens: Tokens, found: list[_Stretch]) -> list[_Stretch]:
    """With institutions joined to what they are of: "Bank of" and "Merrow"."""
    whole: list[_Stretch] = []
    for one in found:
        if whole and _is_of(tokens, whole[-1], one):
            whole[-1] = whole[-1]._replace(end=one.end, model="ORG")
        else:
            whole.append(one)
    return whole


def _is_of(tokens: Tokens, head: _Stretch, other: _Stretch) -> bool:
    gap = other.first - head.end
    if head.model == "PERSON" or not (
        gap == 1 or (gap == 2 and tokens.small(head.end + 1) == "the")
    ):
        return False
    link = tokens.small(head.end)
    if link in {"of", "for"}:
        return tokens.small(head.end - 1) in INSTITUTIONS and not is_title(
            tokens.texts[other.first]
        )
    if link in {"and", "&"} and other.model not in {"PERSON", "GPE", "NORP"}:
        return any(
            tokens.small(at) in FIELDED and tokens.small(at + 1) in {"of", "for"}
            for at in range(head.first, head.end - 1)
        )
    return False
