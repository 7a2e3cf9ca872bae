"""Small values with sensible defaults, for tests."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from annotator.domain.annotation import Annotation, Annotator, Relation
from annotator.domain.document import Document, DocumentInfo, Metadata
from annotator.domain.edits import Change, Edit
from annotator.domain.ids import (
    AnnotationId,
    AnnotatorId,
    DocumentId,
    EditId,
    IdMaker,
    RelationId,
    SuggestionId,
)
from annotator.domain.labels import (
    AttributeKind,
    AttributeSpec,
    Label,
    LabelScheme,
    RelationType,
)
from annotator.domain.span import Span
from annotator.domain.suggestion import Decision, SuggesterInfo, Suggestion
from annotator.domain.text import fingerprint, title_of

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.store.project import Project

NOON = datetime(2026, 3, 4, 12, 0, 0, 123456, tzinfo=UTC)
ANA = Annotator(AnnotatorId(1), "Ana")
BEN = Annotator(AnnotatorId(2), "Ben")
NER = SuggesterInfo("spacy.ner.v1", "1", "en_core_web_sm 3.8.0")
TEXT = "The mayor, Nadia Orbeli, said: “We will not move.” 😀 Tbilisi, Monday."

IS_ROOT = getattr(os, "geteuid", lambda: 1)() == 0
"""Whether file permissions do not hold for these tests."""

new_id = IdMaker()


def make_scheme() -> LabelScheme:
    """Actors, locations, quotes and claims, and who said them."""
    return LabelScheme(
        labels=(
            Label(
                "ACTOR",
                "#1f6feb",
                "#58a6ff",
                "a",
                "Who acts or speaks",
                (AttributeSpec("role", AttributeKind.TEXT),),
            ),
            Label("LOCATION", "#1a7f37", "#3fb950", "l"),
            Label("QUOTE", "#9a6700", "#d29922", "q"),
            Label("CLAIM", "#cf222e", "#f85149", "c"),
        ),
        relations=(
            RelationType("SPEAKER", ("QUOTE",), ("ACTOR",)),
            RelationType("CLAIMANT", ("CLAIM",), ("ACTOR",)),
        ),
    )


def make_document(text: str = TEXT, **info: Any) -> Document:
    """An article; `info` are fields of its DocumentInfo or of its Metadata."""
    known = {name: info.pop(name) for name in ("status", "flag_reason", "hidden") if name in info}
    metadata = Metadata(**{"title": title_of(text), **info})
    return Document(
        info=DocumentInfo(DocumentId(new_id()), metadata, **known),
        text=text,
        text_sha256=fingerprint(text),
        source="article.txt",
        source_sha256=fingerprint("source of " + text),
        imported_at=NOON,
    )


def make_annotation(
    document: Document, start: int = 11, end: int = 23, label: str = "ACTOR", **fields: Any
) -> Annotation:
    """An annotation of the article by ANA."""
    annotation = Annotation(
        id=AnnotationId(new_id()),
        document_id=document.id,
        span=Span(start, end),
        label=label,
        annotator_id=ANA.id,
        created_at=NOON,
        modified_at=NOON,
    )
    return replace(annotation, **fields)


def make_relation(source: Annotation, target: Annotation, label: str = "SPEAKER") -> Relation:
    """A relation by ANA between two annotations of one article."""
    return Relation(
        id=RelationId(new_id()),
        document_id=source.document_id,
        label=label,
        source_id=source.id,
        target_id=target.id,
        annotator_id=ANA.id,
        created_at=NOON,
    )


def make_suggestion(
    document: Document,
    start: int = 11,
    end: int = 23,
    label: str = "ACTOR",
    *,
    decision: Decision = Decision.PENDING,
    suggester: SuggesterInfo = NER,
) -> Suggestion:
    """A suggestion for the article."""
    return Suggestion(
        id=SuggestionId(new_id()),
        document_id=document.id,
        span=Span(start, end),
        label=label,
        suggester=suggester,
        score=0.5,
        decision=decision,
    )


def make_edit(
    document_id: DocumentId | None,
    *changes: Change,
    verb: str = "Add annotation",
    annotator: Annotator = ANA,
    at: datetime = NOON,
) -> Edit:
    """An edit by ANA at NOON."""
    return Edit(EditId(new_id()), verb, document_id, annotator.id, at, changes)


def make_creation(*created: Annotation | Relation, verb: str = "Add annotation") -> Edit:
    """The edit that makes these values, of one article."""
    changes = (Change(None, value) for value in created)
    return make_edit(created[0].document_id, *changes, verb=verb)


def make_project(path: Path, *documents: Document) -> Project:
    """A new project with ANA, BEN and the articles in it; the caller closes it."""
    from annotator.store.project import Project

    project = Project.create(path, scheme=make_scheme())
    project.ensure_annotator(ANA)
    project.ensure_annotator(BEN)
    project.add_documents([(document, None) for document in documents])
    return project
