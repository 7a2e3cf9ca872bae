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
from annotator.domain.span import Span
from annotator.domain.text import cut, fingerprint, normalise, title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from annotator.domain.edits import Value
    from annotator.domain.exchange import (
        IncomingArticle,
        IncomingEntry,
        IncomingRelation,
        IncomingSpan,
    )
    from annotator.domain.labels import LabelScheme
    from annotator.domain.text import Normalised
    from annotator.services.incoming_entries import IncomingEntries

_SHOWN = 60


@dataclass(slots=True)
class Checked:
    """A document ready to store; edit is None where it brings no annotations.

    renamed: how many annotations came with an alias of their label, by alias and label.
    """

    document: Document
    edit: Edit | None
    problems: list[Problem]
    renamed: Counter[tuple[str, str]] = field(default_factory=Counter)


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
        problems: list[Problem] = []
        annotations = self._annotations(article, document, normalised, at, problems)
        names = {
            span.id or f"#{number}": span.label for number, span in enumerate(article.spans, 1)
        }
        renamed = Counter(
            (names[key], one.label) for key, one in annotations.items() if names[key] != one.label
        )
        relations = self._relations(article, document.id, annotations, at, problems)
        values: list[Value] = [*annotations.values(), *relations]
        edit = Edit(
            id=EditId(self.ids()),
            verb="Import annotations",
            document_id=document.id,
            annotator_id=self.annotator.id,
            at=at,
            changes=tuple(Change(None, value) for value in values),
        )
        return Checked(document, edit if values else None, problems, renamed)

    def _annotations(
        self,
        article: IncomingArticle,
        document: Document,
        normalised: Normalised,
        at: datetime,
        problems: list[Problem],
    ) -> dict[str, Annotation]:
        """The annotations by the file's own ids; those without get "#number"."""
        kept: dict[str, Annotation] = {}
        for number, span in enumerate(article.spans, start=1):
            try:
                annotation = self._annotation(span, document, normalised, at)
            except (KnownError, OffsetError) as error:
                problems.append(Problem(article.origin, f"Span {number} was left out: {error}"))
            else:
                kept[span.id or f"#{number}"] = annotation
                if span.canonical is not None:
                    place = Problem(article.origin, f"Span {number}")
                    kept[span.id or f"#{number}"] = self._named(
                        annotation, span.canonical, place, problems
                    )
        return kept

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
            sentence = f"{place.sentence} was not linked to “{_short(canonical.name)}”: {error}"
            problems.append(Problem(place.origin, sentence))
            return annotation
        return replace(annotation, entry_id=entry_id)

    def _annotation(
        self, incoming: IncomingSpan, document: Document, normalised: Normalised, at: datetime
    ) -> Annotation:
        span = _checked_span(incoming, normalised)
        known = self.scheme.named(incoming.label) or self.scheme.label(incoming.label)
        self.scheme.check_attributes(known.name, incoming.attributes)
        created = incoming.created_at or at
        return Annotation(
            id=AnnotationId(self.ids()),
            document_id=document.id,
            span=span,
            label=known.name,
            annotator_id=self._annotator_id(incoming.annotator),
            created_at=created,
            modified_at=incoming.modified_at or created,
            attributes=tuple(sorted(incoming.attributes)),
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
        self.scheme.check_relation(incoming.label, source.label, target.label)
        return Relation(
            id=RelationId(self.ids()),
            document_id=document_id,
            label=incoming.label,
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
    return replace(provenance, suggestion_id=None)


def _checked_span(incoming: IncomingSpan, normalised: Normalised) -> Span:
    """The span in the normalised text. Raises KnownError saying what is wrong with it."""
    start, end = incoming.start, incoming.end
    if start < 0 or end > normalised.raw_length:
        raise KnownError(
            f"[{start}:{end}) is outside of the text ({normalised.raw_length} characters)."
        )
    if end < start:
        raise KnownError(f"[{start}:{end}) ends before it starts.")
    first, last = normalised.offset(start), normalised.offset(end)
    if first == last:
        raise KnownError(f"[{start}:{end}) is empty.")
    span = Span(first, last)
    quoted = incoming.quoted
    if quoted is not None and normalise(quoted).text != span.text_of(normalised.text):
        found = _short(span.text_of(normalised.text))
        raise KnownError(
            f"[{start}:{end}) should be “{_short(quoted)}”, but the text there is “{found}”."
        )
    return span


def _short(text: str) -> str:
    return cut(text, _SHOWN)
