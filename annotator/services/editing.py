"""Every change an analyst makes to an article, each one an undoable edit."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from annotator.domain.annotation import Provenance
from annotator.domain.document import Status
from annotator.domain.edits import Change, HistoryStatus
from annotator.domain.errors import NotAllowed, UnknownName
from annotator.domain.ids import AnnotationId, SuggestionId
from annotator.domain.suggestion import Decision
from annotator.services.changes import changed_by
from annotator.services.conflicts import explaining
from annotator.services.drafts import Drafts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotator.domain.annotation import Annotation, Annotator, Relation
    from annotator.domain.document import DocumentInfo
    from annotator.domain.edits import Edit, HistoryEntry
    from annotator.domain.ids import DocumentId, RelationId
    from annotator.domain.labels import Attributes
    from annotator.domain.span import Span
    from annotator.domain.suggestion import Suggestion
    from annotator.services.changes import Changed, ChangeHub
    from annotator.store.project import Project


_MOST_AT_ONCE = 1_000
"""So many changes are undone in a blink, well below a tenth of a second."""

P = ParamSpec("P")
T = TypeVar("T")


def _gesture(
    verb: Callable[Concatenate[Editing, P], T],
) -> Callable[Concatenate[Editing, P], T]:
    """Makes a verb one transaction, and publishes its edit after the commit."""

    @wraps(verb)
    def wrapper(self: Editing, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with self._together():
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
        self._made: Edit | None = None
        self._newest: Edit | None = None
        changes.subscribe(self._on_changed)

    @contextmanager
    def _together(self) -> Iterator[None]:
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
        same = self._project.mark_of(document_id, span, label)
        if same is not None:
            return (
                self.accept(SuggestionId(same.id)) if same.is_suggestion else AnnotationId(same.id)
            )
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
        _check_two(source_id, target_id)
        source, target = self._annotation(source_id), self._annotation(target_id)
        return self._relate(source, target, []).id

    @_gesture
    def join(self, source_id: int, target_id: int) -> Relation:
        """The same for marks: suggestions among them are accepted, all in one edit."""
        _check_two(source_id, target_id)
        source, accepting = self._accepted(source_id)
        target, accepting_too = self._accepted(target_id)
        return self._relate(source, target, [*accepting, *accepting_too])

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

    def undo(self, document_id: DocumentId) -> Edit | None:
        """Takes back the article's last edit; None if there is none.

        Raises NotAllowed if that was of many articles and is overtaken in another.
        """
        what = "The last change cannot be taken back"
        with explaining(self._project, what), self._together():
            done = self._project.undo(
                document_id, annotator_id=self._annotator.id, at=self._project.now()
            )
            if done:
                self._done.append(done.inverse())
        return done

    def redo(self, document_id: DocumentId) -> Edit | None:
        """Does again what undo took back last; None if there is nothing. Raises as undo() does."""
        what = "The last change cannot be done again"
        with explaining(self._project, what), self._together():
            done = self._project.redo(
                document_id, annotator_id=self._annotator.id, at=self._project.now()
            )
            if done:
                self._done.append(done)
        return done

    def is_long_step(self, document_id: DocumentId, *, redo: bool) -> bool:
        """Whether undo (or redo) would take so long that it belongs into a job."""
        newest = self._newest
        if not redo and newest is not None and newest.document_id == document_id:
            return len(newest.changes) > _MOST_AT_ONCE
        return self._project.step_size(document_id, redo=redo) > _MOST_AT_ONCE

    def history_status(self, document_id: DocumentId) -> HistoryStatus:
        """What undo and redo would do."""
        newest = self._newest
        if newest is not None and newest.document_id == document_id:
            return HistoryStatus(undo_verb=newest.verb)
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
            changes = self._drafts.reworking(annotation, label=label, span=span)
            if changes:
                self._commit(verb, annotation.document_id, changes)
            return annotation.id
        suggestion = self._pending(SuggestionId(mark_id))
        if (label or suggestion.label, span or suggestion.span) == (
            suggestion.label,
            suggestion.span,
        ):
            return self.accept(suggestion.id)
        corrected, changes = self._drafts.accepting(suggestion, label=label, span=span)
        self._commit(verb, suggestion.document_id, changes)
        return corrected.id

    def _relate(self, source: Annotation, target: Annotation, changes: list[Change]) -> Relation:
        """Adds the relation to the changes and commits them; that is what relate() is about."""
        if source.document_id != target.document_id:
            raise NotAllowed("A relation cannot lead from one article to another.")
        kind = self._project.scheme().relation_between(source.label, target.label)
        if kind is None:
            raise NotAllowed(f"No relation leads from {source.label} to {target.label}.")
        for old in self._project.relations_of(source.id):
            if old.source_id == source.id and old.label == kind.name:
                if old.target_id == target.id:
                    return old
                changes.append(Change(old, None))
        relation = self._drafts.relation(kind.name, source, target)
        changes.append(Change(None, relation))
        self._commit(f"Set {kind.name}", source.document_id, changes)
        return relation

    def _accepted(self, mark_id: int) -> tuple[Annotation, list[Change]]:
        """An annotation, or the one that a suggestion becomes, with the changes that make it so."""
        annotation = self._project.annotation(AnnotationId(mark_id))
        if annotation is not None:
            return annotation, []
        return self._drafts.accepting(self._pending(SuggestionId(mark_id)))

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
            changes = [*changes, *self._drafts.beginning(document_id)]
        edit = self._drafts.edit(verb, changes, document_id)
        self._project.apply(edit)
        self._made = edit
        self._done.append(edit)

    def _on_changed(self, changed: Changed) -> None:
        # while nothing follows an edit that was made here, the log need not be asked: undo would
        # take that one back, and there is nothing to redo
        self._newest = self._made if changed.edit is self._made else None

    def _publish(self, edit: Edit) -> None:
        self._changes.publish(changed_by(edit))


def _check_two(source_id: int, target_id: int) -> None:
    if source_id == target_id:
        raise NotAllowed("A relation leads from one annotation to another, not to itself.")
