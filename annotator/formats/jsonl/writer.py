"""Annotated documents to lines of our JSONL."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING

import orjson

from annotator.domain.annotation import Provenance
from annotator.domain.ids import id_text
from annotator.formats.jsonl.schema import SCHEMA_VERSION, write_attribute, write_time

if TYPE_CHECKING:
    from datetime import datetime

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.entries import RegistryEntry
    from annotator.domain.suggestion import Suggestion

# JSON allows these line ends inside of strings; readers that split text into lines do not
_LINE_ENDS = tuple(
    (character.encode(), f"\\u{ord(character):04x}".encode()) for character in "\u0085\u2028\u2029"
)

_OPTIONS = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z

_FROM_NOBODY = Provenance()
_BY_HAND: dict[str, object] = {
    "origin": _FROM_NOBODY.origin.value,
    "suggester": "",
    "suggester_version": "",
    "model": "",
    "score": None,
    "suggestion_id": "",
}
_NO_ENTRY: dict[str, object] = {
    "id": "",
    "name": "",
    "aliases": (),
    "kind": "",
    "note": "",
    "wikidata": "",
    "gazetteer": "",
    "latitude": None,
    "longitude": None,
}


def write_line(annotated: AnnotatedDocument) -> bytes:
    """One document as one line with its end. Only the pending suggestions are written."""
    line = orjson.dumps(_article(annotated), option=_OPTIONS)
    if not line.isascii():
        for raw, escaped in _LINE_ENDS:
            if raw[-1:] in line:  # a byte alone is found ten times as fast
                line = line.replace(raw, escaped)
    return line


def _article(annotated: AnnotatedDocument) -> dict[str, object]:
    document = annotated.document
    info, metadata, text = document.info, document.info.metadata, document.text
    return {
        "schema_version": SCHEMA_VERSION,
        "id": id_text(info.id),
        "text": text,
        "sha256": document.text_sha256,
        "title": metadata.title,
        "outlet": metadata.outlet,
        "byline": metadata.byline,
        "published": metadata.published,
        "url": metadata.url,
        "language": metadata.language,
        "extra": [{"name": name, "value": value} for name, value in metadata.extra],
        "source": re.split(r"[\\/]", document.source)[-1],  # folders are nobody else's business
        "status": info.status.value,
        "flag_reason": info.flag_reason,
        "tags": info.tags,
        "note": info.note,
        "spans": [_span(one, text, annotated) for one in annotated.annotations],
        "relations": [_relation(one, annotated) for one in annotated.relations],
        "suggestions": [_suggestion(one, text) for one in annotated.suggestions if one.is_pending],
    }


def _span(annotation: Annotation, text: str, annotated: AnnotatedDocument) -> dict[str, object]:
    span = annotation.span
    return {
        "id": id_text(annotation.id),
        "start": span.start,
        "end": span.end,
        "label": annotation.label,
        "text": span.text_of(text),
        "attributes": [write_attribute(name, value) for name, value in annotation.attributes],
        "note": annotation.note,
        "annotator": annotated.annotators.get(annotation.annotator_id, ""),
        "created_at": _time(annotation.created_at),
        "modified_at": _time(annotation.modified_at),
        "provenance": _provenance(annotation.provenance),
        "canonical": _NO_ENTRY
        if annotation.entry_id is None
        else _canonical(annotated.entries.get(annotation.entry_id)),
    }


def _time(time: datetime) -> datetime | str:
    """As write_time() has it; orjson writes the same many times faster if there is a fraction."""
    return time if time.microsecond and time.tzinfo is UTC else write_time(time)


def _provenance(provenance: Provenance) -> dict[str, object]:
    suggester, suggestion_id = provenance.suggester, provenance.suggestion_id
    if provenance == _FROM_NOBODY:
        return _BY_HAND
    return {
        "origin": provenance.origin.value,
        "suggester": suggester.name if suggester else "",
        "suggester_version": suggester.version if suggester else "",
        "model": suggester.model if suggester else "",
        "score": _float(provenance.score),
        "suggestion_id": "" if suggestion_id is None else id_text(suggestion_id),
    }


def _canonical(entry: RegistryEntry | None) -> dict[str, object]:
    if entry is None:
        return _NO_ENTRY
    return {
        "id": id_text(entry.id),
        "name": entry.name,
        "aliases": entry.aliases,
        "kind": entry.kind,
        "note": entry.note,
        "wikidata": entry.wikidata,
        "gazetteer": entry.gazetteer,
        "latitude": _float(entry.latitude),
        "longitude": _float(entry.longitude),
    }


def _relation(relation: Relation, annotated: AnnotatedDocument) -> dict[str, object]:
    return {
        "id": id_text(relation.id),
        "label": relation.label,
        "from": id_text(relation.source_id),
        "to": id_text(relation.target_id),
        "annotator": annotated.annotators.get(relation.annotator_id, ""),
        "created_at": write_time(relation.created_at),
    }


def _suggestion(suggestion: Suggestion, text: str) -> dict[str, object]:
    source, cue, referent = suggestion.source, suggestion.cue, suggestion.referent
    return {
        "id": id_text(suggestion.id),
        "start": suggestion.span.start,
        "end": suggestion.span.end,
        "label": suggestion.label,
        "text": suggestion.span.text_of(text),
        "suggester": suggestion.suggester.name,
        "suggester_version": suggestion.suggester.version,
        "model": suggestion.suggester.model,
        "score": _float(suggestion.score),
        "source_start": source.start if source else None,
        "source_end": source.end if source else None,
        "reason": suggestion.reason,
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "referent_start": referent.start if referent else None,
        "referent_end": referent.end if referent else None,
        "attributes": [write_attribute(name, value) for name, value in suggestion.attributes],
    }


def _float(number: float | None) -> float | None:
    """Always a float where there is one: 1 and 0.5 in one column would be two types."""
    return None if number is None else float(number)
