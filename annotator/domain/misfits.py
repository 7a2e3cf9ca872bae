"""Spans of imported files that did not fit, kept so that they may be repaired."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from annotator.domain.exchange import Problem

if TYPE_CHECKING:
    from annotator.domain.exchange import IncomingRelation, IncomingSpan
    from annotator.domain.ids import AnnotationId, DocumentId


class Misfitting(StrEnum):
    """Why a span does not fit."""

    PLACE = "place"
    """Its offsets are outside of the text, or other words stand there."""
    LABEL = "label"
    """The label scheme has no such label."""


@dataclass(frozen=True, slots=True)
class LostRelation:
    """A relation that was left out of an import because a span at its end was.

    source_id, target_id: the ends that are here; None for those that the relation calls by ids of
        misfits.
    """

    incoming: IncomingRelation
    source_id: AnnotationId | None = None
    target_id: AnnotationId | None = None


@dataclass(frozen=True, slots=True)
class Misfit:
    """One span that was left out of an import.

    span: its offsets are into the article's text, line ends normalised, where they lie in the raw
        one, else as they are. number: 1-based, among the article's spans.
    sentence: what is wrong with it. relations: those that were left out with it.
    """

    document_id: DocumentId
    origin: str
    number: int
    span: IncomingSpan
    why: Misfitting
    sentence: str
    relations: tuple[LostRelation, ...] = ()

    @property
    def key(self) -> str:
        """What relations of its article call it by."""
        return key_of(self.span, self.number)

    @property
    def problem(self) -> Problem:
        """The same for the report."""
        return Problem(self.origin, f"Span {self.number} was left out: {self.sentence}")


def key_of(span: IncomingSpan, number: int) -> str:
    """What relations call a span by: its own id, or its place among the spans, from 1."""
    return span.id or f"#{number}"
