"""Passages in single quotation marks, as British papers set them, told apart from apostrophes."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENING = re.compile(
    r"(?<![\w'’‘`])(?:‘(?=[^\s‘’']|’\w)|'(?=[\w“\"(\[…]))"
    r"(?!(?:em|til|till|tis|twas|twere|cause|n|un|bout|round|ere|cos|coz)\b|\d0s\b)",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"(?<=[^\s'’‘])(?<!['’]n)['’](?![\w'’])", re.IGNORECASE)
_AFTER_STOP = (",", ".", "!", "?", "…", "”", '"', "—", "–")
_SENTENCE_ENDS = (".", "!", "?", "…")
_NEXT_LINE = re.compile(r"\s*\n\s*")
_DOUBLED = re.compile(r"''|``|‘‘|’’")


class Passage(NamedTuple):
    """A passage with its marks. goes_on: the next paragraph opens it anew."""

    span: Span
    goes_on: bool = False


def single_passages(text: str, double: Sequence[Span]) -> list[Passage]:
    """The passages in single marks, in order, where these are the article's quotation marks.

    double: the passages in double marks. The article's marks are single if each of those lies
    within one in single marks, and one of these at least ends with a stop before its mark,
    which no apostrophe does.
    """
    if _DOUBLED.search(text) or not _CLOSING.search(text):
        return []
    found: list[Passage] = []
    at = 0
    for line in text.split("\n"):
        _add_line(text, found, at, at + len(line))
        at += len(line) + 1
    if not any(_is_sure(text, one.span) for one in found):
        return []
    if found[-1].goes_on:
        found.pop()
    if not all(_inside(one, found) for one in double):
        return []
    return [one for one in found if any(map(str.isalnum, one.span.text_of(text)))]


def _add_line(text: str, found: list[Passage], start: int, end: int) -> None:
    """Add what the line from start to end has to what the lines before it have."""
    opening = _OPENING.search(text, start, end)
    blank = not text[start:end].strip()
    if found and found[-1].goes_on and not blank and not _begins(text, opening, start):
        found.pop()  # what seemed to go on does not: its mark was an apostrophe
    while opening:
        following = _OPENING.search(text, opening.end(), end)
        stop = _close(text, opening.end(), following.start() if following else end, end)
        if stop is not None and _is_plural(text, stop, end) and _begins(text, opening, start):
            stop = None
        if stop is not None:
            found.append(Passage(Span(opening.start(), stop)))
            opening = _OPENING.search(text, stop, end)
        elif following is None and _begins(text, opening, start):
            last = opening.start() + len(text[opening.start() : end].rstrip())
            found.append(Passage(Span(opening.start(), last), goes_on=True))
            return
        else:
            opening = following


def _is_plural(text: str, stop: int, end: int) -> bool:
    """Whether the mark before `stop` is an apostrophe: words follow it to the line's end, where
    a sentence ends and the next line opens the quotation anew.
    """
    if text[stop - 2] in _AFTER_STOP or not text[:end].rstrip().endswith(_SENTENCE_ENDS):
        return False
    following = _NEXT_LINE.match(text, end)
    return following is not None and _OPENING.match(text, following.end()) is not None


def _begins(text: str, opening: re.Match[str] | None, start: int) -> bool:
    """Whether a line that starts at `start` begins with this mark."""
    return opening is not None and not text[start : opening.start()].strip()


def _close(text: str, start: int, limit: int, end: int) -> int | None:
    """Where the passage that begins at `start` ends; None if nothing closes it.

    One that begins as a sentence does is closed by the first mark after a stop, whatever
    plural's apostrophe ("the boys'") comes before, another by the first mark.
    """
    marks = [match.end() for match in _CLOSING.finditer(text, start, limit)]
    after_stop = [one for one in marks if text[one - 2] in _AFTER_STOP]
    if text[start].isupper() and after_stop:
        return after_stop[0]
    if marks:
        return marks[0]
    later = (match.end() for match in _CLOSING.finditer(text, limit, end))
    nested = [one for one in later if text[one - 2] in _AFTER_STOP]
    return nested[0] if nested else None


def _inside(span: Span, found: Sequence[Passage]) -> bool:
    at = bisect_right(found, span.start, key=lambda one: one.span.start) - 1
    return at >= 0 and found[at].span.contains(span)


def _is_sure(text: str, span: Span) -> bool:
    return text[span.end - 2] in _AFTER_STOP and " " in span.text_of(text)
