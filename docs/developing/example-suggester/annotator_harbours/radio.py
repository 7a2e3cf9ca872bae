"""Radio messages in port news, and the ships that sent them.

14:05 MV Northern Light radioed: engine failure, drifting east
14:20 Northern Light replied: at anchor, all safe
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.suggest.base import Parsed

_MESSAGE = re.compile(
    r"^\d\d:\d\d (?:(?P<prefix>M[STV]) )?(?P<ship>[A-Z]\w+(?: [A-Z]\w+)*)"
    r" (?P<cue>radioed|replied): (?P<content>\w.*\w)$",
    re.MULTILINE,
)


class RadioSuggester:
    """What ships say as CLAIM, and the ships as ACTOR."""

    name = "harbours.radio.v1"
    version = "1"
    needs: frozenset[str] = frozenset()
    uses = frozenset({"ner"})

    def suggest(self, parsed: Parsed) -> Sequence[Prediction]:
        """A ship and a message for each line of a radio log."""
        found = [one for match in _MESSAGE.finditer(parsed.text) for one in _of(match, parsed)]
        return sorted(found, key=lambda one: one.span)

    def settle(self, text: str, predictions: Sequence[Prediction]) -> Sequence[Prediction]:
        """A ship without its prefix stands for the first mention that has it, in the article."""
        first: dict[str, Span] = {}
        for one in predictions:
            if one.label == "ACTOR" and one.attributes:
                first.setdefault(one.span.text_of(text), one.span)
        return [_referring(one, first, text) for one in predictions]


def _of(match: re.Match[str], parsed: Parsed) -> Iterator[Prediction]:
    ship, cue, content = (Span(*match.span(name)) for name in ("ship", "cue", "content"))
    # a name that the pipeline knows for one is less likely to be the first word of a remark
    score = 0.9 if _is_entity(parsed, ship) else 0.7
    prefix = match["prefix"]
    yield Prediction(
        ship,
        "ACTOR",
        score=score,
        reason="the sender of a line of a radio log",
        attributes=(("title", prefix),) if prefix else (),
    )
    yield Prediction(
        content,
        "CLAIM",
        score=score,
        source=ship,
        cue=cue,
        reason=f"what was {match['cue']} by radio",
        attributes=(("certainty", "certain"), ("polarity", "asserts")),
    )


def _is_entity(parsed: Parsed, span: Span) -> bool:
    """Whether the pipeline finds a name there; where there is no pipeline, it does not."""
    if parsed.doc is None:
        return False
    tokens = parsed.doc.char_span(span.start, span.end, alignment_mode="expand")
    return tokens is not None and any(token.ent_type for token in tokens)


def _referring(one: Prediction, first: dict[str, Span], text: str) -> Prediction:
    named = first.get(one.source.text_of(text)) if one.source else None
    return replace(one, referent=named) if named and named != one.source else one
