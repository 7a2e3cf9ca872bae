"""Who says a quotation: from the parse where there is one, else from the words beside it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.span import Span
from annotator.domain.text import paragraph_starts
from annotator.suggest.attribution import content_spans, mention, reports, subject_of
from annotator.suggest.reporting_verbs import SPEECH_FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from annotator.suggest.base import Parsed
    from annotator.suggest.marks import Quotation

_WORD = r"[A-Z][\w.’'-]*"
_NAME = (
    rf"(?:[Tt]he )?{_WORD}(?: (?:(?:of|de|al|bin|van|von) )?{_WORD})*"
    "|[Hh]e|[Ss]he|[Tt]hey|[Ii]t"
)
_VERB = "|".join(sorted(SPEECH_FORMS, key=len, reverse=True))
_VERB_NAME = re.compile(rf"\s*(?:{_VERB})\s+(?P<name>{_NAME})\b")
_NAME_VERB = re.compile(rf"\s*\b(?P<name>{_NAME})\s+(?:\w+ly\s+)?(?:{_VERB})\b")
_FARTHEST = 200
"""Code points between a quotation and the reporting verb that names its speaker."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A reporting verb with a subject: where it stands, who reports, and what."""

    span: Span
    source: Span
    content: tuple[Span, ...]

    def governs(self, quoted: Span) -> bool:
        return any(one.overlaps(quoted) for one in self.content)

    def distance(self, quoted: Span) -> int:
        after = self.span.start >= quoted.end
        return self.span.start - quoted.end if after else quoted.start - self.span.end


class _Paragraph(NamedTuple):
    start: int
    end: int


def speakers(parsed: Parsed, quoted: Sequence[Quotation]) -> list[Span | None]:
    """The mention of the speaker of each quotation, None where the text near it has none."""
    doc = parsed.doc if parsed.doc is not None and parsed.doc.has_annotation("DEP") else None
    told = list(_told(doc, quoted)) if doc is not None else []
    starts = paragraph_starts(parsed.text)
    found: list[Span | None] = []
    for index, one in enumerate(quoted):
        paragraph = _paragraph_at(parsed.text, starts, one.span.start)
        if doc is None:
            source = _speaker_beside(parsed.text, one.span, paragraph)
        else:
            source = _reporter(one.span, paragraph, told)
        if source is None and index:
            source = _carried_over(parsed.text, quoted, index, found[-1], paragraph)
        if source is None and doc is not None:
            source = _announced(parsed.text, paragraph, told) or _subject_around(doc, one.span)
        found.append(source)
    return found


def _paragraph_at(text: str, starts: Sequence[int], offset: int) -> _Paragraph:
    line = bisect_right(starts, offset)
    return _Paragraph(starts[line - 1], starts[line] if line < len(starts) else len(text))


def _told(doc: Doc, quoted: Sequence[Quotation]) -> Iterator[_Told]:
    """The reporting verbs outside of quotation marks."""
    starts = [one.span.start for one in quoted]
    for report in reports(doc):
        span = Span(report.cue.idx, report.cue.idx + len(report.cue))
        at = bisect_right(starts, span.start) - 1
        if report.source and not (at >= 0 and quoted[at].span.contains(span)):
            yield _Told(span, report.source, tuple(content_spans(report)))


def _reporter(quoted: Span, paragraph: _Paragraph, told: Sequence[_Told]) -> Span | None:
    """The source of the verb that reports the quotation, else of the nearest one."""
    first = bisect_left(told, paragraph.start, key=lambda one: one.span.start)
    last = bisect_left(told, paragraph.end, key=lambda one: one.span.start)
    near = [one for one in told[first:last] if not quoted.overlaps(one.source)]
    candidates = [one for one in near if one.governs(quoted)]
    candidates = candidates or [one for one in near if one.distance(quoted) <= _FARTHEST]
    best = min(candidates, key=lambda one: one.distance(quoted), default=None)
    return best.source if best else None


def _speaker_beside(text: str, quoted: Span, paragraph: _Paragraph) -> Span | None:
    """ "…," said Ann Lee / Ann Lee said, "…": after the quotation, else just before it."""
    for pattern in (_VERB_NAME, _NAME_VERB):
        match = pattern.match(text, quoted.end, paragraph.end)
        if match:
            return Span(*match.span("name"))
    earliest = max(paragraph.start, quoted.start - _FARTHEST)
    before = list(_NAME_VERB.finditer(text, earliest, quoted.start))
    return Span(*before[-1].span("name")) if before else None


def _carried_over(
    text: str,
    quoted: Sequence[Quotation],
    index: int,
    source: Span | None,
    paragraph: _Paragraph,
) -> Span | None:
    """The speaker of the quotation before, if this one goes on with it.

    So it does within a paragraph, where the one before was not closed, and where a paragraph is
    nothing but a quotation and the one before it had one, too.
    """
    previous, this = quoted[index - 1], quoted[index]
    if previous.span.start >= paragraph.start or previous.goes_on:
        return source
    between = text[previous.span.end : this.span.start]
    alone = not any(map(str.isalnum, text[this.span.end : paragraph.end]))
    adjacent = between.rstrip("\n").count("\n") == 0
    return source if alone and adjacent and not text[paragraph.start : this.span.start] else None


def _announced(text: str, paragraph: _Paragraph, told: Sequence[_Told]) -> Span | None:
    """The speaker of a paragraph of its own after "She said:"."""
    end = len(text[: paragraph.start].rstrip())
    if not end or text[end - 1] != ":":
        return None
    line_start = text.rfind("\n", 0, end) + 1
    before = [one for one in told if line_start <= one.span.start < end]
    return before[-1].source if before else None


def _subject_around(doc: Doc, quoted: Span) -> Span | None:
    """The subject of the clause that holds the quotation: She called it "…"."""
    inside = doc.char_span(quoted.start, quoted.end, alignment_mode="expand")
    if inside is None:
        return None
    for token in inside.root.ancestors:
        if not inside.start <= token.i < inside.end:
            subject = subject_of(token)
            source = mention(subject) if subject is not None else None
            if source and not source.overlaps(quoted):
                return source
    return None
