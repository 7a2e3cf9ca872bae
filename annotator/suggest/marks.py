"""Passages in quotation marks, paragraph by paragraph.

Only double marks count: a single one is an apostrophe far more often, and within a quotation it
is that quotation's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = re.compile('["“”„‟«»]')
_CLOSERS = {
    '"': '"”',
    "“": '"”',
    "‟": '"”',
    "„": '“”"',
    "”": "”",  # Swedish and Finnish open and close alike
    "«": "»",
    "»": "«",  # German and Danish books point inwards
}
_BEFORE_OPENING = frozenset(" \t\u00a0\u2009\u202f([{—–-/‘'’…:")


class Quotation(NamedTuple):
    """A passage with its marks. goes_on: its last paragraph's end does not close it."""

    span: Span
    goes_on: bool = False


class _Opened(NamedTuple):
    at: int
    mark: str


def quotations(text: str) -> list[Quotation]:
    """The passages in quotation marks, in order, none across a line end.

    A quotation over several paragraphs, each of which opens it anew while only the last closes
    it, gives one for each. A mark that nothing closes is left alone otherwise.
    """
    found: list[Quotation] = []
    unclosed: Quotation | None = None
    for start, end in _paragraphs(text):
        if unclosed and _begins_with_opening(text, start, end):
            found.append(unclosed)
        closed, opened = _in_paragraph(text, start, end)
        found += closed
        unclosed = _to_paragraph_end(text, opened, end) if opened else None
    return [one for one in found if _has_word(text, one.span)]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line that holds more than white space."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if not text[start:end].isspace() and end > start:
            yield start, end
        start = end + 1


def _begins_with_opening(text: str, start: int, end: int) -> bool:
    match = _MARKS.match(text, end - len(text[start:end].lstrip()), end)
    return match is not None and match.group() in _CLOSERS


def _in_paragraph(text: str, start: int, end: int) -> tuple[list[Quotation], _Opened | None]:
    """The closed quotations of a paragraph, and the one that it leaves open."""
    closed: list[Quotation] = []
    opened: _Opened | None = None
    for match in _MARKS.finditer(text, start, end):
        at, mark = match.start(), match.group()
        before = text[at - 1] if at > start else ""
        after = text[at + 1] if at + 1 < end else ""
        if opened and _closes(mark, opened.mark, before, after):
            closed.append(Quotation(Span(opened.at, at + 1)))
            opened = None
        elif _opens(mark, before, after):
            opened = _Opened(at, mark)
    return closed, opened


def _closes(mark: str, opener: str, before: str, after: str) -> bool:
    """Whether a mark ends what `opener` began: not if it clearly begins something itself."""
    if mark not in _CLOSERS[opener]:
        return False
    return mark != '"' or not (_is_edge(before) and after.isalnum())


def _opens(mark: str, before: str, after: str) -> bool:
    """Whether a mark that closes nothing begins a quotation: `6"` and a stray mark do not."""
    if not after or after.isspace():
        return mark in "«„" and bool(after)  # French sets a space inside its marks
    if mark == '"':
        return not before.isalnum() and before != "="  # the latter: an attribute in markup
    if mark in "”»":
        return _is_edge(before)
    return mark in _CLOSERS


def _is_edge(character: str) -> bool:
    return not character or character in _BEFORE_OPENING


def _to_paragraph_end(text: str, opened: _Opened, end: int) -> Quotation:
    length = len(text[opened.at : end].rstrip())
    return Quotation(Span(opened.at, opened.at + length), goes_on=True)


def _has_word(text: str, span: Span) -> bool:
    return any(map(str.isalnum, span.text_of(text)))
