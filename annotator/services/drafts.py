"""The changes that gestures are made of, before anything is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation, Origin, Provenance, Relation
from annotator.domain.document import Status
from annotator.domain.edits import Change, Edit
from annotator.domain.ids import AnnotationId, EditId, RelationId
from annotator.domain.source_mentions import speaking
from annotator.domain.suggestion import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.domain.annotation import Annotator
    from annotator.domain.document import DocumentInfo
    from annotator.domain.ids import DocumentId
    from annotator.domain.span import Span
    from annotator.domain.suggestion import Suggestion
    from annotator.store.project import Project


class Drafts:
    """Makes values and changes by one annotator; reads the project, writes nothing."""

    def __init__(self, project: Project, annotator: Annotator) -> None:
        self._project = project
        self._annotator = annotator

    def edit(
        self, verb: str, changes: Iterable[Change], document_id: DocumentId | None = None
    ) -> Edit:
        """An edit of an article, or of the whole project."""
        return Edit(
            id=EditId(self._project.ids()),
            verb=verb,
            document_id=document_id,
            annotator_id=self._annotator.id,
            at=self._project.now(),
            changes=tuple(changes),
        )

    def annotation(
        self, document_id: DocumentId, span: Span, label: str, provenance: Provenance
    ) -> Annotation:
        """A new annotation; that its span is inside of the text, the store makes sure of.

        Raises UnknownName for a label that the scheme has not.
        """
        self._project.scheme().label(label)
        at = self._project.now()
        return Annotation(
            id=AnnotationId(self._project.ids()),
            document_id=document_id,
            span=span,
            label=label,
            annotator_id=self._annotator.id,
            created_at=at,
            modified_at=at,
            provenance=provenance,
        )

    def relation(self, label: str, source: Annotation, target: Annotation) -> Relation:
        """A new relation; whether the scheme allows it is the caller's to check."""
        return Relation(
            id=RelationId(self._project.ids()),
            document_id=source.document_id,
            label=label,
            source_id=source.id,
            target_id=target.id,
            annotator_id=self._annotator.id,
            created_at=self._project.now(),
        )

    def accepting(
        self, suggestion: Suggestion, *, label: str | None = None, span: Span | None = None
    ) -> tuple[Annotation, list[Change]]:
        """The annotation that a suggestion becomes, and the changes that make it so.

        label, span: the analyst's correction, None for what was suggested.
        """
        corrected = label is not None or span is not None
        provenance = Provenance(
            Origin.CORRECTED if corrected else Origin.ACCEPTED,
            suggestion.id,
            suggestion.suggester,
            suggestion.score,
        )
        annotation = self.annotation(
            suggestion.document_id, span or suggestion.span, label or suggestion.label, provenance
        )
        fitting = self._project.scheme().label(annotation.label).fitting(suggestion.attributes)
        annotation = replace(annotation, attributes=fitting)
        decision = Decision.CORRECTED if corrected else Decision.ACCEPTED
        decided = replace(suggestion, decision=decision)
        return annotation, [Change(suggestion, decided), Change(None, annotation)]

    def joining(self, suggestion: Suggestion, annotation: Annotation) -> list[Change]:
        """The changes that join an accepted quote or claim to the mention that is its source.

        The mention is the annotation that is the source or the head of it, else such a pending
        suggestion, which is accepted with it; where there is neither, what the mention stands
        for is tried, and else nothing is joined.
        """
        for mention in filter(None, (suggestion.source, suggestion.referent)):
            if changes := self._joining_to(mention, suggestion, annotation):
                return changes
        return []

    def _joining_to(
        self, source: Span, suggestion: Suggestion, annotation: Annotation
    ) -> list[Change]:
        document_id = suggestion.document_id
        kinds = [
            kind for kind in self._project.scheme().relations if suggestion.label in kind.sources
        ]

        def text() -> str:
            return self._project.document(document_id).text

        for kind in kinds:
            over = self._project.annotations_over(document_id, source)
            mention = speaking((one for one in over if one.label in kind.targets), source, text)
            if mention is not None:
                return [Change(None, self.relation(kind.name, annotation, mention))]
            pending = self._project.pending_over(document_id, source)
            others = (
                one for one in pending if one.label in kind.targets and one.id != suggestion.id
            )
            other = speaking(others, source, text)
            if other is not None:
                mention, changes = self.accepting(other)
                relation = self.relation(kind.name, annotation, mention)
                return [*changes, Change(None, relation)]
        return []

    def reworking(
        self, before: Annotation, *, label: str | None, span: Span | None
    ) -> list[Change]:
        """The changes that give an annotation another label or span; none if it has them.

        One that was accepted as it was suggested is a correction from then on.
        """
        after = replace(before, label=label or before.label, span=span or before.span)
        if after == before:
            return []
        changes = []
        if after.label != before.label:
            after = self.relabelled(after, after.label)
            changes += self.relations_lost(before, after.label)
        if before.provenance.origin is Origin.ACCEPTED:
            after = replace(after, provenance=replace(before.provenance, origin=Origin.CORRECTED))
            changes += self.redeciding(before, Decision.CORRECTED)
        after = replace(after, modified_at=self._project.now())
        return [*changes, Change(before, after)]

    def relabelled(self, annotation: Annotation, label: str) -> Annotation:
        """The annotation under another label, without what that one may not have."""
        allowed = {spec.name for spec in self._project.scheme().label(label).attributes}
        kept = tuple(pair for pair in annotation.attributes if pair[0] in allowed)
        at = self._project.now()
        return replace(annotation, label=label, attributes=kept, entry_id=None, modified_at=at)

    def redeciding(self, annotation: Annotation, decision: Decision) -> list[Change]:
        """Another decision about the suggestion that an annotation came from, if it is here."""
        suggestion_id = annotation.provenance.suggestion_id
        suggestion = suggestion_id and self._project.suggestion(suggestion_id)
        if not suggestion or suggestion.decision is decision:
            return []
        return [Change(suggestion, replace(suggestion, decision=decision))]

    def beginning(self, document_id: DocumentId) -> list[Change]:
        """The first work on a new article starts it."""
        return started(self._project.info(document_id))

    def relations_lost(self, annotation: Annotation, label: str) -> list[Change]:
        """Deletions of the relations that the annotation may not have under another label."""
        lost = []
        scheme = self._project.scheme()
        for relation in self._project.relations_of(annotation.id):
            kind = scheme.relation(relation.label)
            ends = kind.sources if relation.source_id == annotation.id else kind.targets
            if label not in ends:
                lost.append(Change(relation, None))
        return lost


def started(info: DocumentInfo) -> list[Change]:
    """The change that starts a new article; none for any other."""
    if info.status is not Status.NEW:
        return []
    return [Change(info, replace(info, status=Status.IN_PROGRESS))]
