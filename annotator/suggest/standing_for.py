"""Whom a source like "he" or "the minister" stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from annotator.suggest.antecedents import PRONOUNS, antecedents, mentions
from annotator.suggest.described.agents import Kind, described_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.domain.span import Span
    from annotator.suggest.antecedents import Mention
    from annotator.suggest.base import Parsed

_DEFINITE = re.compile(r"(?:[Tt]he|[Tt]hat|[Tt]his)\s+(?:[\w'’-]+\s+){0,3}?(?P<noun>[a-z-]+)")
_PLAIN = (
    r"(?:(?!(?:and|as|at|but|by|for|from|he|in|is|on|or|she|so|that|they|to|was|were|which|who|with)\b)"
    r"[\w'’-]+\s+)"
)
"""A word such as a description has before its noun: none that begins another phrase."""
_BEFORE = 40
"""Code points before a name among which its title is looked for."""
_AFTER = 80
"""Code points after a name among which "…, the minister for …," is looked for."""


def referent(parsed: Parsed, source: Span) -> Span | None:
    """The mention of the one whom a pronoun, "the minister" or "her lawyer" stands for.

    That of a name where there is one, else of a description ("it", of "the ministry"). None
    where it is not certain, for every source that names somebody, and without a parse.
    """
    words = source.text_of(parsed.text)
    if words.lower() in PRONOUNS:
        found = parsed.shared(antecedents).get(source.start)
        return found.span if found else None
    if named := _name_put_to(parsed, source):
        return named
    match = _DEFINITE.fullmatch(words)
    return _bearer(parsed, source, match["noun"]) if match else None


def _name_put_to(parsed: Parsed, source: Span) -> Span | None:
    """The name between commas after a role: "its chairman, Ann Lee, said"."""
    if not parsed.text.startswith(", ", source.end):
        return None
    role = described_by(source.text_of(parsed.text).split()[-1].lower())
    if role is None or role.plural or role.kind is not Kind.PERSON:
        return None
    known = parsed.shared(mentions)
    at = bisect_left(known, source.end + 2, key=lambda one: one.span.start)
    if at == len(known) or known[at].span.start != source.end + 2:
        return None
    one = known[at]
    ends = parsed.text.startswith(",", one.span.end)
    return one.span if ends and one.is_name and one.kind is Kind.PERSON else None


def _bearer(parsed: Parsed, source: Span, noun: str) -> Span | None:
    """The only one before the source who has that noun for a title, or in its name."""
    described = described_by(noun)
    if described is None or described.plural:
        return None
    is_person = described.kind is Kind.PERSON
    before = [
        one
        for one in parsed.shared(mentions)
        if one.span.end <= source.start and one.is_name and (one.kind is Kind.PERSON) == is_person
    ]
    keys = {one.key for one in _bearers(parsed.text, before, source, noun)}
    if len(keys) != 1:
        return None
    nearest = [one for one in before if one.key in keys][-1]
    return None if _is_rivalled(parsed.text, nearest.span, source, noun) else nearest.span


def _bearers(text: str, before: Sequence[Mention], source: Span, noun: str) -> Iterator[Mention]:
    titled = re.compile(rf"\b{re.escape(noun)}\s+$", re.IGNORECASE)
    explained = re.compile(rf",\s+{_PLAIN}{{0,5}}{re.escape(noun)}\b", re.IGNORECASE)
    for one in before:
        start, end = one.span.start, one.span.end
        if one.kind is not Kind.PERSON:
            if noun in one.key.split():
                yield one
        elif titled.search(text, max(start - _BEFORE, 0), start) or explained.match(
            text, end, min(end + _AFTER, source.start)
        ):
            yield one


def _is_rivalled(text: str, nearest: Span, source: Span, noun: str) -> bool:
    """Whether another of that title comes in between: "a minister", "his minister"."""
    rival = re.compile(
        rf"\b(?:an?|another|one|other|former|his|her|its|their)\s+(?:[\w'’-]+\s+){{0,3}}"
        rf"{re.escape(noun)}s?\b",
        re.IGNORECASE,
    )
    return rival.search(text, nearest.end, source.start) is not None
