"""What a hand that selects means: whole words, no stray marks at the ends."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from annotator.domain.characters import next_character
from annotator.domain.sentences import paragraph_at, sentence_at
from annotator.domain.span import Span
from annotator.domain.words import next_word_end, next_word_start, word_at, words_around

if TYPE_CHECKING:
    from collections.abc import Callable

_PAIRS = {
    "“": "”",
    "„": "“”",
    "‚": "‘’",
    "‘": "’",
    "«": "»",
    "‹": "›",
    "(": ")",
    "[": "]",
    "{": "}",
    "「": "」",
    "『": "』",
    "（": "）",
    "【": "】",
    "《": "》",
    '"': '"',
    "'": "'",
}
"""Closing marks by their opening one, as the languages of news use them."""

_MEANT = "%‰#@&*§†‡′″_"
"""Punctuation to Unicode, but part of what it stands at: 5%, #storm, Rule §3."""


def snapped(text: str, start: int, end: int) -> Span:
    """The span widened so that it parts no word. Raises OffsetError unless start < end."""
    span = Span(start, end)
    for word in words_around(text, start):
        if word.start < start < word.end:
            start = word.start
    for word in words_around(text, end):
        if word.start < end < word.end:
            end = word.end
    return Span(min(start, span.start), max(end, span.end))


def tidied(text: str, span: Span) -> Span | None:
    """The span without stray white space and punctuation at its ends; None if nothing is left.

    Quotes and brackets whose partner is in the span stay, and full stops of abbreviations.
    """
    start, end = span.start, span.end
    while start < end and _is_stray_first(text, start, end):
        start += 1
    while start < end and _is_stray_last(text, start, end):
        end -= 1
    return Span(start, end) if start < end else None


def grown(text: str, start: int, end: int) -> Span | None:
    """The next larger of word, sentence and paragraph around a selection or caret (start == end).

    Where it lies in several of them, from the first to the last. None if there is nothing larger.
    """
    units: list[Callable[[str, int], Span | None]] = [word_at, sentence_at, paragraph_at]
    for unit in units:
        first, last = unit(text, start), unit(text, max(start, end - 1))
        if first is None or last is None:
            continue
        wider = Span(min(first.start, start), max(last.end, end))
        if (wider.start, wider.end) != (start, end) and (unit is not word_at or end == start):
            return wider
    return None


def nudged(text: str, span: Span, step: int, *, at_end: bool, by_word: bool) -> Span | None:
    """The span with one boundary moved by a word or a character; None if nothing would be left."""
    here = span.end if at_end else span.start
    if by_word:
        there = (next_word_end if at_end else next_word_start)(text, here, step)
    else:
        there = next_character(text, here, step)
    start, end = (span.start, there) if at_end else (there, span.end)
    return Span(start, end) if start < end else None


def _is_stray_first(text: str, start: int, end: int) -> bool:
    character = text[start]
    if text[start + 1 : start + 2].isspace():
        return _is_stray(character)
    closing = _PAIRS.get(character, "")
    if any(text.find(one, start + 1, end) >= 0 for one in closing):
        return False
    return _is_stray(character)


def _is_stray_last(text: str, start: int, end: int) -> bool:
    character = text[end - 1]
    if text[end - 2 : end - 1].isspace():
        return _is_stray(character)
    openings = (one for one, closing in _PAIRS.items() if character in closing)
    if any(text.find(one, start, end - 1) >= 0 for one in openings):
        return False
    if character == ".":
        return all(word.end != end for word in words_around(text, end - 1))
    return _is_stray(character)


def _is_stray(character: str) -> bool:
    if character.isspace():
        return True
    category = unicodedata.category(character)
    return category in ("Cf", "Cc") or (category[0] == "P" and character not in _MEANT)
