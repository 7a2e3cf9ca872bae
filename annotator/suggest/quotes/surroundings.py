"""Where a quotation stands: its paragraph, and what its sentence says outside of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.text import paragraph_starts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.domain.span import Span
    from annotator.suggest.quotes.marks import Quotation

_CLOSING = "\"”“»«›‹」』’')]}"
_SENTENCE_END = re.compile(rf"[.!?…][{re.escape(_CLOSING)}]*\s+(?=[\"“„«‹‘'`(\[—–-]*\s?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Reps|Sens|Gov|Gen|Col|Lt|Sgt|Capt|Cpl|Maj|Adm|Rev|Hon|Pres"
    r"|Amb|Atty|Supt|St|Mt|Ft|vs|Jr|Sr|No|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.\s*$"
)
_PAUSE = (",", "?", "!", "—", "–", "-", "…")
_TERMINAL = (".", "!", "?", "…")


class Surroundings(NamedTuple):
    """Code-point offsets around a quotation.

    start, end: its paragraph. before: where its sentence begins. after: where that ends.
    closed: what it ends with ends a sentence, so that a new one may follow. paused: it ends with
    a comma or such, so that words about it may follow.
    """

    start: int
    end: int
    before: int
    after: int
    closed: bool
    paused: bool


def surroundings(text: str, quoted: Sequence[Quotation]) -> list[Surroundings]:
    """The surroundings of each quotation, in the order given."""
    starts = paragraph_starts(text)
    found: list[Surroundings] = []
    sentences: list[int] = []
    for one in quoted:
        line = bisect_right(starts, one.span.start)
        start = starts[line - 1]
        end = starts[line] if line < len(starts) else len(text)
        if not found or found[-1].start != start:
            sentences = _sentence_starts(text, start, end)
        before = sentences[bisect_right(sentences, one.span.start) - 1]
        at = bisect_right(sentences, one.span.end - 1)
        after = sentences[at] if at < len(sentences) else end
        found.append(
            Surroundings(
                start, end, before, after, ends_sentence(text, one.span), _pauses(text, one.span)
            )
        )
    return found


def ends_sentence(text: str, quoted: Span) -> bool:
    """Whether the last mark within a quotation, or the one after it, is a full stop or such."""
    inside = text[quoted.start : quoted.end].rstrip(_CLOSING + " ")
    return inside.endswith(_TERMINAL) or text.startswith(_TERMINAL, quoted.end)


def _pauses(text: str, quoted: Span) -> bool:
    inside = text[quoted.start : quoted.end].rstrip(_CLOSING + " ")
    return inside.endswith(_PAUSE) or text[quoted.end : quoted.end + 3].lstrip().startswith(_PAUSE)


def _sentence_starts(text: str, start: int, end: int) -> list[int]:
    """Where the sentences of a paragraph begin, as far as its punctuation tells."""
    ends = _SENTENCE_END.finditer(text, start, end)
    return [start, *(one.end() for one in ends if not _is_abbreviated(text, start, one))]


def _is_abbreviated(text: str, start: int, stop: re.Match[str]) -> bool:
    return _ABBREVIATION.search(text, max(start, stop.start() - 8), stop.end()) is not None


def begins_sentence(text: str, quoted: Span, around: Surroundings) -> bool:
    """Whether a quotation is made of sentences of its own, not of a few words of another's.

    So it is if it begins like one, and if it goes on with one that "she said" interrupts.
    """
    words = text[quoted.start : quoted.end].lstrip("\"“”„‟«»‹›「」『』`‘' ([…—–")
    if words[:1].isupper() and len(words.split()) > 1:
        return True
    if not any(map(str.isalnum, text[around.before : quoted.start])):
        return True
    return text[around.before : around.before + 1] in "\"“„«‘'" and around.closed
