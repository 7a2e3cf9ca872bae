"""What other tools' training files have no key for, and leave alone where they meet one of ours.

An article's own fields go in one mapping, those of a span beside what the format says of it; only
what is there is written. The shapes are those of our JSONL.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.document import Metadata, Status
from annotator.domain.exchange import IncomingArticle
from annotator.domain.ids import id_text
from annotator.domain.losses import Kind, loss_of_span
from annotator.formats.carrying import EVERYTHING
from annotator.formats.common.metadata_fields import metadata_from
from annotator.formats.jsonl.schema import METADATA_KEYS, write_attribute
from annotator.formats.jsonl.spans import read_relations, read_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.ids import AnnotationId
    from annotator.domain.losses import Loss

    Fields = Mapping[str, object]

CARRIED = replace(EVERYTHING, exact=False, history=False, suggestions=False)
"""What a format carries that takes all of this; tokens and times are another matter."""

LOST_END = "A relation goes where its source or its target was left out."


def article_fields(annotated: AnnotatedDocument) -> dict[str, object]:
    """The article's id, metadata and state."""
    info = annotated.document.info
    fields: dict[str, object] = {"id": id_text(info.id), "status": info.status.value}
    for key in METADATA_KEYS:
        fields[key] = getattr(info.metadata, key)
    fields["extra"] = [{"name": name, "value": value} for name, value in info.metadata.extra]
    fields |= {"flag_reason": info.flag_reason, "tags": list(info.tags), "note": info.note}
    return {key: value for key, value in fields.items() if value}


def span_fields(annotation: Annotation, annotated: AnnotatedDocument) -> dict[str, object]:
    """The span's id, attributes, note, annotator and whom it names."""
    fields: dict[str, object] = {
        "id": id_text(annotation.id),
        "attributes": [write_attribute(name, value) for name, value in annotation.attributes],
        "note": annotation.note,
        "annotator": annotated.annotators.get(annotation.annotator_id, ""),
        "canonical": _canonical(annotation, annotated),
    }
    return {key: value for key, value in fields.items() if value}


def kept_relations(
    annotated: AnnotatedDocument,
    kept: Container[AnnotationId],
    lost: Callable[[Loss], None],
) -> Iterator[Relation]:
    """The relations whose source and target are both in the file; the others are told."""
    for one in annotated.relations:
        if one.source_id in kept and one.target_id in kept:
            yield one
            continue
        source = next(each for each in annotated.annotations if each.id == one.source_id)
        lost(loss_of_span(annotated.document, source.span, one.label, LOST_END, kind=Kind.RELATION))


def relation_fields(relation: Relation, annotated: AnnotatedDocument) -> dict[str, object]:
    """The relation's annotator."""
    name = annotated.annotators.get(relation.annotator_id, "")
    return {"annotator": name} if name else {}


def _canonical(annotation: Annotation, annotated: AnnotatedDocument) -> dict[str, object]:
    entry = None if annotation.entry_id is None else annotated.entries.get(annotation.entry_id)
    if entry is None:
        return {}
    fields: dict[str, object] = {
        "id": id_text(entry.id),
        "name": entry.name,
        "aliases": list(entry.aliases),
        "kind": entry.kind,
        "note": entry.note,
        "wikidata": entry.wikidata,
        "gazetteer": entry.gazetteer,
    }
    fields = {key: value for key, value in fields.items() if value}
    if entry.latitude is not None and entry.longitude is not None:
        fields |= {"latitude": entry.latitude, "longitude": entry.longitude}
    return fields


def incoming(
    text: str,
    origin: str,
    *,
    article: object,
    meta: Fields,
    spans: Sequence[Fields],
    relations: Sequence[Fields],
    note: Callable[[str], None],
) -> IncomingArticle:
    """An article out of the parts that a file has, ours or another's.

    article: what article_fields() wrote, or None. meta: what is known of an article that has
    none. spans, relations: as our JSONL has them. note takes a sentence for each thing that
    cannot be read.
    """
    own = article if isinstance(article, dict) else {}
    status = own.get("status")
    return IncomingArticle(
        text=text,
        origin=origin,
        metadata=_metadata(own) if own else metadata_from(meta),
        spans=read_spans(list(spans), note),
        relations=read_relations(list(relations), note),
        status=Status(status) if status in list(Status) else Status.NEW,
        id=_text(own, "id"),
        flag_reason=_text(own, "flag_reason"),
        tags=tuple(one for one in _list(own.get("tags")) if isinstance(one, str)),
        note=_text(own, "note"),
    )


def why_unusable(text: str) -> str:
    """A sentence on why a text cannot be an article's; "" if it can."""
    if not text.strip():
        return "Its text is empty."
    if "\0" in text:
        return f"Its text has a zero character at {text.index(chr(0))}; remove it."
    return ""


def _metadata(own: Fields) -> Metadata:
    kept: dict[str, str] = {}
    for pair in _list(own.get("extra")):
        match pair:
            case {"name": str(name), "value": str(value)}:
                kept[name] = value
    return Metadata(
        **{key: _text(own, key) for key in METADATA_KEYS}, extra=tuple(sorted(kept.items()))
    )


def _text(fields: Fields, key: str) -> str:
    value = fields.get(key)
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
