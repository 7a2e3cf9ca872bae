"""Where words that a span quotes stand in a text."""

from __future__ import annotations

from annotator.domain.span import Span

ALIKE = 85.0
"""Per cent of likeness from which words are taken for those that a span quotes."""

_CONTEXT = 60
"""Characters that are shown before a place and after it."""

_LONGEST_FUZZY = 2_000
"""Characters of a quoted text up to which what is only alike is looked for."""


def place_of(quoted: str, text: str, *, near: int) -> tuple[Span | None, float, int]:
    """Where quoted words stand: the same ones nearest to `near`, else the most alike."""
    starts = _occurrences(quoted, text)
    if starts:
        start = min(starts, key=lambda one: abs(one - near))
        return Span(start, start + len(quoted)), 100.0, len(starts)
    if len(quoted) > _LONGEST_FUZZY:
        return None, 0.0, 0
    from rapidfuzz import fuzz  # only where something is to be repaired

    found = fuzz.partial_ratio_alignment(quoted, text, score_cutoff=ALIKE)
    if found is None or found.dest_start == found.dest_end:
        return None, 0.0, 0
    spans = [
        span
        for start in _edges(text, found.dest_start)
        for end in _edges(text, found.dest_end)
        if start < end and (span := _without_edges(text, start, end))
    ]
    if not spans:
        return None, 0.0, 0
    likeness = {span: fuzz.ratio(quoted, span.text_of(text)) for span in spans}
    best = max(spans, key=likeness.__getitem__)
    return best, likeness[best], 1


def _edges(text: str, offset: int) -> tuple[int, int]:
    """Where the word ends that an offset may be in, to the left and to the right."""
    if not 0 < offset < len(text) or not (text[offset - 1].isalnum() and text[offset].isalnum()):
        return offset, offset
    left = right = offset
    while left > 0 and text[left - 1].isalnum():
        left -= 1
    while right < len(text) and text[right].isalnum():
        right += 1
    return left, right


def around_of(span: Span, text: str) -> tuple[str, str, str]:
    """What stands before a span, in it and after it, each in one line."""
    before = text[max(0, span.start - _CONTEXT) : span.start]
    after = text[span.end : span.end + _CONTEXT]
    return _one_line(before), _one_line(span.text_of(text)), _one_line(after)


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _occurrences(quoted: str, text: str) -> list[int]:
    starts = []
    at = text.find(quoted)
    while at >= 0:
        starts.append(at)
        at = text.find(quoted, at + 1)
    return starts


def _without_edges(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
