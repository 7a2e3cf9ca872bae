"""Values to JSON and back, by hand, for the log and for JSON columns.

Every value comes back equal to what it was, to the bit. What the log holds must stay readable for
ever: a field may be added, with a default for entries that lack it; none is renamed.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from annotator.domain.annotation import Annotation, Origin, Provenance, Relation
from annotator.domain.document import DocumentInfo, Metadata, Status
from annotator.domain.entries import RegistryEntry
from annotator.domain.ids import (
    AnnotationId,
    AnnotatorId,
    DocumentId,
    EntryId,
    RelationId,
    RuleId,
    SuggestionId,
)
from annotator.domain.labels import LabelScheme
from annotator.domain.memory import PhraseRule, Rule
from annotator.domain.span import Span
from annotator.domain.suggestion import Decision, SuggesterInfo, Suggestion
from annotator.store.evidence import MISREADINGS, UnreadableValue
from annotator.store.scheme_codec import scheme_in, scheme_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.edits import Value
    from annotator.domain.labels import Attributes

Json: TypeAlias = dict[str, Any]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

# made once: json.dumps() with these options would make an encoder for each call
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def to_micros(time: datetime) -> int:
    """Microseconds since 1970, UTC. Raises ValueError for a time without a zone."""
    if time.tzinfo is None:
        raise ValueError(f"{time} has no time zone")
    return (time - _EPOCH) // _MICROSECOND


@lru_cache(maxsize=4096)  # the annotations of an article share many of their times
def from_micros(micros: int) -> datetime:
    """The aware UTC time of so many microseconds since 1970."""
    return _EPOCH + timedelta(0, 0, micros)  # by name it takes twice as long


def attributes_text(attributes: Attributes) -> str:
    """Attributes as a column holds them."""
    return _encode(attributes) if attributes else ""


def attributes_from(text: str) -> Attributes:
    """The attributes of a column."""
    return tuple((name, value) for name, value in json.loads(text)) if text else ()


def pairs_text(pairs: tuple[tuple[str, str], ...]) -> str:
    """Name and value pairs as a column holds them."""
    return _encode(pairs) if pairs else ""


def pairs_from(text: str) -> tuple[tuple[str, str], ...]:
    """The pairs of a column."""
    return tuple((name, value) for name, value in json.loads(text)) if text else ()


def kind_of(value: Value) -> str:
    """What the log calls the kind of a value."""
    return _KINDS[type(value)]


def dumps(value: Value) -> str:
    """A value as the log holds it. Raises ValueError for a number that is not finite."""
    return _encode(_ENCODERS[type(value)](value))


def loads(kind: str, text: str) -> Value:
    """The value that dumps() wrote. Raises UnreadableValue for any other text."""
    try:
        return _DECODERS[kind](json.loads(text))
    except (*MISREADINGS, RecursionError) as error:
        raise UnreadableValue(f"a {kind} in it is no longer what was stored") from error


def _annotation_out(value: Annotation) -> Json:
    return {
        "id": value.id,
        "document": value.document_id,
        "span": _span_out(value.span),
        "label": value.label,
        "annotator": value.annotator_id,
        "created_at": to_micros(value.created_at),
        "modified_at": to_micros(value.modified_at),
        "attributes": value.attributes,
        "note": value.note,
        "origin": value.provenance.origin,
        "suggestion": value.provenance.suggestion_id,
        "suggester": _suggester_out(value.provenance.suggester),
        "score": value.provenance.score,
        "entry": value.entry_id,
    }


def _annotation_in(data: Json) -> Annotation:
    suggestion, entry = data["suggestion"], data.get("entry")
    return Annotation(
        id=AnnotationId(data["id"]),
        document_id=DocumentId(data["document"]),
        span=Span(*data["span"]),
        label=data["label"],
        annotator_id=AnnotatorId(data["annotator"]),
        created_at=from_micros(data["created_at"]),
        modified_at=from_micros(data["modified_at"]),
        attributes=tuple((name, value) for name, value in data["attributes"]),
        note=data["note"],
        provenance=Provenance(
            origin=Origin(data["origin"]),
            suggestion_id=None if suggestion is None else SuggestionId(suggestion),
            suggester=_suggester_in(data["suggester"]),
            score=data["score"],
        ),
        entry_id=None if entry is None else EntryId(entry),
    )


def _relation_out(value: Relation) -> Json:
    return {
        "id": value.id,
        "document": value.document_id,
        "label": value.label,
        "source": value.source_id,
        "target": value.target_id,
        "annotator": value.annotator_id,
        "created_at": to_micros(value.created_at),
    }


def _relation_in(data: Json) -> Relation:
    return Relation(
        id=RelationId(data["id"]),
        document_id=DocumentId(data["document"]),
        label=data["label"],
        source_id=AnnotationId(data["source"]),
        target_id=AnnotationId(data["target"]),
        annotator_id=AnnotatorId(data["annotator"]),
        created_at=from_micros(data["created_at"]),
    )


def _suggestion_out(value: Suggestion) -> Json:
    return {
        "id": value.id,
        "document": value.document_id,
        "span": _span_out(value.span),
        "label": value.label,
        "suggester": _suggester_out(value.suggester),
        "score": value.score,
        "source": None if value.source is None else _span_out(value.source),
        "decision": value.decision,
        "reason": value.reason,
        "cue": None if value.cue is None else _span_out(value.cue),
        "referent": None if value.referent is None else _span_out(value.referent),
        "attributes": value.attributes,
    }


def _suggestion_in(data: Json) -> Suggestion:
    return Suggestion(
        id=SuggestionId(data["id"]),
        document_id=DocumentId(data["document"]),
        span=Span(*data["span"]),
        label=data["label"],
        suggester=SuggesterInfo(*data["suggester"]),
        score=data["score"],
        source=None if data["source"] is None else Span(*data["source"]),
        decision=Decision(data["decision"]),
        reason=data.get("reason", ""),
        cue=Span(*data["cue"]) if data.get("cue") else None,
        referent=Span(*data["referent"]) if data.get("referent") else None,
        attributes=tuple((name, value) for name, value in data.get("attributes", ())),
    )


def _document_out(value: DocumentInfo) -> Json:
    metadata = value.metadata
    return {
        "id": value.id,
        "title": metadata.title,
        "outlet": metadata.outlet,
        "byline": metadata.byline,
        "published": metadata.published,
        "url": metadata.url,
        "language": metadata.language,
        "extra": metadata.extra,
        "status": value.status,
        "flag_reason": value.flag_reason,
        "hidden": value.hidden,
        "tags": value.tags,
        "note": value.note,
    }


def _document_in(data: Json) -> DocumentInfo:
    return DocumentInfo(
        id=DocumentId(data["id"]),
        metadata=Metadata(
            title=data["title"],
            outlet=data["outlet"],
            byline=data["byline"],
            published=data["published"],
            url=data["url"],
            language=data["language"],
            extra=tuple((name, value) for name, value in data["extra"]),
        ),
        status=Status(data["status"]),
        flag_reason=data["flag_reason"],
        hidden=data["hidden"],
        tags=tuple(data.get("tags", ())),
        note=data.get("note", ""),
    )


def _entry_out(value: RegistryEntry) -> Json:
    return {
        "id": value.id,
        "label": value.label,
        "name": value.name,
        "aliases": value.aliases,
        "kind": value.kind,
        "note": value.note,
        "wikidata": value.wikidata,
        "gazetteer": value.gazetteer,
        "latitude": value.latitude,
        "longitude": value.longitude,
    }


def _entry_in(data: Json) -> RegistryEntry:
    return RegistryEntry(
        id=EntryId(data["id"]),
        label=data["label"],
        name=data["name"],
        aliases=tuple(data["aliases"]),
        kind=data["kind"],
        note=data["note"],
        wikidata=data["wikidata"],
        gazetteer=data["gazetteer"],
        latitude=data["latitude"],
        longitude=data["longitude"],
    )


def _phrase_out(value: PhraseRule) -> Json:
    return {"id": value.id, "text": value.text, "label": value.label, "rule": value.rule}


def _phrase_in(data: Json) -> PhraseRule:
    return PhraseRule(RuleId(data["id"]), data["text"], data["label"], Rule(data["rule"]))


def _span_out(span: Span) -> list[int]:
    return [span.start, span.end]


def _suggester_out(info: SuggesterInfo | None) -> list[str] | None:
    return None if info is None else [info.name, info.version, info.model]


def _suggester_in(data: list[str] | None) -> SuggesterInfo | None:
    return None if data is None else SuggesterInfo(*data)


_KINDS: dict[type, str] = {
    Annotation: "annotation",
    Relation: "relation",
    Suggestion: "suggestion",
    DocumentInfo: "document",
    LabelScheme: "scheme",
    RegistryEntry: "entry",
    PhraseRule: "phrase",
}

_ENCODERS = cast(
    "dict[type, Callable[[Value], Json]]",
    {
        Annotation: _annotation_out,
        Relation: _relation_out,
        Suggestion: _suggestion_out,
        DocumentInfo: _document_out,
        LabelScheme: scheme_out,
        RegistryEntry: _entry_out,
        PhraseRule: _phrase_out,
    },
)

_DECODERS: dict[str, Callable[[Json], Value]] = {
    "annotation": _annotation_in,
    "relation": _relation_in,
    "suggestion": _suggestion_in,
    "document": _document_in,
    "scheme": scheme_in,
    "entry": _entry_in,
    "phrase": _phrase_in,
}
