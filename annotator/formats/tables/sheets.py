"""What the tables for people have in them: four lists, and the columns of each."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

import orjson

from annotator.domain.ids import id_text
from annotator.domain.labels import AttributeKind
from annotator.domain.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.ids import AnnotationId
    from annotator.domain.labels import LabelScheme
    from annotator.domain.span import Span

Cell = str | int | float

CONTEXT = 80
"""Characters that are shown before and after an annotation."""

DERIVED = frozenset({"sentence", "before", "after"})
"""Columns that show where an annotation stands: what is changed in them is no loss."""

_ARTICLE = ("article_id", "title", "outlet", "byline", "published", "url", "language", "status")
ARTICLE_COLUMNS = (*_ARTICLE, "flag_reason", "tags", "note", "extra", "annotations", "characters")
RELATION_COLUMNS = (
    *("relation_id", "article_id", "label", "source_id", "source_label", "source_text"),
    *("target_id", "target_label", "target_text", "annotator", "created_at"),
)
LABEL_COLUMNS = ("label", "annotations", "colour", "key", "description", "attributes")
_ANNOTATION = (
    *("annotation_id", "label", "text", "start", "end", "sentence", "before", "after"),
    *("canonical_name", "wikidata", "gazetteer", "note", "annotator", "created_at"),
    *("modified_at", "origin", "suggester", "suggester_version", "model", "score"),
)


class Line(NamedTuple):
    """One row. subject: whose text is in it, None for the article as a whole."""

    cells: tuple[Cell, ...]
    subject: Annotation | Relation | None = None


class AnnotationSheet:
    """An annotation a row, the article's fields with each, and whom it leads to by relations."""

    def __init__(self, scheme: LabelScheme) -> None:
        specs = (spec for label in scheme.labels for spec in label.attributes)
        self._attributes = tuple(dict.fromkeys(spec.name for spec in specs))
        self._relations = tuple(one.name for one in scheme.relations)
        linked = (name for one in self._relations for name in (one, f"{one} id"))
        self.columns = (
            *_ARTICLE,
            *_ANNOTATION,
            *(f"attribute {name}" for name in self._attributes),
            "other attributes",
            *(f"relation {name}" for name in linked),
            "other relations",
        )

    def lines(self, annotated: AnnotatedDocument) -> Iterator[Line]:
        """The rows of one article."""
        article = _article_cells(annotated)[: len(_ARTICLE)]
        by_id = {one.id: one for one in annotated.annotations}
        linked: dict[AnnotationId, list[Relation]] = {}
        for relation in annotated.relations:
            linked.setdefault(relation.source_id, []).append(relation)
        parts = list(sentences(annotated.document.text)) if annotated.annotations else []
        for one in annotated.annotations:
            cells = (
                *article,
                *_annotation_cells(one, annotated, parts),
                *self._attribute_cells(one),
                *self._relation_cells(linked.get(one.id, []), by_id, annotated.document.text),
            )
            yield Line(cells, one)

    def _attribute_cells(self, annotation: Annotation) -> Iterator[Cell]:
        values = dict(annotation.attributes)
        for name in self._attributes:
            yield _cell(values.pop(name, ""))
        yield _json(values)

    def _relation_cells(
        self,
        relations: list[Relation],
        by_id: Mapping[AnnotationId, Annotation],
        text: str,
    ) -> Iterator[Cell]:
        for name in self._relations:
            ids = [one.target_id for one in relations if one.label == name]
            yield "; ".join(by_id[each].span.text_of(text) for each in ids)
            yield "; ".join(id_text(each) for each in ids)
        others = [one for one in relations if one.label not in self._relations]
        yield "; ".join(f"{one.label} {id_text(one.target_id)}" for one in others)


class ArticleSheet:
    """An article a row. with_text: the whole text in the last column."""

    def __init__(self, *, with_text: bool) -> None:
        self._with_text = with_text
        self.columns = (*ARTICLE_COLUMNS, "text") if with_text else ARTICLE_COLUMNS

    def lines(self, annotated: AnnotatedDocument) -> Iterator[Line]:
        """The one row of an article."""
        text = (annotated.document.text,) if self._with_text else ()
        yield Line((*_article_cells(annotated), *text))


