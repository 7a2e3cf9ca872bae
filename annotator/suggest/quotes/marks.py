"""Passages in quotation marks, paragraph by paragraph.

Double marks count, and a pair of single ones where it cannot be anything else (``…''). Single marks
count where an article has no others (single_marks.py): else they are apostrophes, or within a
quotation and that one's own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.span import Span
from annotator.suggest.quotes.single_marks import single_passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.suggest.base import Parsed

_MARKS = re.compile("[\"“”„‟«»‹›「」『』]|``|''|’’")
_CLOSERS = {
    '"': ('"', "”"),
    "“": ('"', "”", "“", "''", "’’"),
    "‟": ('"', "”"),
    "„": ("“", "”", '"'),
    "”": ("”",),  # Swedish and Finnish open and close alike
    "«": ("»",),
    "»": ("«",),  # German and Danish books point inwards
    "‹": ("›",),
    "›": ("‹",),
    "「": ("」",),
    "『": ("』",),
    "``": ("''", "’’", '"', "”"),
}
_ENDS_LIKE_SPEECH = re.compile(r"[.!?…][’')\]]*\s*$")
_LEADING = '"“”„‟«»‹›「」『』` '
_SLIP = re.compile(r"[.,!?…]’(?=\s|$)")
"""A single mark that closes what a double one opened."""
_STOPS = frozenset(".,!?…")
_BEFORE_OPENING = frozenset(" \t\u00a0\u2009\u202f([{—–-/‘'’…:")


class Quotation(NamedTuple):
    """A passage with its marks. goes_on: its last paragraph's end does not close it."""

    span: Span
    goes_on: bool = False


class _Opened(NamedTuple):
    at: int
    mark: str


def quoted_passages(parsed: Parsed) -> list[Quotation]:
    """The quotations of a text: for parsed.shared, since each suggester asks for them."""
    return quotations(parsed.text)


def quoted_spans(parsed: Parsed) -> list[Span]:
    """Where they stand; likewise for parsed.shared."""
    return [one.span for one in parsed.shared(quoted_passages)]


def stands_within(offset: int, quoted: Sequence[Span]) -> bool:
    """Whether an offset lies in one of the spans, which are in order and do not overlap."""
    at = bisect_right(quoted, offset, key=lambda one: one.start) - 1
    return at >= 0 and quoted[at].covers(offset)


def quotations(text: str) -> list[Quotation]:
    """The passages in quotation marks, in order, none across a line end.

    A quotation over several paragraphs, each of which opens it anew while only the last closes
    it, gives one for each. One that nothing closes goes on to the end of its paragraph if that
    ends as a sentence does; else its mark is left alone.
    """
    found = _double(text)
    singles = single_passages(text, [one.span for one in found])
    return [Quotation(one.span, one.goes_on) for one in singles] or found


def _double(text: str) -> list[Quotation]:
    found: list[Quotation] = []
    unclosed: Quotation | None = None
    for start, end in _paragraphs(text):
        if unclosed and _begins_with_opening(text, start, end):
            found.append(unclosed)
        elif unclosed and (mended := _mended(text, unclosed.span)):
            found.append(Quotation(mended))
        closed, opened = _in_paragraph(text, start, end)
        found += closed
        unclosed = _to_paragraph_end(text, opened, end) if opened else None
    if unclosed and (mended := _mended(text, unclosed.span)):
        found.append(Quotation(mended))
    return [one for one in found if _has_word(text, one.span)]


def _mended(text: str, unclosed: Span) -> Span | None:
    """A quotation that nobody closed: up to a slip of a mark, or its paragraph's end."""
    if slip := _SLIP.search(text, unclosed.start, unclosed.end):
        return Span(unclosed.start, slip.end())
    words = text[unclosed.start : unclosed.end].lstrip(_LEADING)
    if words[:1].isupper() and _ENDS_LIKE_SPEECH.search(words):
        return unclosed
    return None


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
    depth = 0
    for match in _MARKS.finditer(text, start, end):
        at, mark = match.start(), match.group()
        before = text[at - 1] if at > start else ""
        after = text[match.end()] if match.end() < end else ""
        if opened and mark == "“" and _is_nested(text, at, end, opened.mark):
            depth += 1
        elif opened and depth and mark == "”":
            depth -= 1
        elif opened and _closes(mark, opened.mark, before, after):
            closed.append(Quotation(Span(opened.at, match.end())))
            opened = None
        elif mark in _CLOSERS and _opens(mark, before, after):
            opened = _Opened(at, mark)
    return closed, opened


def _is_nested(text: str, at: int, end: int, opener: str) -> bool:
    """Whether enough marks follow to close what opens here, and what was open before."""
    spare = text.count("”", at, end) - text.count("“", at, end)
    return (opener == "“" and spare > 0) or (opener == '"' and spare >= 0)


def _closes(mark: str, opener: str, before: str, after: str) -> bool:
    """Whether a mark ends what `opener` began: not if it clearly begins something itself."""
    if mark not in _CLOSERS[opener]:
        return False
    if len(mark) > 1 and after.isalnum():
        return False
    if mark == opener == "“":  # a slip, where it can open nothing
        return before in _STOPS and not after.strip()
    return mark != '"' or not (_is_edge(before) and after.isalnum())


def _opens(mark: str, before: str, after: str) -> bool:
    """Whether a mark that closes nothing begins a quotation: `6"` and a stray mark do not."""
    if not after or after.isspace():
        if mark == "“":
            return bool(after) and _is_edge(before)  # a slip
        return mark in "«„‹" and bool(after)  # French sets a space inside its marks
    if mark == '"':
        return not before.isalnum() and before != "="  # the latter: an attribute in markup
    if mark in "”»›":
        return _is_edge(before)
    return mark in _CLOSERS


def _is_edge(character: str) -> bool:
    return not character or character in _BEFORE_OPENING


def _to_paragraph_end(text: str, opened: _Opened, end: int) -> Quotation:
    length = len(text[opened.at : end].rstrip())
    return Quotation(Span(opened.at, opened.at + length), goes_on=True)


def _has_word(text: str, span: Span) -> bool:
    return any(map(str.isalnum, span.text_of(text)))
