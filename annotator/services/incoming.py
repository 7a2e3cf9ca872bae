"""From an article as a file has it to a document and the edit that brings its annotations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation, Annotator, Origin, Provenance, Relation
from annotator.domain.document import Document, DocumentInfo, tidy_tags
from annotator.domain.edits import Change, Edit
from annotator.domain.errors import KnownError, NotAllowed, OffsetError
from annotator.domain.exchange import Problem
from annotator.domain.ids import AnnotationId, AnnotatorId, DocumentId, EditId, RelationId
from annotator.domain.likely_labels import likely_label, likely_relation
from annotator.domain.misfits import Misfit, key_of
from annotator.domain.suggestion import Prediction
from annotator.domain.text import fingerprint, normalise, title_of
from annotator.services.already_here import AlreadyHere, says_the_same
from annotator.services.incoming_spans import checked_span, misfit_of, shown, with_relations

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from annotator.domain.edits import Value
    from annotator.domain.exchange import (
        IncomingArticle,
        IncomingEntry,
        IncomingRelation,
        IncomingSpan,
        IncomingSuggestion,
    )
    from annotator.domain.labels import Attributes, LabelScheme
    from annotator.domain.span import Span
    from annotator.domain.suggestion import SuggesterInfo
    from annotator.domain.text import Normalised
    from annotator.services.incoming_entries import IncomingEntries


@dataclass(slots=True)
class Checked:
    """A document ready to store; edit is None where it brings no annotations.

    problems: all but the misfits. suggestions: what models proposed, by whose they are.
    renamed: how many annotations came with an alias of their label, by alias and label.
    known: how many of them are here already; differing: of those, how many say otherwise.
    likened: how many suggestions came under the likeliest label, by theirs and that one.
    """

    document: Document
    edit: Edit | None
    problems: list[Problem]
    misfits: list[Misfit]
    suggestions: dict[SuggesterInfo, list[Prediction]]
    renamed: Counter[tuple[str, str]]
    known: int = 0
    differing: int = 0
    likened: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Present:
    """What an article has already."""

    annotations: tuple[Annotation, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(slots=True)
class Receiver:
    """Checks incoming articles one by one.

    ids makes ids; annotator: whose annotations those are that name nobody.
    known: annotators by name, grown as files name new ones; `newcomers` are to be stored.
    entries: finds whom spans name.
    """

    scheme: LabelScheme
    ids: Callable[[], int]
    annotator: Annotator
    known: dict[str, AnnotatorId]
    entries: IncomingEntries
    newcomers: list[Annotator] = field(default_factory=list)

    def receive(self, article: IncomingArticle, source_sha256: str, at: datetime) -> Checked:
        """The document, with every span and relation checked against its text and the scheme."""
        normalised = normalise(article.text)
        metadata = article.metadata
        if not metadata.title:
            metadata = replace(metadata, title=title_of(normalised.text))
        document = Document(
            info=DocumentInfo(
                DocumentId(self.ids()),
                metadata,
                article.status,
                article.flag_reason,
                tags=tidy_tags(article.tags),
                note=article.note,
            ),
            text=normalised.text,
            text_sha256=fingerprint(normalised.text),
            source=article.origin,
            source_sha256=source_sha256,
            imported_at=at,
        )
        return self.receive_again(article, document, Present(), at)

    def receive_again(
        self, article: IncomingArticle, document: Document, present: Present, at: datetime
    ) -> Checked:
        """The same for a document that is here: the edit holds what it has not got yet.

        See already_here for what counts as here.
        """
        normalised = normalise(article.text)
        checked = Checked(document, None, [], [], {}, Counter())
        unnamed: set[AnnotationId] = set()
        annotations = self._annotations(article, document, normalised, at, checked, unnamed)
        here = AlreadyHere(present.annotations, present.relations)
        arrived = annotations
        if present.annotations:
            arrived = _arrived(annotations, here, unnamed, checked)
        fresh = [one for key, one in annotations.items() if arrived[key] is one]
        relations = self._relations(article, document.id, arrived, at, checked.problems)
        values: list[Value] = [*fresh, *(one for one in relations if not here.has(one, unnamed))]
        checked.misfits = with_relations(checked.misfits, article.relations, arrived)
        checked.suggestions = self._suggestions(article, normalised, checked)
        if values:
            checked.edit = Edit(
                id=EditId(self.ids()),
                verb="Import annotations",
                document_id=document.id,
                annotator_id=self.annotator.id,
                at=at,
                changes=tuple(Change(None, value) for value in values),
            )
        return checked

    def _annotations(
        self,
        article: IncomingArticle,
        document: Document,
        normalised: Normalised,
        at: datetime,
        checked: Checked,
        unnamed: set[AnnotationId],
    ) -> dict[str, Annotation]:
        """The annotations by the file's own ids; those without get "#number".

        unnamed: grows by the ids of those of which the file does not say who annotated.
        """
        kept: dict[str, Annotation] = {}
        for number, span in enumerate(article.spans, start=1):
            key = key_of(span, number)
            place = Problem(article.origin, f"Span {number}")
            try:
                annotation = self._annotation(span, document, normalised, at)
            except (KnownError, OffsetError) as error:
                checked.misfits.append(
                    misfit_of(error, span, document.id, article.origin, number, normalised)
                )
                continue
            if span.attributes:
                attributes = self._attributes(span, annotation.label, place, checked.problems)
                annotation = replace(annotation, attributes=attributes)
            if key in kept:  # an id that is there twice: relations lead to the first
                key = f"{key}#{number}"
            kept[key] = annotation
            if not span.annotator:
                unnamed.add(annotation.id)
            if annotation.label != span.label:
                checked.renamed[span.label, annotation.label] += 1
            if span.canonical is not None:
                kept[key] = self._named(annotation, span.canonical, place, checked.problems)
        return kept

    def _suggestions(
        self, article: IncomingArticle, normalised: Normalised, checked: Checked
    ) -> dict[SuggesterInfo, list[Prediction]]:
        """What models propose, under the likeliest label where the scheme lacks theirs.

        That costs nothing, as somebody will look at each of them.
        """
        found: dict[SuggesterInfo, list[Prediction]] = {}
        for number, incoming in enumerate(article.suggestions, start=1):
            label = incoming.label
            if self.scheme.named(label) is None:
                label = likely_label(label, self.scheme) or label
            try:
                prediction = self._prediction(replace(incoming, label=label), normalised)
            except (KnownError, OffsetError) as error:
                sentence = f"Suggestion {number} was left out: {error}"
                checked.problems.append(Problem(article.origin, sentence))
                continue
            if label != incoming.label:
                checked.likened[incoming.label, label] += 1
            found.setdefault(incoming.suggester, []).append(prediction)
        return found

    def _prediction(self, incoming: IncomingSuggestion, normalised: Normalised) -> Prediction:
        span = checked_span(incoming.start, incoming.end, incoming.quoted, normalised)
        label = self.scheme.named(incoming.label) or self.scheme.label(incoming.label)
        return Prediction(
            span,
            label.name,
            score=incoming.score,
            source=_mention(incoming.source_start, incoming.source_end, normalised),
            reason=incoming.reason,
            cue=_mention(incoming.cue_start, incoming.cue_end, normalised),
            referent=_mention(incoming.referent_start, incoming.referent_end, normalised),
            attributes=label.fitting(incoming.attributes),
        )

    def _named(
        self,
        annotation: Annotation,
        canonical: IncomingEntry,
        place: Problem,
        problems: list[Problem],
    ) -> Annotation:
        """The annotation linked to what it names, or as it is if that cannot be."""
        try:
            entry_id = self.entries.entry_for(canonical, annotation.label, self.scheme)
        except KnownError as error:
            sentence = f"{place.sentence} was not linked to “{shown(canonical.name)}”: {error}"
            problems.append(Problem(place.origin, sentence))
            return annotation
        return replace(annotation, entry_id=entry_id)

    def _attributes(
        self, span: IncomingSpan, label: str, place: Problem, problems: list[Problem]
    ) -> Attributes:
        """Those of the attributes that the label may have; the others are told."""
        kept = []
        for one in sorted(span.attributes):
            try:
                self.scheme.check_attributes(label, (one,))
            except KnownError as error:
                sentence = f"{place.sentence} came without its attribute “{one[0]}”: {error}"
                problems.append(Problem(place.origin, sentence))
            else:
                kept.append(one)
        return tuple(kept)

    def _annotation(
        self, incoming: IncomingSpan, document: Document, normalised: Normalised, at: datetime
    ) -> Annotation:
        span = checked_span(incoming.start, incoming.end, incoming.quoted, normalised)
        known = self.scheme.named(incoming.label) or self.scheme.label(incoming.label)
        created = incoming.created_at or at
        return Annotation(
            id=AnnotationId(self.ids()),
            document_id=document.id,
            span=span,
            label=known.name,
            annotator_id=self._annotator_id(incoming.annotator),
            created_at=created,
            modified_at=incoming.modified_at or created,
            note=incoming.note,
            provenance=_foreign(incoming.provenance),
        )

    def _relations(
        self,
        article: IncomingArticle,
        document_id: DocumentId,
        annotations: Mapping[str, Annotation],
        at: datetime,
        problems: list[Problem],
    ) -> list[Relation]:
        kept = []
        for number, incoming in enumerate(article.relations, start=1):
            try:
                kept.append(self._relation(incoming, document_id, annotations, at))
            except KnownError as error:
                problems.append(Problem(article.origin, f"Relation {number} was left out: {error}"))
        return kept

    def _relation(
        self,
        incoming: IncomingRelation,
        document_id: DocumentId,
        annotations: Mapping[str, Annotation],
        at: datetime,
    ) -> Relation:
        source, target = annotations.get(incoming.source), annotations.get(incoming.target)
        if source is None or target is None:
            missing = incoming.source if source is None else incoming.target
            raise KnownError(f"it names the span “{missing}”, which was not imported.")
        if source is target:
            raise NotAllowed("it leads from a span to itself.")
        label = likely_relation(incoming.label, self.scheme) or incoming.label
        self.scheme.check_relation(label, source.label, target.label)
        return Relation(
            id=RelationId(self.ids()),
            document_id=document_id,
            label=label,
            source_id=source.id,
            target_id=target.id,
            annotator_id=self._annotator_id(incoming.annotator),
            created_at=incoming.created_at or at,
        )

    def _annotator_id(self, name: str) -> AnnotatorId:
        if not name:
            return self.annotator.id
        if name not in self.known:
            newcomer = Annotator(AnnotatorId(self.ids()), name)
            self.known[name] = newcomer.id
            self.newcomers.append(newcomer)
        return self.known[name]


def _foreign(provenance: Provenance | None) -> Provenance:
    """A provenance from elsewhere: its suggestion's id means nothing in this project."""
    if provenance is None:
        return Provenance(Origin.IMPORTED)
    if provenance.suggestion_id is None:
        return provenance
    return replace(provenance, suggestion_id=None)


def _arrived(
    annotations: Mapping[str, Annotation],
    here: AlreadyHere,
    unnamed: set[AnnotationId],
    checked: Checked,
) -> dict[str, Annotation]:
    """What stands for each annotation: the one that is here, or it itself.

    unnamed: see _annotations(); grows by those that stand for them.
    """
    arrived = {}
    for key, one in annotations.items():
        known = here.like(one, is_named=one.id not in unnamed)
        if known is not None:
            checked.known += 1
            checked.differing += not says_the_same(one, known)
            unnamed.update([known.id] if one.id in unnamed else ())
        arrived[key] = known or one
    return arrived


def _mention(start: int | None, end: int | None, normalised: Normalised) -> Span | None:
    if start is None or end is None:
        return None
    return checked_span(start, end, None, normalised)