class RelationSheet:
    """A relation a row, with both of its ends."""

    columns = RELATION_COLUMNS

    def lines(self, annotated: AnnotatedDocument) -> Iterator[Line]:
        """The rows of one article."""
        by_id = {one.id: one for one in annotated.annotations}
        text = annotated.document.text
        for one in annotated.relations:
            ends = (by_id[one.source_id], by_id[one.target_id])
            cells = (
                id_text(one.id),
                id_text(annotated.document.id),
                one.label,
                *(
                    cell
                    for end in ends
                    for cell in (id_text(end.id), end.label, end.span.text_of(text))
                ),
                annotated.annotators[one.annotator_id],
                one.created_at.isoformat(),
            )
            yield Line(cells, one)


def label_lines(scheme: LabelScheme, counts: Mapping[str, int]) -> Iterator[Line]:
    """A label a row. counts: annotations by label; those not in the scheme come last."""
    for label in scheme.labels:
        attributes = "; ".join(
            f"{spec.name} ({' | '.join(spec.choices) if spec.choices else spec.kind})"
            if spec.kind is not AttributeKind.FLAG
            else spec.name
            for spec in label.attributes
        )
        cells = (label.name, counts.get(label.name, 0), label.colour, label.shortcut)
        yield Line((*cells, label.description, attributes))
    for name in sorted(counts.keys() - set(scheme.names())):
        yield Line((name, counts[name], "", "", "", ""))


def _article_cells(annotated: AnnotatedDocument) -> tuple[Cell, ...]:
    info = annotated.document.info
    metadata = info.metadata
    return (
        id_text(info.id),
        *(metadata.title, metadata.outlet, metadata.byline, metadata.published, metadata.url),
        *(metadata.language, info.status.value, info.flag_reason, ", ".join(info.tags), info.note),
        _extra(metadata.extra),
        len(annotated.annotations),
        len(annotated.document.text),
    )


def _annotation_cells(
    one: Annotation, annotated: AnnotatedDocument, parts: Sequence[Span]
) -> tuple[Cell, ...]:
    """parts: the sentences of the article."""
    text, span = annotated.document.text, one.span
    entry = annotated.entries.get(one.entry_id) if one.entry_id is not None else None
    provenance = one.provenance
    suggester = provenance.suggester
    return (
        *(id_text(one.id), one.label, span.text_of(text), span.start, span.end),
        _sentences(text, span, parts),
        text[max(0, span.start - CONTEXT) : span.start],
        text[span.end : span.end + CONTEXT],
        *((entry.name, entry.wikidata, entry.gazetteer) if entry else ("", "", "")),
        *(one.note, annotated.annotators[one.annotator_id]),
        *(one.created_at.isoformat(), one.modified_at.isoformat(), provenance.origin.value),
        *((suggester.name, suggester.version, suggester.model) if suggester else ("", "", "")),
        "" if provenance.score is None else provenance.score,
    )


def _sentences(text: str, span: Span, parts: Sequence[Span]) -> str:
    """From the beginning of the sentence it starts in to the end of the one it ends in.

    parts: the sentences of the text, between which is only white space.
    """
    first = bisect_right(parts, span.start, key=lambda one: one.start) - 1
    last = bisect_right(parts, span.end - 1, key=lambda one: one.start) - 1
    begins = first >= 0 and parts[first].end >= span.start
    ends = last >= 0 and parts[last].end >= span.end - 1
    begin = parts[first].start if begins else span.start
    return text[begin : max(span.end, parts[last].end) if ends else span.end]


def _cell(value: str | bool | int | float) -> Cell:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _json(values: Mapping[str, object]) -> str:
    if not values:
        return ""
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS).decode()


def _extra(pairs: tuple[tuple[str, str], ...]) -> str:
    """The further fields as one JSON object; their values are JSON already."""
    inside = ",".join(f"{orjson.dumps(name).decode()}:{value}" for name, value in pairs)
    return f"{{{inside}}}" if pairs else ""
