"""Spans and relations in JSONL, ours and others'.

Whether offsets lie in the text is not asked here; what has none, or no label, is left out and
noted. `note` takes each sentence about something that could not be read.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from annotator.domain.annotation import Origin, Provenance
from annotator.domain.exchange import IncomingRelation, IncomingSpan, IncomingSuggestion
from annotator.domain.ids import SuggestionId, parse_id
from annotator.domain.suggestion import SuggesterInfo
from annotator.formats.jsonl.canonical import read_canonical
from annotator.formats.jsonl.schema import read_attribute, read_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from annotator.domain.labels import Attributes, AttributeValue

    Note = Callable[[str], None]
    Fields = Mapping[str, object]

T = TypeVar("T")

_START = ("start", "start_offset", "start_char")
_END = ("end", "end_offset", "end_char")
_LABEL = ("label", "type")
_FROM = ("from", "from_id", "source")
_TO = ("to", "to_id", "target")
_ORIGINS = tuple(one.value for one in Origin)


def read_spans(items: object, note: Note) -> tuple[IncomingSpan, ...]:
    """The spans of one article: [{"start", "end", "label", …}] or [[start, end, label], …]."""
    return tuple(_each(items, "Span", _span, note))


def read_relations(items: object, note: Note) -> tuple[IncomingRelation, ...]:
    """The relations of one article: [{"label", "from", "to", …}]."""
    return tuple(_each(items, "Relation", _relation, note))


def read_suggestions(items: object, note: Note) -> tuple[IncomingSuggestion, ...]:
    """The suggestions of one article, as our exports have them."""
    return tuple(_each(items, "Suggestion", _suggestion, note))


def _each(items: object, kind: str, read: Callable[[object, Note], T], note: Note) -> Iterator[T]:
    if items is None:
        return
    if not isinstance(items, list):
        note(f"Its {kind.lower()}s are not a list; they were left out.")
        return
    for number, item in enumerate(items, start=1):
        try:
            yield read(item, partial(_note_of, f"{kind} {number}", note))
        except ValueError as error:
            note(f"{kind} {number} was left out: {error}.")


def _note_of(place: str, note: Note, sentence: str) -> None:
    note(f"{place}: {sentence}")


def _span(item: object, note: Note) -> IncomingSpan:
    """One span. Raises ValueError, its text a clause, if start, end or label is not usable."""
    match item:
        case [start, end, label, *_]:
            item = {"start": start, "end": end, "label": label}
    if not isinstance(item, dict):
        raise ValueError("it is neither an object nor [start, end, label]")
    quoted = item.get("text")
    return IncomingSpan(
        start=_offset(item, _START),
        end=_offset(item, _END),
        label=_label(item),
        id=_id(item.get("id")),
        quoted=quoted if isinstance(quoted, str) else None,
        attributes=_attributes(item.get("attributes"), note),
        note=_text(item, "note", note),
        annotator=_text(item, "annotator", note),
        created_at=_time(item, "created_at", note),
        modified_at=_time(item, "modified_at", note),
        provenance=_provenance(item.get("provenance"), note),
        canonical=read_canonical(item.get("canonical"), note),
    )


def _suggestion(item: object, note: Note) -> IncomingSuggestion:
    if not isinstance(item, dict):
        raise ValueError("it is no object")
    suggester = _suggester(item)
    if suggester is None:
        raise ValueError("it does not say who suggests it")
    source, cue, referent = (_ends(item, what) for what in ("source", "cue", "referent"))
    quoted = item.get("text")
    return IncomingSuggestion(
        start=_offset(item, _START),
        end=_offset(item, _END),
        label=_label(item),
        suggester=suggester,
        quoted=quoted if isinstance(quoted, str) else None,
        score=_score(item),
        source_start=source[0],
        source_end=source[1],
        reason=_text(item, "reason", note),
        attributes=_attributes(item.get("attributes"), note),
        cue_start=cue[0],
        cue_end=cue[1],
        referent_start=referent[0],
        referent_end=referent[1],
    )


def _ends(item: Fields, what: str) -> tuple[int, int] | tuple[None, None]:
    start, end = item.get(f"{what}_start"), item.get(f"{what}_end")
    return (start, end) if isinstance(start, int) and isinstance(end, int) else (None, None)


def _score(item: Fields) -> float | None:
    score = item.get("score")
    return float(score) if isinstance(score, int | float) and not isinstance(score, bool) else None


def _relation(item: object, note: Note) -> IncomingRelation:
    if not isinstance(item, dict):
        raise ValueError("it is no object")
    source, target = _id(_first(item, _FROM)), _id(_first(item, _TO))
    if not source or not target:
        raise ValueError("it needs “from” and “to”, the ids of two spans")
    return IncomingRelation(
        label=_label(item),
        source=source,
        target=target,
        annotator=_text(item, "annotator", note),
        created_at=_time(item, "created_at", note),
    )


def _first(item: Fields, names: tuple[str, ...]) -> object:
    for name in names:
        value = item.get(name)
        if value is not None:
            return value
    return None


def _offset(item: Fields, names: tuple[str, ...]) -> int:
    value = _first(item, names)
    if isinstance(value, float) and value.is_integer():  # tables that once had a gap
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"its “{names[0]}” is not a whole number")
    return value


def _label(item: Fields) -> str:
    value = _first(item, _LABEL)
    if not isinstance(value, str) or not value.strip():
        raise ValueError("it has no label")
    return value


def _id(value: object) -> str:
    if isinstance(value, bool):
        return ""
    return str(value) if isinstance(value, str | int) else ""


def _text(item: Fields, name: str, note: Note) -> str:
    value = item.get(name)
    if value is None or isinstance(value, str):
        return value or ""
    note(f"its {name} is not a text; it was left out.")
    return ""


def _time(item: Fields, name: str, note: Note) -> datetime | None:
    value = item.get(name)
    if value is None or value == "":
        return None
    try:
        return read_time(str(value))
    except (ValueError, OverflowError):
        note(f"its {name}, “{value}”, is not a time; it was left out.")
        return None


def _attributes(items: object, note: Note) -> Attributes:
    """From {"name": value} or [{"name", "value"}]; the type we write beside it is heeded."""
    if isinstance(items, dict):
        items = [{"name": name, "value": value} for name, value in items.items()]
    if items is not None and not isinstance(items, list):
        note("its attributes are not a list; they were left out.")
    found: dict[str, AttributeValue] = {}
    for item in items if isinstance(items, list) else ():
        match item:
            case {"name": str(name), "type": str(kind), "value": str(value)}:
                try:
                    found[name] = read_attribute(kind, value)
                except ValueError as error:
                    note(f"its attribute {name} was left out: {error}.")
            case {"name": str(name), "value": str() | int() | float() as value}:
                found[name] = value
            case {"name": str(), "value": None}:
                pass
            case _:
                note("an attribute that is no name with a plain value was left out.")
    return tuple(sorted(found.items()))


def _provenance(item: object, note: Note) -> Provenance | None:
    if not isinstance(item, dict):
        return None
    if item.get("origin") not in _ORIGINS:
        note(f"its origin, “{item.get('origin')}”, is unknown; it was left out.")
        return None
    return Provenance(
        origin=Origin(item["origin"]),
        suggestion_id=_suggestion_id(item.get("suggestion_id")),
        suggester=_suggester(item),
        score=_score(item),
    )


def _suggester(item: Fields) -> SuggesterInfo | None:
    if not item.get("suggester"):  # most annotations are somebody's own
        return None
    parts = [item.get(key) for key in ("suggester", "suggester_version", "model")]
    name, version, model = (part if isinstance(part, str) else "" for part in parts)
    return SuggesterInfo(name, version, model) if name else None


def _suggestion_id(value: object) -> SuggestionId | None:
    if not value:
        return None
    try:
        return SuggestionId(parse_id(str(value)))
    except ValueError:
        return None
