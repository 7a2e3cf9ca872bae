"""What belongs to the articles of a project, asked one article or one thing at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.store import annotations as annotation_rows
from annotator.store import marks, relations, suggestions
from annotator.store.asking import Asking

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.ids import AnnotationId, DocumentId, RelationId, SuggestionId
    from annotator.domain.segments import Mark
    from annotator.domain.span import Span
    from annotator.domain.suggestion import Suggestion


class Contents(Asking):
    """The part of a Project that reads marks, annotations, suggestions and relations."""

    def marks(self, document_id: DocumentId) -> list[Mark]:
        """Annotations and pending suggestions, by start; those that start together in no order."""
        return self._ask(marks.read_marks, document_id)

    def pending_among(self, document_id: DocumentId, ids: Collection[SuggestionId]) -> list[Mark]:
        """Those of some suggestions that are pending in this article, in no order."""
        return self._ask(marks.read_pending_among, document_id, ids)

    def mark_of(self, document_id: DocumentId, span: Span, label: str) -> Mark | None:
        """The first annotation of just that span and label, else such a pending suggestion."""
        return self._ask(marks.read_mark_of, document_id, span, label)

    def annotated_near(
        self, document_id: DocumentId, offset: int, labels: Sequence[str], count: int
    ) -> list[Mark]:
        """The annotations with these labels that begin nearest to an offset, the nearest first."""
        with self._database.reading() as connection:
            return marks.read_annotated_near(connection, document_id, offset, labels, count)

    def annotation(self, annotation_id: AnnotationId) -> Annotation | None:
        """One annotation; None if it is not there."""
        return self._ask(annotation_rows.read_annotation, annotation_id)

    def suggestion(self, suggestion_id: SuggestionId) -> Suggestion | None:
        """One suggestion, whatever was decided about it; None if it is not there."""
        return self._ask(suggestions.read_suggestion, suggestion_id)

    def relation(self, relation_id: RelationId) -> Relation | None:
        """One relation; None if it is not there."""
        return self._ask(relations.read_relation, relation_id)

    def annotations(self, document_id: DocumentId) -> tuple[Annotation, ...]:
        """The annotations of an article, by span, then by id."""
        return tuple(self._ask(annotation_rows.read_annotations, [document_id]))

    def annotations_over(self, document_id: DocumentId, span: Span) -> tuple[Annotation, ...]:
        """The annotations that share a character with a span, by span, then by id."""
        return tuple(self._ask(annotation_rows.read_annotations_over, document_id, span))

    def pending_over(self, document_id: DocumentId, span: Span) -> tuple[Suggestion, ...]:
        """The pending suggestions that share a character with a span, by span, then by id."""
        return tuple(self._ask(suggestions.read_pending_over, document_id, span))

    def relations(self, document_id: DocumentId) -> tuple[Relation, ...]:
        """The relations of an article, by id."""
        return tuple(self._ask(relations.read_relations, [document_id]))

    def relations_of(self, annotation_id: AnnotationId) -> tuple[Relation, ...]:
        """The relations that have the annotation at either end, by id."""
        return tuple(self._ask(relations.read_relations_at, annotation_id))

    def suggestions(self, document_id: DocumentId) -> tuple[Suggestion, ...]:
        """The suggestions of an article, whatever was decided, by span, then by id."""
        return tuple(self._ask(suggestions.read_suggestions, [document_id]))
