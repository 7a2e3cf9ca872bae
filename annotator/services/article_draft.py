"""Many gestures on one article, drafted in memory: what each would do after those before it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from annotator.domain.annotation import Origin, Provenance
from annotator.domain.edits import Change
from annotator.domain.overlaps import Overlaps
from annotator.domain.source_mentions import speaking
from annotator.domain.suggestion import Decision
from annotator.services.drafts import started

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.document import DocumentInfo
    from annotator.domain.ids import AnnotationId, DocumentId, RelationId, SuggestionId
    from annotator.domain.span import Span
    from annotator.domain.suggestion import Suggestion
    from annotator.services.drafts import Drafts
    from annotator.store.project import Project


@dataclass(slots=True)
class Gathered:
    """Changes of many articles, by kind: so they are stored together, and in an order that works.

    Relations go before the annotations they join, and come after them.
    """

    lost: list[Change] = field(default_factory=list)
    annotations: list[Change] = field(default_factory=list)
    suggestions: list[Change] = field(default_factory=list)
    relations: list[Change] = field(default_factory=list)
    infos: list[Change] = field(default_factory=list)

    def in_order(self) -> list[Change]:
        """All changes, each kind in one run: deletions and updates before creations."""
        self.annotations.sort(key=lambda change: change.before is None)
        return [
            *self.lost,
            *self.suggestions,
            *self.annotations,
            *self.relations,
            *self.infos,
        ]


class ArticleDraft:
    """One article as the gestures so far would leave it.

    Each verb does what the gesture of its name in services.editing does, one after another, but
    none is stored; add_to() hands over what came of them.
    """

    def __init__(self, project: Project, drafts: Drafts, document_id: DocumentId) -> None:
        self._project = project
        self._drafts = drafts
        self._scheme = project.scheme()
        self._info: DocumentInfo = project.info(document_id)
        self._before = {one.id: one for one in project.annotations(document_id)}
        self._annotations = dict(self._before)
        self._decided = {one.id: one for one in project.suggestions(document_id)}
        self._suggested = dict(self._decided)
        self._relations = {one.id: one for one in project.relations(document_id)}
        self._ends = _by_end(self._relations.values())
        self._lost: list[Change] = []
        self._joined: list[Change] = []
        # who may speak or claim: only these are looked for by their place
        targets = {name for kind in self._scheme.relations for name in kind.targets}
        self._mentions = Overlaps(one for one in self._annotations.values() if one.label in targets)
        self._pending = Overlaps(
            one for one in self._suggested.values() if one.is_pending and one.label in targets
        )
        self._targets = targets
        self._read: str | None = None
        self._places = {(one.span, one.label) for one in self._annotations.values()}
        self._waiting: dict[tuple[Span, str], SuggestionId] = {}
        for one in self._suggested.values():
            if one.is_pending:
                self._waiting.setdefault((one.span, one.label), one.id)

    @property
    def is_hidden(self) -> bool:
        """Whether the article was removed."""
        return self._info.hidden

    def suggestions(self) -> Sequence[Suggestion]:
        """Those that are pending, in reading order."""
        return [one for one in self._suggested.values() if one.is_pending]

    def annotations(self) -> Sequence[Annotation]:
        """Those that are there, by span."""
        return list(self._annotations.values())

    def accept(self, suggestion_id: SuggestionId) -> None:
        """Makes a suggestion an annotation, joined to its speaker; one that is decided is left."""
        suggestion = self._suggested.get(suggestion_id)
        if suggestion is not None and suggestion.is_pending:
            self._join(suggestion, self._accept(suggestion))

    def reject(self, suggestion_id: SuggestionId) -> None:
        """Decides that a suggestion is wrong; one that is decided is left."""
        suggestion = self._suggested.get(suggestion_id)
        if suggestion is not None and suggestion.is_pending:
            self._decide(suggestion, Decision.REJECTED)

    def add(self, span: Span, label: str) -> None:
        """Puts a label on a span: accepts a suggestion of just that; leaves what is there."""
        if (span, label) in self._places:
            return
        waiting = self._waiting.get((span, label))
        if waiting is not None and self._suggested[waiting].is_pending:
            self.accept(waiting)
        else:
            document_id = self._info.id
            self._put(self._drafts.annotation(document_id, span, label, Provenance()))

    def delete(self, annotation_id: AnnotationId) -> None:
        """Removes an annotation and its relations, rejects the suggestion it came from."""
        annotation = self._annotations.pop(annotation_id, None)
        if annotation is None:
            return
        self._lose(relation.id for relation in self._relations_of(annotation_id))
        self._redecide(annotation, Decision.REJECTED)

    def relabel(self, annotation_id: AnnotationId, label: str) -> None:
        """Gives an annotation another label; what the label may not have goes."""
        before = self._annotations.get(annotation_id)
        if before is None or before.label == label:
            return
        after = self._drafts.relabelled(before, label)
        self._lose(
            relation.id
            for relation in self._relations_of(annotation_id)
            if not self._allows(relation.label, label, source=relation.source_id == before.id)
        )
        if before.provenance.origin is Origin.ACCEPTED:
            after = replace(after, provenance=replace(before.provenance, origin=Origin.CORRECTED))
            self._redecide(before, Decision.CORRECTED)
        self._annotations[annotation_id] = after

    def add_to(self, gathered: Gathered) -> None:
        """Hands the changes over; the first work on a new article starts it."""
        gathered.lost += self._lost
        gathered.relations += self._joined
        changed = [
            Change(self._decided[key], value)
            for key, value in self._suggested.items()
            if value is not self._decided[key]
        ]
        gathered.suggestions += changed
        moved = list(_differences(self._before, self._annotations))
        gathered.annotations += moved
        if changed or moved:
            gathered.infos += started(self._info)

    # ------------------------------------------------------------ parts

    def _accept(self, suggestion: Suggestion) -> Annotation:
        annotation, _ = self._drafts.accepting(suggestion)
        self._decide(suggestion, Decision.ACCEPTED)
        self._put(annotation)
        return annotation

    def _put(self, annotation: Annotation) -> None:
        self._annotations[annotation.id] = annotation
        self._places.add((annotation.span, annotation.label))
        if annotation.label in self._targets:
            self._mentions.add(annotation)

    def _decide(self, suggestion: Suggestion, decision: Decision) -> None:
        self._suggested[suggestion.id] = replace(suggestion, decision=decision)
        self._pending.discard(suggestion)

    def _join(self, suggestion: Suggestion, annotation: Annotation) -> None:
        kinds = [one for one in self._scheme.relations if suggestion.label in one.sources]
        for source in filter(None, (suggestion.source, suggestion.referent)):
            for kind in kinds:
                mention = self._mention(source, kind.targets, annotation)
                if mention is not None:
                    relation = self._drafts.relation(kind.name, annotation, mention)
                    self._joined.append(Change(None, relation))
                    return

    def _mention(self, source: Span, labels: Sequence[str], of: Annotation) -> Annotation | None:
        """The annotation that the source of another names, else the suggestion, accepted."""
        there = (
            one for one in self._mentions.over(source) if one.label in labels and one.id != of.id
        )
        found = speaking(there, source, self._text)
        if found is not None:
            return found
        waiting = (one for one in self._pending.over(source) if one.label in labels)
        suggestion = speaking(waiting, source, self._text)
        return None if suggestion is None else self._accept(suggestion)

    def _text(self) -> str:
        if self._read is None:
            self._read = self._project.document(self._info.id).text
        return self._read

    def _redecide(self, annotation: Annotation, decision: Decision) -> None:
        suggestion_id = annotation.provenance.suggestion_id
        suggestion = self._suggested.get(suggestion_id) if suggestion_id else None
        if suggestion is not None and suggestion.decision is not decision:
            self._decide(suggestion, decision)

    def _relations_of(self, annotation_id: AnnotationId) -> list[Relation]:
        return [one for one in self._ends.get(annotation_id, ()) if one.id in self._relations]

    def _allows(self, name: str, label: str, *, source: bool) -> bool:
        kind = self._scheme.relation(name)
        return label in (kind.sources if source else kind.targets)

    def _lose(self, relation_ids: Iterable[RelationId]) -> None:
        for relation_id in relation_ids:
            self._lost.append(Change(self._relations.pop(relation_id), None))


def _by_end(relations: Iterable[Relation]) -> dict[AnnotationId, list[Relation]]:
    """Relations by the annotations at their ends."""
    result: dict[AnnotationId, list[Relation]] = {}
    for relation in relations:
        for end in {relation.source_id, relation.target_id}:
            result.setdefault(end, []).append(relation)
    return result


def _differences(
    before: Mapping[AnnotationId, Annotation], after: Mapping[AnnotationId, Annotation]
) -> Iterator[Change]:
    for key, value in before.items():
        kept = after.get(key)
        if kept is not value:
            yield Change(value, kept)
    for key, value in after.items():
        if key not in before:
            yield Change(None, value)
