"""How far each way of finding a quotation's speaker is to be trusted, and how it is put."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.quotes.attributions import Path

if TYPE_CHECKING:
    from annotator.domain.span import Span
    from annotator.suggest.quotes.attributions import Attribution

_SHARES = {
    Path.AFTER: 1.0,
    Path.GOVERNED: 0.95,
    Path.ACCORDING: 0.95,
    Path.NOUN: 0.95,
    Path.NEAR: 0.95,
    Path.LABEL: 0.95,
    Path.ANNOUNCED: 0.9,
    Path.LED_IN: 0.85,
    Path.SIGNED: 0.95,
    Path.CARRIED: 1.0,
    Path.CONTINUED: 0.9,
    Path.REOPENED: 0.9,
    Path.CLAUSE: 0.85,
    Path.NONE: 0.65,
}
"""The share of the passages that were quotations, measured on news that the rules were tried on."""

_REASONS = {
    Path.AFTER: "{cue} takes {source} as its subject",
    Path.GOVERNED: "{cue} takes {source} as its subject",
    Path.ACCORDING: "{cue} names {source}",
    Path.NOUN: "{cue} stands for words of {source}",
    Path.NEAR: "{cue} stands near it, with {source}",
    Path.LABEL: "{source} stands before it with a colon",
    Path.ANNOUNCED: "{source} announces it in the paragraph before",
    Path.LED_IN: "{source} speaks in the sentence before",
    Path.SIGNED: "{source} signs it",
    Path.CARRIED: "{source} goes on from the quotation before",
    Path.CONTINUED: "{source} goes on from the paragraph before",
    Path.REOPENED: "{source} goes on: the paragraph before is not closed",
    Path.CLAUSE: "{source} is the subject of its sentence",
}
_NOBODY = "in quotation marks; who says it was not found"
_LONGEST = 60


def share_right(told: Attribution) -> float:
    """How often such a passage is a quotation, 0..1."""
    return _SHARES[told.path]


def reason(text: str, told: Attribution) -> str:
    """Why it is suggested, in one line."""
    if told.source is None:
        return _NOBODY
    cue = _in_marks(text, told.cue) if told.cue else "the sentence"
    return _REASONS[told.path].format(cue=cue, source=_in_marks(text, told.source))


def _in_marks(text: str, span: Span) -> str:
    words = " ".join(span.text_of(text).split())
    return f"“{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}”"
