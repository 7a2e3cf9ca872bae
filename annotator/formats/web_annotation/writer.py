"""Annotated documents as Web Annotations.

One annotation describes the article: its body is the text, its target the article with what is
known about it. Then one for each span, and one that links two for each relation.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import orjson

from annotator.domain.ids import id_text
from annotator.formats.carrying import EVERYTHING, tell_uncarried
from annotator.formats.common.own_fields import article_fields, span_fields
from annotator.formats.common.provenance_fields import provenance_fields
from annotator.formats.jsonl.schema import write_attribute, write_time
from annotator.formats.web_annotation.vocabulary import (
    CONTEXT,
    DUBLIN_CORE,
    ENTRY,
    OWN_CONTEXT,
    SAME_AS,
    WIKIDATA,
    own,
    urn,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.ids import AnnotatorId
    from annotator.domain.labels import AttributeValue
    from annotator.formats.base import ByteSink, Export, Part

    Object = dict[str, object]

TITLE = "W3C Web Annotation"
CARRIES = replace(EVERYTHING, suggestions=False)
BEGINNING = b'"items":[\n'
"""After these bytes our files have an annotation a line."""

_AROUND = 32


def write_collection(part: Part, sink: ByteSink, export: Export) -> None:
    """An AnnotationCollection with one page, an annotation a line; its count comes last."""
    key = (export.title, part.name, write_time(export.as_of))
    collection, page = urn("collection", *key), urn("page", *key)
    head: Object = {
        "@context": [CONTEXT, OWN_CONTEXT],
        "id": collection,
        "type": "AnnotationCollection",
        "label": export.title,
        "last": page,
    }
    first: Object = {"id": page, "type": "AnnotationPage", "partOf": collection, "startIndex": 0}
    sink.write(orjson.dumps(head)[:-1] + b',"first":' + orjson.dumps(first)[:-1] + b",")
    sink.write(BEGINNING)
    total = 0
    for article in part.documents:
        tell_uncarried(article, TITLE, CARRIES, export.lost)
        for annotation in _annotations(article):
            sink.write((b",\n" if total else b"") + orjson.dumps(annotation))
            total += 1
    sink.write(b'\n]},"total":%d}\n' % total)


def _annotations(article: AnnotatedDocument) -> Iterator[Object]:
    yield _description(article)
    for annotation in article.annotations:
        yield _span(annotation, article)
    for relation in article.relations:
        yield _relation(relation, article)


def _description(article: AnnotatedDocument) -> Object:
    document = article.document
    fields = article_fields(article)
    target: Object = {"id": _article_iri(article), "type": "Text", "format": "text/plain"}
    target |= {DUBLIN_CORE[key]: fields[key] for key in DUBLIN_CORE if key in fields}
    target |= {own(key): fields[key] for key in ("id", "status", "flag_reason") if key in fields}
    pairs = [{own("name"): name, own("value"): one} for name, one in document.info.metadata.extra]
    if pairs:
        target[own("extra")] = pairs
    bodies = [_body("describing", document.text)]
    bodies += [_body("tagging", tag) for tag in document.info.tags]
    bodies += [_body("commenting", document.info.note)] if document.info.note else []
    return {
        "id": urn("description", id_text(document.id)),
        "type": "Annotation",
        "motivation": "describing",
        "created": write_time(document.imported_at),
        "body": bodies,
        "target": target,
    }


def _span(annotation: Annotation, article: AnnotatedDocument) -> Object:
    text, span = article.document.text, annotation.span
    fields = span_fields(annotation, article)
    bodies = [_body("tagging", annotation.label)]
    bodies += [_body("commenting", annotation.note)] if annotation.note else []
    bodies += [_attribute(name, value) for name, value in annotation.attributes]
    canonical = fields.get("canonical")
    bodies += [_identity(canonical)] if isinstance(canonical, dict) else []
    item: Object = {
        "id": _annotation_iri(article, annotation.id),
        "type": "Annotation",
        "motivation": "tagging",
        "creator": _creator(annotation.annotator_id, article),
        "created": write_time(annotation.created_at),
        "modified": write_time(annotation.modified_at),
        "body": bodies,
        "target": {
            "type": "SpecificResource",
            "source": _article_iri(article),
            "selector": [
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": span.text_of(text),
                    "prefix": text[max(0, span.start - _AROUND) : span.start],
                    "suffix": text[span.end : span.end + _AROUND],
                },
            ],
        },
        own("provenance"): {
            own(key): one for key, one in provenance_fields(annotation.provenance).items()
        },
    }
    return item


def _relation(relation: Relation, article: AnnotatedDocument) -> Object:
    """A link: its target is the relation's source, which it is about, its body the other end."""
    return {
        "id": urn("relation", id_text(article.document.id), id_text(relation.id)),
        "type": "Annotation",
        "motivation": "linking",
        "creator": _creator(relation.annotator_id, article),
        "created": write_time(relation.created_at),
        "body": [_annotation_iri(article, relation.target_id), _body("tagging", relation.label)],
        "target": _annotation_iri(article, relation.source_id),
    }


def _body(purpose: str, text: str) -> Object:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": text}


def _attribute(name: str, value: AttributeValue) -> Object:
    typed = write_attribute(name, value)
    return _body("classifying", f"{name}: {typed['value']}") | {
        own("name"): name,
        own("datatype"): typed["type"],
        own("value"): typed["value"],
    }


def _identity(canonical: Mapping[str, object]) -> Object:
    """Whom or what the span names, by the registry."""
    source: Object = {"id": urn("entry", str(canonical["id"])), own("id"): canonical["id"]}
    source |= {ENTRY.get(key, own(key)): one for key, one in canonical.items() if key != "id"}
    if wikidata := canonical.get("wikidata"):
        source[SAME_AS] = {"id": f"{WIKIDATA}{wikidata}"}
    return {"type": "SpecificResource", "purpose": "identifying", "source": source}


def _creator(key: AnnotatorId, article: AnnotatedDocument) -> Object:
    name = article.annotators.get(key, "")
    person: Object = {"id": urn("annotator", id_text(key)), "type": "Person"}
    return person | {"name": name} if name else person


def _article_iri(article: AnnotatedDocument) -> str:
    return urn("document", id_text(article.document.id))


def _annotation_iri(article: AnnotatedDocument, annotation_id: int) -> str:
    return urn("annotation", id_text(article.document.id), id_text(annotation_id))
