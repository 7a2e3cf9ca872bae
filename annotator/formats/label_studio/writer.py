"""Annotated documents to tasks of Label Studio's."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.ids import id_text
from annotator.domain.losses import Fate, Kind, loss_of_many, loss_of_span
from annotator.formats.common.flat_fields import flat_fields
from annotator.formats.common.json_records import LARGEST_NUMBER
from annotator.formats.label_studio.naming import LABELS, TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.ids import AnnotatorId
    from annotator.domain.labels import Attributes
    from annotator.domain.losses import Loss
    from annotator.domain.span import Span
    from annotator.domain.suggestion import SuggesterInfo, Suggestion
    from annotator.formats.label_studio.controls import Controls

    Fields = dict[str, object]

PARTED = "Label Studio keeps each annotator's work apart: it has no relations between two of them."
OTHERS = "A relation in Label Studio belongs to whom its spans belong to."
ONE_KIND = (
    "A control of Label Studio has values of one kind, and numbers up to"
    f" {LARGEST_NUMBER:,} either way."
)
NO_CUE = "Label Studio has no place for the cue of a suggestion, and for whom its source names."


@dataclass(frozen=True, slots=True)
class TaskWriter:
    """Writes tasks. controls: grow by what the documents have."""

    controls: Controls
    lost: Callable[[Loss], None]

    def task(self, number: int, annotated: AnnotatedDocument) -> Fields:
        """One task with the work of each annotator, and what each suggester proposes.

        number: its place in the file, from 1; converters want an id, the server gives its own.
        """
        return {
            "id": number,
            "data": {TEXT: annotated.document.text, **flat_fields(annotated)},
            "annotations": list(self._annotations(annotated)),
            "predictions": list(self._predictions(annotated)),
        }

    def _annotations(self, annotated: AnnotatedDocument) -> Iterator[Fields]:
        by_annotator: defaultdict[AnnotatorId, list[Annotation]] = defaultdict(list)
        for one in annotated.annotations:
            by_annotator[one.annotator_id].append(one)
        relations = self._relations(annotated)
        for annotator, theirs in by_annotator.items():
            result = [item for one in theirs for item in self._regions(one, annotated)]
            name = annotated.annotators.get(annotator, "")
            # Label Studio refuses a `completed_by` that it does not know; without it, the
            # annotation is whose who imports it
            yield {
                **({"annotator": name} if name else {}),
                "was_cancelled": False,
                "result": result + relations[annotator],
            }

    def _regions(self, one: Annotation, annotated: AnnotatedDocument) -> Iterator[Fields]:
        region = _region(id_text(one.id), one.span, one.label, annotated.document.text)
        self.controls.labels.setdefault(one.label)
        yield region | ({"meta": {"text": [one.note]}} if one.note else {})
        yield from self._attributes(region, one.label, one.attributes, annotated, Kind.ATTRIBUTE)

    def _attributes(
        self,
        region: Fields,
        label: str,
        attributes: Attributes,
        annotated: AnnotatedDocument,
        kind: Kind,
    ) -> Iterator[Fields]:
        value = region["value"]
        place = {key: value[key] for key in ("start", "end")} if isinstance(value, dict) else {}
        for name, content in attributes:
            held = self.controls.hold(label, name, content)
            if held is None:
                self.lost(loss_of_many(annotated.document, kind, 1, ONE_KIND))
                continue
            yield {
                "id": region["id"],
                "from_name": held.name,
                "to_name": TEXT,
                "type": held.tag.lower(),
                "value": place | held.payload,
            }

    def _relations(self, annotated: AnnotatedDocument) -> defaultdict[AnnotatorId, list[Fields]]:
        ends = {one.id: one for one in annotated.annotations}
        found: defaultdict[AnnotatorId, list[Fields]] = defaultdict(list)
        moved = 0
        for one in annotated.relations:
            source, target = ends[one.source_id], ends[one.target_id]
            if source.annotator_id != target.annotator_id:
                self._drop(one, source.span, annotated)
                continue
            moved += one.annotator_id != source.annotator_id
            self.controls.relations.setdefault(one.label)
            found[source.annotator_id].append(
                {
                    "type": "relation",
                    "from_id": id_text(source.id),
                    "to_id": id_text(target.id),
                    "direction": "right",
                    "labels": [one.label],
                }
            )
        if moved:
            loss = loss_of_many(
                annotated.document, Kind.ANNOTATOR, moved, OTHERS, fate=Fate.CHANGED
            )
            self.lost(loss)
        return found

    def _drop(self, relation: Relation, span: Span, annotated: AnnotatedDocument) -> None:
        self.lost(
            loss_of_span(annotated.document, span, relation.label, PARTED, kind=Kind.RELATION)
        )

    def _predictions(self, annotated: AnnotatedDocument) -> Iterator[Fields]:
        by_suggester: defaultdict[SuggesterInfo, list[Suggestion]] = defaultdict(list)
        for one in annotated.suggestions:
            if one.is_pending:
                by_suggester[one.suggester].append(one)
        for info, suggestions in by_suggester.items():
            version = " ".join(filter(None, (info.name, info.version, info.model)))
            yield {
                "model_version": version,
                "suggester": {"name": info.name, "version": info.version, "model": info.model},
                **_score(suggestions),
                "result": [item for one in suggestions for item in self._proposed(one, annotated)],
            }

    def _proposed(self, one: Suggestion, annotated: AnnotatedDocument) -> Iterator[Fields]:
        region = _region(id_text(one.id), one.span, one.label, annotated.document.text)
        self.controls.labels.setdefault(one.label)
        meta: Fields = {"text": [one.reason]} if one.reason else {}
        if one.source is not None:
            meta |= {"source_start": one.source.start, "source_end": one.source.end}
        score = {} if one.score is None else {"score": float(one.score)}
        yield region | score | ({"meta": meta} if meta else {})
        yield from self._attributes(region, one.label, one.attributes, annotated, Kind.SUGGESTION)
        if one.cue is not None or one.referent is not None:
            self.lost(
                loss_of_span(
                    annotated.document,
                    one.span,
                    one.label,
                    NO_CUE,
                    fate=Fate.CHANGED,
                    kind=Kind.SUGGESTION,
                )
            )


def _region(name: str, span: Span, label: str, text: str) -> Fields:
    return {
        "id": name,
        "from_name": LABELS,
        "to_name": TEXT,
        "type": "labels",
        "value": {
            "start": span.start,
            "end": span.end,
            "text": span.text_of(text),
            "labels": [label],
        },
    }


def _score(suggestions: Sequence[Suggestion]) -> dict[str, float]:
    """The mean, by which Label Studio sorts; nothing if one of them has no score."""
    scores = [one.score for one in suggestions if one.score is not None]
    if len(scores) < len(suggestions):
        return {}
    return {"score": sum(map(float, scores)) / len(scores)}
