"""Words of a text, for hands: what a nudge moves by. Not the tokenisation of any format."""

from __future__ import annotations

import re

from annotator.domain.span import Span

# letters and digits, with the marks that stand inside of words: don't, Al-Assad, U.S., 3,000
_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")
_REACH = 400


def word_at(text: str, offset: int) -> Span | None:
    """The word that the offset is in or at the end of; None between words."""
    for span in _around(text, offset):
        if span.start <= offset <= span.end:
            return span
    return None


def next_word_start(text: str, offset: int, step: int) -> int:
    """The start of a word: the first after the offset (step 1) or the last before it (step -1).

    Where there is none near, the offset moved by one character, within the text.
    """
    return _nearest([span.start for span in _around(text, offset)], text, offset, step)


def next_word_end(text: str, offset: int, step: int) -> int:
    """The same for ends of words."""
    return _nearest([span.end for span in _around(text, offset)], text, offset, step)


def _around(text: str, offset: int) -> list[Span]:
    """The words near an offset, in order; one that the window cuts is cut."""
    first, last = max(0, offset - _REACH), min(len(text), offset + _REACH)
    return [Span(match.start(), match.end()) for match in _WORD.finditer(text, first, last)]


def _nearest(places: list[int], text: str, offset: int, step: int) -> int:
    if step > 0:
        return min((one for one in places if one > offset), default=min(len(text), offset + 1))
    return max((one for one in places if one < offset), default=max(0, offset - 1))
