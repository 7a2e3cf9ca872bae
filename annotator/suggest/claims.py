"""Claims: what somebody is reported to hold, outside of quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.suggest.attribution import content_spans, reports
from annotator.suggest.marks import quotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotator.suggest.base import Parsed

_WORD = re.compile(r"\w+")
_MOSTLY = 0.9
"""A clause with this share of its words in quotation marks is a QUOTE, no CLAIM."""


class ClaimSuggester:
    """Clauses that a reporting verb governs, or that stand "according to" somebody; no scores."""

    name = "spacy.claims.v1"
    version = "1"
    needs = frozenset({"parser"})

    def suggest(self, parsed: Parsed) -> Sequence[Prediction]:
        """One CLAIM for each reported clause, with its claimant as the source."""
        assert parsed.doc is not None
        quoted = [one.span for one in quotations(parsed.text)]
        found: dict[Span, Prediction] = {}
        for report in reports(parsed.doc):
            for bare in content_spans(report):
                span = _with_marks(parsed.text, bare, quoted)
                if not _inside(span, quoted) and not _is_quoted(parsed.text, span, quoted):
                    reason = f"reported with “{report.cue.text}”"
                    found.setdefault(
                        span, Prediction(span, "CLAIM", source=report.source, reason=reason)
                    )
        return _outermost(found.values())


def _outermost(claims: Iterable[Prediction]) -> list[Prediction]:
    """The claims in order, without those that lie within another: its claimant's to report."""
    kept: list[Prediction] = []
    for claim in sorted(claims, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or not kept[-1].span.contains(claim.span):
            kept.append(claim)
    return kept


def _with_marks(text: str, span: Span, quoted: Sequence[Span]) -> Span:
    """The span with the quotation mark at its edge, where the parse has left that outside."""
    start, end = span.start, span.end
    for one in _touching(span, quoted):
        if one.start < start and not _has_word(text[one.start : start]):
            start = one.start
        if one.end > end and not _has_word(text[end : one.end]):
            end = one.end
    return Span(start, end)


def _touching(span: Span, quoted: Sequence[Span]) -> list[Span]:
    """The first and the last of the quotations that overlap the span, if there are any."""
    first = bisect_right(quoted, span.start, key=lambda one: one.end)
    last = bisect_left(quoted, span.end, key=lambda one: one.start)
    return [quoted[first], quoted[last - 1]] if first < last else []


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def _inside(span: Span, quoted: Sequence[Span]) -> bool:
    """Whether it lies within one quotation: what a speaker says that others say."""
    at = bisect_right(quoted, span.start, key=lambda one: one.start) - 1
    return at >= 0 and quoted[at].contains(span)


def _is_quoted(text: str, span: Span, quoted: Sequence[Span]) -> bool:
    words = [match.start() for match in _WORD.finditer(text, span.start, span.end)]
    return sum(_covered(word, quoted) for word in words) >= _MOSTLY * len(words)


def _covered(offset: int, quoted: Sequence[Span]) -> bool:
    at = bisect_right(quoted, offset, key=lambda one: one.start) - 1
    return at >= 0 and quoted[at].covers(offset)
