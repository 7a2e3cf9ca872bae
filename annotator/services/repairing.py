"""Mending spans that an import left out: found by the words they quote, under a label there is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation, Annotator, Origin, Provenance, Relation
from annotator.domain.edits import Change
from annotator.domain.errors import KnownError, OffsetError
from annotator.domain.ids import AnnotationId, AnnotatorId, RelationId
from annotator.domain.likely_labels import likely_relation
from annotator.domain.misfits import Misfit, Misfitting
from annotator.domain.span import Span
from annotator.domain.text import normalise
from annotator.services.already_here import AlreadyHere
from annotator.services.changes import Changed
from annotator.services.drafts import Drafts
from annotator.services.incoming_entries import IncomingEntries
from annotator.services.jobs import Job
from annotator.services.quoted_places import around_of, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from annotator.domain.edits import Value
    from annotator.domain.exchange import IncomingEntry
    from annotator.domain.ids import DocumentId, EntryId
    from annotator.services.changes import ChangeHub
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Repair:
    """What may be done about a misfit.

    span: where it would stand; None where no place was found. label: "" where none is known.
    likeness: per cent, of what the span quotes and what stands there; 100 for the same words.
    places: how often the same words stand in the article.
    around: what stands before the span, in it and after it, in one line; "" where it has no place.
    """

    misfit: Misfit
    span: Span | None
    label: str
    likeness: float
    places: int
    around: tuple[str, str, str] = ("", "", "")

    @property
    def is_certain(self) -> bool:
        """Whether it needs no look: the same words, and only there; or nothing but a label."""
        return self.span is not None and self.likeness == 100 and self.places == 1


class Repairing:
    """Proposes repairs, and makes those that are wanted: one edit an article."""

    def __init__(self, project: Project, annotator: Annotator, changes: ChangeHub) -> None:
        self._project = project
        self._annotator = annotator
        self._changes = changes

    def unknown_labels(self, misfits: Iterable[Misfit]) -> list[tuple[str, int]]:
        """Labels that the scheme lacks, with how many misfits have them; the most first."""
        scheme = self._project.scheme()
        counts = Counter(one.span.label for one in misfits if scheme.named(one.span.label) is None)
        return counts.most_common()

    def propose(
        self, misfits: Sequence[Misfit], labels: Mapping[str, str]
    ) -> Job[tuple[Repair, ...]]:
        """A job that looks for the place of each.

        labels: what a label that the scheme lacks is to be taken for, by its name.
        """

        def work(context: JobContext) -> tuple[Repair, ...]:
            found = []
            texts: dict[DocumentId, str] = {}
            for number, misfit in enumerate(misfits):
                context.check_cancelled()
                context.report(number, len(misfits))
                if misfit.document_id not in texts:
                    texts = {misfit.document_id: self._text(misfit.document_id)}
                found.append(self._proposal(misfit, texts[misfit.document_id], labels))
            context.report(len(misfits), len(misfits))
            return tuple(found)

        return Job("Looking for the spans", work)

    def apply(self, repairs: Sequence[Repair]) -> Job[int]:
        """A job that adds the spans, and the relations that were lost with them.

        Those without a place or a label are passed over, and those that are there already.
        Returns how many annotations were added.
        """

        def work(context: JobContext) -> int:
            by_document: dict[DocumentId, list[Repair]] = {}
            for one in repairs:
                by_document.setdefault(one.misfit.document_id, []).append(one)
            added = 0
            for number, (document_id, mine) in enumerate(by_document.items()):
                context.check_cancelled()
                context.report(number, len(by_document))
                added += self._repair(document_id, mine)
            context.report(len(by_document), len(by_document))
            return added

        return Job("Adding the spans", work)

    def _text(self, document_id: DocumentId) -> str:
        return self._project.document(document_id).text

    def _proposal(self, misfit: Misfit, text: str, labels: Mapping[str, str]) -> Repair:
        scheme = self._project.scheme()
        name = labels.get(misfit.span.label, misfit.span.label)
        label = scheme.named(name)
        start, end, quoted = misfit.span.start, misfit.span.end, misfit.span.quoted
        stands = 0 <= start < end <= len(text)
        if misfit.why is Misfitting.LABEL and stands and quoted in (None, text[start:end]):
            found: tuple[Span | None, float, int] = (Span(start, end), 100.0, 1)
        elif quoted is None or not quoted.strip():
            found = (None, 0.0, 0)
        else:
            found = place_of(normalise(quoted).text, text, near=start)
        span, likeness, places = found
        around = around_of(span, text) if span else ("", "", "")
        return Repair(misfit, span, label.name if label else "", likeness, places, around)

    def _repair(self, document_id: DocumentId, repairs: Sequence[Repair]) -> int:
        project = self._project
        now = project.now()
        annotations = project.annotations(document_id)
        here = AlreadyHere(annotations, project.relations(document_id))
        known = {name: key for key, name in project.annotators().items()}
        entries = IncomingEntries(project.registry, project.ids)
        ends: dict[str, Annotation] = {}
        unnamed: set[AnnotationId] = set()
        fresh: list[Annotation] = []
        for one in repairs:
            if one.span is None or not one.label:
                continue
            made = self._annotation(one, one.span, known, entries, now)
            same = here.like(made, is_named=bool(one.misfit.span.annotator))
            if same is None:
                here.add(made)
                fresh.append(made)
            end = ends[one.misfit.key] = same or made
            if not one.misfit.span.annotator:
                unnamed.add(end.id)
        by_id = {one.id: one for one in (*annotations, *fresh)}
        found = self._relations(repairs, ends, by_id, known, now)
        relations = [one for one in found if not here.has(one, unnamed)]
        values: list[Value] = [*fresh, *relations]
        if values:
            drafts = Drafts(project, self._annotator)
            if new := entries.newcomers({one.entry_id for one in fresh if one.entry_id}):
                project.apply(drafts.edit("Import entries", [Change(None, one) for one in new]))
            changes = [Change(None, value) for value in values]
            project.apply(drafts.edit("Repair imported spans", changes, document_id))
            self._changes.publish(Changed(documents=frozenset({document_id}), listing=True))
        return len(fresh)

    def _annotation(
        self,
        repair: Repair,
        span: Span,
        known: dict[str, AnnotatorId],
        entries: IncomingEntries,
        now: datetime,
    ) -> Annotation:
        incoming = repair.misfit.span
        created = incoming.created_at or now
        return Annotation(
            id=AnnotationId(self._project.ids()),
            document_id=repair.misfit.document_id,
            span=span,
            label=repair.label,
            annotator_id=self._annotator_id(incoming.annotator, known),
            created_at=created,
            modified_at=now,
            attributes=self._project.scheme()
            .label(repair.label)
            .fitting(tuple(sorted(incoming.attributes))),
            note=incoming.note,
            provenance=Provenance(Origin.IMPORTED),
            entry_id=self._entry_id(incoming.canonical, repair.label, entries),
        )

    def _entry_id(
        self, canonical: IncomingEntry | None, label: str, entries: IncomingEntries
    ) -> EntryId | None:
        """Whom or what the span names; None where the file does not say, or it cannot be kept."""
        if canonical is None:
            return None
        try:
            return entries.entry_for(canonical, label, self._project.scheme())
        except KnownError:
            return None

    def _annotator_id(self, name: str, known: dict[str, AnnotatorId]) -> AnnotatorId:
        if not name:
            return self._annotator.id
        if name not in known:
            known[name] = AnnotatorId(self._project.ids())
            self._project.ensure_annotator(Annotator(known[name], name))
        return known[name]

    def _relations(
        self,
        repairs: Iterable[Repair],
        ends: Mapping[str, Annotation],
        by_id: Mapping[AnnotationId, Annotation],
        known: dict[str, AnnotatorId],
        now: datetime,
    ) -> list[Relation]:
        """The lost relations of which both ends are here now, each once."""
        scheme = self._project.scheme()
        made: dict[tuple[str, AnnotationId, AnnotationId], Relation] = {}
        for lost in dict.fromkeys(lost for one in repairs for lost in one.misfit.relations):
            incoming = lost.incoming
            source = by_id.get(lost.source_id) if lost.source_id else ends.get(incoming.source)
            target = by_id.get(lost.target_id) if lost.target_id else ends.get(incoming.target)
            if source is None or target is None or source is target:
                continue
            label = likely_relation(incoming.label, scheme) or incoming.label
            try:
                scheme.check_relation(label, source.label, target.label)
            except (KnownError, OffsetError):
                continue
            relation = Relation(
                RelationId(self._project.ids()),
                source.document_id,
                label,
                source.id,
                target.id,
                self._annotator_id(incoming.annotator, known),
                incoming.created_at or now,
            )
            made.setdefault((relation.label, relation.source_id, relation.target_id), relation)
        return list(made.values())
