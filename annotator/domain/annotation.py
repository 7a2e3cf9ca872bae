"""Annotations and the relations between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from annotator.domain.ids import (
        AnnotationId,
        AnnotatorId,
        DocumentId,
        EntryId,
        RelationId,
        SuggestionId,
    )
    from annotator.domain.labels import Attributes
    from annotator.domain.span import Span
    from annotator.domain.suggestion import SuggesterInfo


class Origin(StrEnum):
    """How an annotation came to be."""

    HUMAN = "human"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an annotation comes from.

    The other fields say which suggestion it was, for ACCEPTED and CORRECTED;
    suggestion_id is None where that suggestion lies in another project.
    """

    origin: Origin = Origin.HUMAN
    suggestion_id: SuggestionId | None = None
    suggester: SuggesterInfo | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Annotator:
    """The person (or the adjudicator) behind an annotation."""

    id: AnnotatorId
    name: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """One label on one span by one annotator. Times are aware UTC.

    entry_id: the actor or location of the registry that it names; None if that is not said.
    """

    id: AnnotationId
    document_id: DocumentId
    span: Span
    label: str
    annotator_id: AnnotatorId
    created_at: datetime
    modified_at: datetime
    attributes: Attributes = ()
    note: str = ""
    provenance: Provenance = field(default_factory=Provenance)
    entry_id: EntryId | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed link from one annotation to another of the same document.

    SPEAKER leads from a QUOTE to an ACTOR, CLAIMANT from a CLAIM to an ACTOR.
    """

    id: RelationId
    document_id: DocumentId
    label: str
    source_id: AnnotationId
    target_id: AnnotationId
    annotator_id: AnnotatorId
    created_at: datetime
