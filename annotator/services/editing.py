"""Every change an analyst makes to an article, each one an undoable edit."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from annotator.domain.annotation import Origin, Provenance
from annotator.domain.document import Status
from annotator.domain.edits import Change, Edit, HistoryStatus
from annotator.domain.errors import NotAllowed, UnknownName
from annotator.domain.ids import AnnotationId, EditId, SuggestionId
from annotator.domain.suggestion import Decision
from annotator.services.changes import Changed, changes_listing
from annotator.services.drafts import Drafts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotator.domain.annotation import Annotation, Annotator
    from annotator.domain.document import DocumentInfo
    from annotator.domain.edits import HistoryEntry
    from annotator.domain.ids import DocumentId, RelationId
    from annotator.domain.labels import Attributes
    from annotator.domain.span import Span
    from annotator.domain.suggestion import Suggestion
    from annotator.services.changes import ChangeHub
    from annotator.store.project import Project


P = ParamSpec("P")
T = TypeVar("T")


def _gesture(
    verb: Callable[Concatenate[Editing, P], T],
) -> Callable[Concatenate[Editing, P], T]:
    """Makes a verb one transaction, and publishes its edit after the commit."""

    @wraps(verb)
    def wrapper(self: Editing, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with self.gesture():
            return verb(self, *args, **kwargs)

    return wrapper


class Editing:
    """The gestures. Each is committed before it returns, then published as a Changed.

    Raises UnknownName for ids that are not (or no longer) there, NotAllowed for what the label
    scheme forbids, EditConflict where the stored value is no longer the one it read.
    """

    def __init__(self, project: Project, annotator: Annotator, changes: ChangeHub) -> None:
        self._project = project
        self._annotator = annotator
        self._changes = changes
        self._drafts = Drafts(project, annotator)
        self._is_in_gesture = False
        self._done: list[Edit] = []

    @contextmanager
    def gesture(self) -> Iterator[None]:
        """Makes all that is done in the block one transaction; published when it is committed."""
        if self._is_in_gesture:
            yield
            return
        self._is_in_gesture = True
        try:
            with self._project.together():
                yield
            done = tuple(self._done)
        finally:
            self._is_in_gesture = False
            self._done.clear()
        for edit in done:
            self._publish(edit)

    # ------------------------------------------------------------ annotations

    @_gesture
    def add(self, document_id: DocumentId, span: Span, label: str) -> AnnotationId:
        """Puts a label on a span.

        A pending suggestion of just that is accepted instead; an annotation of just that is
        left as it is, and its id returned.
        """
        self._project.scheme().label(label)
        for annotation in self._project.annotations_over(document_id, span):
            if annotation.span == span and annotation.label == label:
                return annotation.id
        for suggestion in self._project.pending_over(document_id, span):
            if suggestion.span == span and suggestion.label == label:
                return self.accept(suggestion.id)
        annotation = self._drafts.annotation(document_id, span, label, Provenance())
        self._commit(f"Add {label}", document_id, [Change(None, annotation)])
        return annotation.id

    @_gesture
    def relabel(self, mark_id: int, label: str) -> AnnotationId:
        """Gives an annotation another label; a suggestion is corrected by it."""
        self._project.scheme().label(label)
        return self._rework(mark_id, f"Relabel as {label}", label=label)

    @_gesture
    def resize(self, mark_id: int, span: Span) -> AnnotationId:
        """Gives an annotation another span; a suggestion is corrected by it."""
        return self._rework(mark_id, "Resize", span=span)

    @_gesture
    def delete(self, annotation_id: AnnotationId) -> None:
        """Removes an annotation and its relations; the suggestion it came from is rejected."""
        annotation = self._annotation(annotation_id)
        changes = [Change(relation, None) for relation in self._project.relations_of(annotation_id)]
        changes.append(Change(annotation, None))
        changes += self._drafts.redeciding(annotation, Decision.REJECTED)
        self._commit(f"Delete {annotation.label}", annotation.document_id, changes)

    @_gesture
    def set_note(self, annotation_id: AnnotationId, note: str) -> None:
        """Writes the annotation's note; "" removes it."""
        before = self._annotation(annotation_id)
        if before.note != note:
            self._update("Edit note", before, replace(before, note=note))

    @_gesture
    def set_attributes(self, annotation_id: AnnotationId, attributes: Attributes) -> None:
        """Replaces the annotation's attributes, given in any order."""
        before = self._annotation(annotation_id)
        ordered = tuple(sorted(attributes))
        self._project.scheme().check_attributes(before.label, ordered)
        if before.attributes != ordered:
            self._update("Edit attributes", before, replace(before, attributes=ordered))

    # ------------------------------------------------------------ suggestions

    @_gesture
    def accept(self, suggestion_id: SuggestionId) -> AnnotationId:
        """Makes a suggestion an annotation, joined to its speaker or claimant if that is known."""
        suggestion = self._pending(suggestion_id)
        annotation, changes = self._drafts.accepting(suggestion)
        changes += self._drafts.joining(suggestion, annotation)
        self._commit(f"Accept {suggestion.label}", suggestion.document_id, changes)
        return annotation.id

    @_gesture
    def reject(self, suggestion_id: SuggestionId) -> None:
        """Decides that a suggestion is wrong."""
        suggestion = self._pending(suggestion_id)
        change = Change(suggestion, replace(suggestion, decision=Decision.REJECTED))
        self._commit(f"Reject {suggestion.label}", suggestion.document_id, [change])

    # ------------------------------------------------------------ relations

    @_gesture
    def relate(self, source_id: AnnotationId, target_id: AnnotationId) -> RelationId:
        """Joins two annotations by the relation that the scheme has for their labels.

        Raises NotAllowed if it has none. Replaces a relation of that kind from the same source;
        if there is just this one already, it is left and its id returned.
        """
        source, target = self._annotation(source_id), self._annotation(target_id)
        if source.document_id != target.document_id:
            raise NotAllowed("A relation cannot lead from one article to another.")
        kind = self._project.scheme().relation_between(source.label, target.label)
        if kind is None:
            raise NotAllowed(f"No relation leads from {source.label} to {target.label}.")
        changes = []
        for old in self._project.relations_of(source_id):
            if old.source_id == source_id and old.label == kind.name:
                if old.target_id == target_id:
                    return old.id
                changes.append(Change(old, None))
        relation = self._drafts.relation(kind.name, source, target)
        changes.append(Change(None, relation))
        self._commit(f"Set {kind.name}", source.document_id, changes)
        return relation.id

    @_gesture
    def unrelate(self, relation_id: RelationId) -> None:
        """Removes a relation."""
        relation = self._project.relation(relation_id)
        if relation is None:
            raise UnknownName("relation", str(relation_id), ())
        self._commit(f"Remove {relation.label}", relation.document_id, [Change(relation, None)])

    # ------------------------------------------------------------ articles

    @_gesture
    def set_status(self, document_id: DocumentId, status: Status, reason: str = "") -> None:
        """Sets how far the work on an article is; the reason is kept for FLAGGED only."""
        before = self._project.info(document_id)
        kept = reason if status is Status.FLAGGED else ""
        self._update_info(
            f"Mark as {status}", before, replace(before, status=status, flag_reason=kept)
        )

    @_gesture
    def remove_article(self, document_id: DocumentId) -> None:
        """Takes an article out of the list. It is hidden, not erased: undo brings it back."""
        before = self._project.info(document_id)
        self._update_info("Remove article", before, replace(before, hidden=True))

    # ------------------------------------------------------------ history

    @_gesture
    def undo(self, document_id: DocumentId) -> Edit | None:
        """Takes back the article's last edit; None if there is none."""
        done = self._project.undo(
            document_id, annotator_id=self._annotator.id, at=self._project.now()
        )
        if done:
            self._done.append(done.inverse())
        return done

    @_gesture
    def redo(self, document_id: DocumentId) -> Edit | None:
        """Does again what undo took back last; None if there is nothing."""
        done = self._project.redo(
            document_id, annotator_id=self._annotator.id, at=self._project.now()
        )
        if done:
            self._done.append(done)
        return done

    def history_status(self, document_id: DocumentId) -> HistoryStatus:
        """What undo and redo would do."""
        return self._project.history_status(document_id)

    def history_of(self, mark_id: int) -> tuple[HistoryEntry, ...]:
        """All that happened to an annotation or suggestion, oldest first."""
        return self._project.history_of(mark_id)

    # ------------------------------------------------------------ parts

    def _rework(
        self, mark_id: int, verb: str, *, label: str | None = None, span: Span | None = None
    ) -> AnnotationId:
        annotation = self._project.annotation(AnnotationId(mark_id))
        if annotation is not None:
            return self._rework_annotation(annotation, verb, label=label, span=span)
        suggestion = self._pending(SuggestionId(mark_id))
        if (label or suggestion.label, span or suggestion.span) == (
            suggestion.label,
            suggestion.span,
        ):
            return self.accept(suggestion.id)
        self._drafts.check_inside(suggestion.document_id, span)
        corrected, changes = self._drafts.accepting(suggestion, label=label, span=span)
        self._commit(verb, suggestion.document_id, changes)
        return corrected.id

    def _rework_annotation(
        self, before: Annotation, verb: str, *, label: str | None, span: Span | None
    ) -> AnnotationId:
        after = replace(before, label=label or before.label, span=span or before.span)
        if after == before:
            return before.id
        self._drafts.check_inside(before.document_id, span)
        changes = []
        if after.label != before.label:
            allowed = {spec.name for spec in self._project.scheme().label(after.label).attributes}
            kept = tuple(pair for pair in before.attributes if pair[0] in allowed)
            after = replace(after, attributes=kept)
            changes += self._drafts.relations_lost(before, after.label)
        if before.provenance.origin is Origin.ACCEPTED:
            provenance = replace(before.provenance, origin=Origin.CORRECTED)
            after = replace(after, provenance=provenance)
            changes += self._drafts.redeciding(before, Decision.CORRECTED)
        after = replace(after, modified_at=self._project.now())
        changes.append(Change(before, after))
        self._commit(verb, before.document_id, changes)
        return before.id

    def _annotation(self, annotation_id: AnnotationId) -> Annotation:
        annotation = self._project.annotation(annotation_id)
        if annotation is None:
            raise UnknownName("annotation", str(annotation_id), ())
        return annotation

    def _pending(self, suggestion_id: SuggestionId) -> Suggestion:
        suggestion = self._project.suggestion(suggestion_id)
        if suggestion is None:
            raise UnknownName("suggestion", str(suggestion_id), ())
        if not suggestion.is_pending:
            raise NotAllowed("That suggestion has been decided already.")
        return suggestion

    def _update(self, verb: str, before: Annotation, after: Annotation) -> None:
        after = replace(after, modified_at=self._project.now())
        self._commit(verb, before.document_id, [Change(before, after)])

    def _update_info(self, verb: str, before: DocumentInfo, after: DocumentInfo) -> None:
        if before != after:
            self._commit(verb, before.id, [Change(before, after)], begins=False)

    def _commit(
        self,
        verb: str,
        document_id: DocumentId,
        changes: Sequence[Change],
        *,
        begins: bool = True,
    ) -> None:
        """Applies an edit and publishes it. begins: the first work on a new article starts it."""
        if begins:
            info = self._project.info(document_id)
            if info.status is Status.NEW:
                started = Change(info, replace(info, status=Status.IN_PROGRESS))
                changes = [*changes, started]
        edit = Edit(
            id=EditId(self._project.ids()),
            verb=verb,
            document_id=document_id,
            annotator_id=self._annotator.id,
            at=self._project.now(),
            changes=tuple(changes),
        )
        self._project.apply(edit)
        self._done.append(edit)

    def _publish(self, edit: Edit) -> None:
        assert edit.document_id is not None
        self._changes.publish(
            Changed(
                documents=frozenset({edit.document_id}), edit=edit, listing=changes_listing(edit)
            )
        )
