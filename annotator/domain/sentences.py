"""Sentences and paragraphs of a text: what a caret moves by and a triple click takes, and where
formats of rows have their blank lines. Not the sentences of any suggester.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.domain.abbreviations import BEFORE_NUMBERS, STARTERS, SUFFIXES, TITLES
from annotator.domain.span import Span
from annotator.domain.words import holding

if TYPE_CHECKING:
    from collections.abc import Iterator

_REACH = 3_000
_CLOSING = "[\"'”’»›)\\]}」』）】》]*"
_END = re.compile(
    rf"[.!?…؟۔।]+{_CLOSING}(?=\s|\Z)"  # here a space must follow: 3.5 and bbc.co.uk go on
    rf"|[。！？｡]+{_CLOSING}"
    r"|[\n\u2028\u2029]"
)
_LINE_ENDS = "\n\u2028\u2029"
_REST = re.compile(r"[^\S\n\u2028\u2029]*(?P<opening>[\"'“‘«‹(\[{—–-]*\s*)(?P<word>\w*)")
_BEFORE = re.compile(r"[\w.&]*\Z")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_INK = re.compile(r"\S")


def sentence_at(text: str, offset: int) -> Span | None:
    """The sentence that the offset is in, or at the end of, with its final mark and quotes.

    A line's end ends a sentence. None where there is none, as on an empty line. One of thousands
    of characters may be cut.
    """
    return holding(_sentences_around(text, offset), offset)


def next_sentence(text: str, offset: int, step: int) -> int:
    """The start of a sentence: the first after the offset (step 1), or the last before it (-1).

    Where there is none near, the way is cut short there, at the text's edge at the latest.
    """
    starts = [span.start for span in _sentences_around(text, offset)]
    if step > 0:
        far = min(len(text), offset + _REACH)
        return min((one for one in starts if one > offset), default=far)
    return max((one for one in starts if one < offset), default=max(0, offset - _REACH))


def paragraph_at(text: str, offset: int) -> Span | None:
    """The line that the offset is in, without white space at its ends; None on an empty one."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return _stripped(text, start, len(text) if end < 0 else end)


def next_paragraph(text: str, offset: int, step: int) -> int:
    """The start of a line that is not empty: the next, or the one here or before (step -1).

    The text's edge where there is none.
    """
    if step > 0:
        end = text.find("\n", offset)
        found = _INK.search(text, end) if end >= 0 else None
        return text.rfind("\n", 0, found.start()) + 1 if found else len(text)
    while offset > 0:
        start = text.rfind("\n", 0, offset - 1) + 1
        end = text.find("\n", start)
        if _INK.search(text, start, len(text) if end < 0 else end):
            return start
        offset = start
    return 0


def sentences(text: str) -> Iterator[Span]:
    """All the sentences, in order; between them is only white space."""
    return _sentences_between(text, 0, len(text))


def _sentences_around(text: str, offset: int) -> Iterator[Span]:
    return _sentences_between(text, max(0, offset - _REACH), min(len(text), offset + _REACH))


def _sentences_between(text: str, first: int, last: int) -> Iterator[Span]:
    start = first
    for match in _END.finditer(text, first, last):
        if _ends(text, match):
            span = _stripped(text, start, match.end())
            start = match.end()
            if span is not None:
                yield span
    span = _stripped(text, start, last)
    if span is not None:
        yield span


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends with the marks that were found."""
    mark = match[0]
    if mark[0] in _LINE_ENDS or mark[0] in "。！？｡":
        return True
    rest = _REST.match(text, match.end())
    word = rest["word"] if rest else ""
    if word[:1].islower():
        return False
    if mark[0] != "." or mark[:2] == "..":
        return True
    found = _BEFORE.search(text, max(0, match.start() - 24), match.start())
    before = found[0].casefold() if found else ""
    if before in TITLES or (before in BEFORE_NUMBERS and word[:1].isdigit()):
        return len(mark) > 1 and before not in TITLES
    if before in SUFFIXES or _INITIALS.fullmatch(before):
        return not word or word.casefold() in STARTERS
    return True


def _stripped(text: str, start: int, end: int) -> Span | None:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end = start + len(part.strip())
    return Span(start, end) if start < end else None
