"""Actors that are described, not named: "two officials", "the Syrian defence ministry"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.suggest.described.agents import Kind, Strength, described_by
from annotator.suggest.described.noun_phrases import actor_phrase, coordinated, counted, names_near
from annotator.suggest.described.roles import Ground, roles
from annotator.suggest.names.named import named
from annotator.suggest.quotes.marks import quoted_spans, stands_within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from annotator.domain.labels import Attributes
    from annotator.suggest.base import Parsed
    from annotator.suggest.described.agents import Agent
    from annotator.suggest.described.roles import Role

_SHARES = {
    (Ground.TELLS, Strength.STRONG): 0.85,
    (Ground.TELLS, Strength.WEAK): 0.85,
    (Ground.TELLS, Strength.QUANTITY): 0.5,
    (Ground.TELLS, Strength.DOCUMENT): 0.5,
    (Ground.SPEAKS, Strength.STRONG): 0.6,
    (Ground.SPEAKS, Strength.WEAK): 0.6,
    (Ground.STANDS, Strength.STRONG): 0.5,
    (Ground.STANDS, Strength.WEAK): 0.4,
    (Ground.STANDS, Strength.DOCUMENT): 0.4,
    (Ground.STANDS, Strength.QUANTITY): 0.35,
    (Ground.ACTS, Strength.STRONG): 0.5,
}
"""How many of each sort are right, roughly; a sort that is not here is right too seldom."""
_AGAIN = 0.4
"""The score of a description that was found by its wording only."""
_PROPER = frozenset({"NNP", "NNPS"})
_LINK = re.compile(r"(?:,|,? (?:and|or)) (?:(?:the|an?) )?")


def described_actors(parsed: Parsed) -> list[Prediction]:
    """The described actors of a text, sorted by span, none of them overlapping another.

    None without a parse. They are nouns for those who act or speak, where they do: as the
    source of a report, the subject of a view or, of those who bear arms, of any deed; and what is
    worded alike elsewhere. Nothing within quotation marks, nor a noun with a capital inside of a
    sentence ("the Minister"), which is written like a name.
    """
    if parsed.doc is None or not parsed.doc.has_annotation("DEP"):
        return []
    names = [one.span for one in parsed.shared(named) if one.label == "ACTOR"]
    quoted = parsed.shared(quoted_spans)
    found: list[Prediction] = []
    done: set[int] = set()
    for role in roles(parsed):
        together: list[Prediction] = []
        for head in coordinated(role.head):
            if head.i not in done and not stands_within(head.idx, quoted):
                prediction = _prediction(parsed.text, head, role, names)
                if prediction:
                    done.add(head.i)
                    together.append(prediction)
        found += _joined(parsed.text, together)
    found += _again(parsed, found, names, done)
    return _apart(found)


def _again(
    parsed: Parsed, found: Sequence[Prediction], names: Sequence[Span], done: set[int]
) -> Iterator[Prediction]:
    """The same descriptions where they are the subject of anything else.

    done: the token indices of the heads that were found.
    """
    assert parsed.doc is not None
    text = parsed.text
    known = {phrase: one for one in found if " " in (phrase := one.span.text_of(text).lower())}
    lasts = {phrase.split()[-1] for phrase in known}
    quoted = parsed.shared(quoted_spans)
    for head in parsed.doc:
        if head.dep_ != "nsubj" or head.lower_ not in lasts or head.i in done:
            continue
        span = actor_phrase(head, names_near(head, names))
        same = known.get(span.text_of(text).lower()) if span else None
        if span and same and not stands_within(head.idx, quoted):
            reason = "described like this elsewhere in the article"
            yield replace(same, span=span, score=_AGAIN, reason=reason)


def _joined(text: str, together: Sequence[Prediction]) -> list[Prediction]:
    """What stands side by side as one: "farmers, millers and the bakers"."""
    joined: list[Prediction] = []
    for one in together:
        last = joined[-1] if joined else None
        if last and _LINK.fullmatch(text, last.span.end, one.span.start):
            span = Span(last.span.start, one.span.end)
            joined[-1] = replace(last, span=span, attributes=(("kind", str(Kind.GROUP)),))
        else:
            joined.append(one)
    return joined


def _prediction(text: str, head: Token, role: Role, names: Sequence[Span]) -> Prediction | None:
    described = _description(head)
    score = _SHARES.get((role.ground, described.strength)) if described else None
    if described is None or score is None:
        return None
    span = actor_phrase(head, names_near(head, names))
    if span is None:
        return None
    reason = _reason(role, span.text_of(text))
    return Prediction(span, "ACTOR", score, reason=reason, attributes=_kind(described))


def _reason(role: Role, phrase: str) -> str:
    word = role.word.text
    if role.word.lower_ == "according":
        return f"“according to” names “{phrase}”"
    if role.head.dep_ == "nsubj":
        return f"“{word}” takes “{phrase}” as its subject"
    return f"“{word}” is that of “{phrase}”"


def _description(head: Token) -> Agent | None:
    """What the noun says of an actor; None where it is a name or names none."""
    if head.tag_ in _PROPER and head.text[0].isupper():
        return None
    described = described_by(head.lower_)
    if head.like_num or (described and described.strength is Strength.QUANTITY):
        among = counted(head)
        return (described_by(among.lower_) if among else None) or described
    return described


def _kind(described: Agent) -> Attributes:
    return (("kind", str(described.kind)),) if described.kind else ()


def _apart(predictions: Iterable[Prediction]) -> list[Prediction]:
    """In order, of two that overlap the longer one."""
    kept: list[Prediction] = []
    for one in sorted(predictions, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or not kept[-1].span.overlaps(one.span):
            kept.append(one)
    return kept
