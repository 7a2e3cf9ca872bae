"""Claims: what somebody is reported to hold, outside of quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.suggest.claims.adverbial import adverbial_reports
from annotator.suggest.claims.constructions import wider_reports
from annotator.suggest.claims.doubled_marks import doubled_passages
from annotator.suggest.claims.headings import headings
from annotator.suggest.claims.nominal import nominal_reports
from annotator.suggest.claims.reliability import SHARES, reason, share_right, shown
from annotator.suggest.quotes.marks import quoted_spans, stands_within
from annotator.suggest.reporting.claimants import relative_pronoun
from annotator.suggest.reporting.clauses import content_spans
from annotator.suggest.reporting.reports import reports
from annotator.suggest.standing_for import referent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotator.suggest.base import Parsed
    from annotator.suggest.reporting.clauses import Report

_WORD = re.compile(r"\w+")
_MOSTLY = 0.9
"""A clause with this share of its words in quotation marks is a QUOTE, no CLAIM."""
_BEFORE = 8
"""Code points to look back for the "that" of a clause."""
_FARTHEST = 200
"""Code points between a passage and the reporting verb that names its speaker."""


class ClaimSuggester:
    """Assertions outside quotation marks that the text attributes to somebody."""

    name = "spacy.claims.v1"
    version = "2"
    needs = frozenset({"parser"})
    uses = frozenset({"tagger"})

    def suggest(self, parsed: Parsed) -> Sequence[Prediction]:
        """One CLAIM for each reported clause, with its claimant as the source; none overlap."""
        doubled = doubled_passages(parsed.text)
        quoted = [one for one in parsed.shared(quoted_spans) if one not in doubled]
        told = [
            report
            for analyse in (reports, wider_reports, nominal_reports, adverbial_reports)
            for report in parsed.shared(analyse)
            if not _holds(quoted, report) and not _holds(doubled, report)
        ]
        found = [
            *_headings(parsed.text, quoted),
            *_passages(parsed.text, doubled, told),
            *(
                _prediction(parsed.text, report, _with_marks(parsed.text, span, quoted))
                for report in told
                for span in _outside_quotation(report, quoted)
            ),
        ]
        claims = _apart(one for one in found if not _is_quoted(parsed.text, one.span, quoted))
        return _with_referents(parsed, claims)


def _with_referents(parsed: Parsed, claims: Sequence[Prediction]) -> list[Prediction]:
    """The claims with the name that "he" or "the minister" stands for, where that is certain."""
    return [replace(claim, referent=_referent(parsed, claim)) for claim in claims]


def _referent(parsed: Parsed, claim: Prediction) -> Span | None:
    if claim.referent is not None or claim.source is None:
        return claim.referent
    return referent(parsed, claim.source)


def _prediction(text: str, report: Report, span: Span) -> Prediction:
    pronoun = relative_pronoun(report.cue) if report.source else None
    return Prediction(
        span,
        "CLAIM",
        score=share_right(report),
        source=report.source if pronoun is None else pronoun,
        reason=reason(report, text),
        cue=cue_span(report),
        referent=report.source if pronoun is not None else None,
        attributes=(("polarity", report.polarity),),
    )


def cue_span(report: Report) -> Span:
    """Where the reporting word stands; of "according", with its "to"."""
    last = report.cue
    if report.kind == "according":
        last = next((one for one in last.rights if one.lower_ == "to"), last)
    return Span(report.cue.idx, last.idx + len(last))


def _headings(text: str, quoted: Sequence[Span]) -> Iterator[Prediction]:
    for who, cue, what in headings(text):
        if not _inside(cue, quoted):
            yield Prediction(
                what,
                "CLAIM",
                score=SHARES["heading"],
                source=who,
                reason=f"after {shown(who.text_of(text))} and a colon",
                cue=cue,
                attributes=(("polarity", "asserts"),),
            )


def _passages(text: str, doubled: Sequence[Span], told: Sequence[Report]) -> Iterator[Prediction]:
    """The passages between doubled single marks that somebody nearby is said to have said."""
    speaking = [one for one in told if one.kind in {"before", "inserted", "clause", ""}]
    spoken = [
        (one, cue_span(one), content_spans(one))
        for one in speaking
        if one.source and not _inside(one.source, doubled)
    ]
    for passage in doubled:
        start = text.rfind("\n", 0, passage.start) + 1
        end = text.find("\n", passage.end)
        near = [one for one in spoken if start <= one[1].start and (end < 0 or one[1].end <= end)]
        governing = [one for one in near if any(part.overlaps(passage) for part in one[2])]
        nearest = min(governing or near, key=lambda one: _distance(passage, one[1]), default=None)
        if nearest is not None and (governing or _distance(passage, nearest[1]) <= _FARTHEST):
            yield _prediction(text, nearest[0]._replace(kind="doubled"), passage)


def _distance(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end)


def _apart(claims: Iterable[Prediction]) -> list[Prediction]:
    """The claims in order, none overlapping: of two the one that holds the other, else the first.

    What lies within a claim is its claimant's to report.
    """
    kept: list[Prediction] = []
    for claim in sorted(claims, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or not kept[-1].span.overlaps(claim.span):
            kept.append(claim)
    return kept


def _outside_quotation(report: Report, quoted: Sequence[Span]) -> list[Span]:
    """What is reported, but for scraps beside a quotation: '"It is," he said, on his way out'."""
    spans = content_spans(report)
    head = report.content
    if head is None or report.kind not in {"before", "inserted"}:
        return spans
    if not _inside(Span(head.idx, head.idx + len(head)), quoted):
        return spans
    return [span for span in spans if span.start <= head.idx < span.end]


def _with_marks(text: str, span: Span, quoted: Sequence[Span]) -> Span:
    """The span with the quotation mark at its edge, where the parse has left that outside."""
    start, end = span.start, span.end
    for one in _touching(span, quoted):
        if one.start < start and not _has_word(text[one.start : start]):
            start = one.start
        if one.end > end and (one.start >= start or not _has_word(text[end : one.end])):
            end = one.end
    return Span(start, end)


def _touching(span: Span, quoted: Sequence[Span]) -> list[Span]:
    """The first and the last of the quotations that overlap the span, if there are any."""
    first = bisect_right(quoted, span.start, key=lambda one: one.end)
    last = bisect_left(quoted, span.end, key=lambda one: one.start)
    return [quoted[first], quoted[last - 1]] if first < last else []


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def _holds(quoted: Sequence[Span], report: Report) -> bool:
    """Whether its cue stands in a quotation: what a speaker says that others say."""
    return _inside(cue_span(report), quoted)


def _inside(span: Span, quoted: Sequence[Span]) -> bool:
    at = bisect_right(quoted, span.start, key=lambda one: one.start) - 1
    return at >= 0 and quoted[at].contains(span)


def _is_quoted(text: str, span: Span, quoted: Sequence[Span]) -> bool:
    words = [match.start() for match in _WORD.finditer(text, span.start, span.end)]
    before = text[max(0, span.start - _BEFORE) : span.start].split()
    said = len(words) + (before[-1:] == ["that"])
    return sum(stands_within(word, quoted) for word in words) >= _MOSTLY * said
