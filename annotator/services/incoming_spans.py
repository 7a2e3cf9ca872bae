"""Whether a file's spans fit their text, and what is kept of those that do not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.errors import KnownError, UnknownName
from annotator.domain.misfits import LostRelation, Misfit, Misfitting
from annotator.domain.span import Span
from annotator.domain.text import cut, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotator.domain.annotation import Annotation
    from annotator.domain.exchange import IncomingRelation, IncomingSpan
    from annotator.domain.ids import DocumentId
    from annotator.domain.text import Normalised

_SHOWN = 60


def checked_span(start: int, end: int, quoted: str | None, normalised: Normalised) -> Span:
    """The span in the normalised text; offsets are into the raw one.

    Raises KnownError saying what is wrong with it.
    """
    if start < 0 or end > normalised.raw_length:
        raise _Misplaced(
            f"[{start}:{end}) is outside of the text ({normalised.raw_length} characters)."
        )
    if end < start:
        raise _Misplaced(f"[{start}:{end}) ends before it starts.")
    first, last = normalised.offset(start), normalised.offset(end)
    if first == last:
        raise _Misplaced(f"[{start}:{end}) is empty.")
    span = Span(first, last)
    if quoted is not None and normalise(quoted).text != span.text_of(normalised.text):
        found = shown(span.text_of(normalised.text))
        raise _Misplaced(
            f"[{start}:{end}) should be “{shown(quoted)}”, but the text there is “{found}”."
        )
    return span


class _Misplaced(KnownError):
    """A span that is not where its file says."""


def misfit_of(
    error: Exception,
    span: IncomingSpan,
    document_id: DocumentId,
    origin: str,
    number: int,
    normalised: Normalised,
) -> Misfit:
    """What is kept of a span that was left out. number: its place among the article's, from 1."""
    why = Misfitting.LABEL if isinstance(error, UnknownName) else Misfitting.PLACE
    inside = 0 <= span.start <= span.end <= normalised.raw_length
    if inside:
        span = replace(span, start=normalised.offset(span.start), end=normalised.offset(span.end))
    return Misfit(document_id, origin, number, span, why, str(error))


def with_relations(
    misfits: list[Misfit],
    relations: Iterable[IncomingRelation],
    arrived: Mapping[str, Annotation],
) -> list[Misfit]:
    """The misfits, each with the relations that it keeps from coming."""
    keys = {one.key for one in misfits}
    lost: dict[str, list[LostRelation]] = {key: [] for key in keys}
    for relation in relations if keys else ():
        ends = relation.source, relation.target
        if keys.isdisjoint(ends):
            continue
        source, target = (arrived.get(end) for end in ends)
        for key in keys.intersection(ends):
            lost[key].append(
                LostRelation(relation, source.id if source else None, target.id if target else None)
            )
    return [replace(one, relations=tuple(lost[one.key])) for one in misfits]


def shown(text: str) -> str:
    """A text as messages quote it."""
    return cut(text, _SHOWN)
