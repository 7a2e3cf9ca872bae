"""Rows of doccano's, of all its ages, to incoming articles."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import orjson

from annotator.formats.common.flat_fields import own_and_foreign
from annotator.formats.common.offset_units import to_code_points
from annotator.formats.common.own_fields import incoming, why_unusable
from annotator.formats.common.record_reading import as_offset, read_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.formats.common.json_records import Record
    from annotator.formats.input_file import InputFile

    Fields = dict[str, object]
    Note = Callable[[str], None]

_LISTS = ("label", "labels")
_OBJECTS = ("entities", "annotations")
_TAKEN = frozenset({"text", "relations"})


def is_row(value: object) -> bool:
    """Whether it is a row with spans as doccano has them, or with room for them."""
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return False
    if "schema_version" in value or "tokens" in value:
        return False
    key = _span_key(value)
    return bool(value[key]) or key == "label" or "relations" in value if key else False


def read_rows(file: InputFile, unit: str) -> Iterator[IncomingArticle | Problem]:
    """The articles of a file. unit: what offsets count, a name of offset_units."""
    return read_records(file, partial(_incoming, unit=unit))


def _incoming(record: Record, note: Note, *, unit: str) -> IncomingArticle | None:
    row = record.value
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        note("It is no object with a “text”; it was left out.")
        return None
    text = row["text"]
    if why := why_unusable(text):
        note(why)
        return None
    key = _span_key(row)
    if not key and any(row.get(one) for one in (*_LISTS, *_OBJECTS)):
        note("Its labels are no spans; they are kept with what is known of the article.")
    article, meta = own_and_foreign(_unfolded(row), _TAKEN | {key})
    return incoming(
        text,
        record.origin,
        article=article,
        meta=meta,
        spans=list(_spans(row.get(key), to_code_points(text, unit), note)),
        relations=list(_relations(row.get("relations"), note)),
        note=note,
    )


def _unfolded(row: Fields) -> Fields:
    """The row; what the exports before 1.5 have in "meta" counts like the rest."""
    meta = row.get("meta")
    if isinstance(meta, str):  # so in the oldest ones
        try:
            meta = orjson.loads(meta)
        except orjson.JSONDecodeError:
            return row
    if not isinstance(meta, dict):
        return row
    return meta | {key: value for key, value in row.items() if key != "meta"}


def _span_key(row: Fields) -> str:
    """Which key holds spans: "label" often holds the article's labels instead."""
    for key in (*_LISTS, *_OBJECTS):
        items = row.get(key)
        fits = _is_triple if key in _LISTS else _is_object
        if isinstance(items, list) and all(map(fits, items)):
            return key
    return ""


def _is_triple(item: object) -> bool:
    match item:
        case [start, end, str()]:
            return as_offset(start) is not None and as_offset(end) is not None
    return False


def _is_object(item: object) -> bool:
    return isinstance(item, dict) and {"start_offset", "end_offset", "label"} <= item.keys()


def _spans(items: object, convert: Callable[[int], int], note: Note) -> Iterator[Fields]:
    for number, item in enumerate(items if isinstance(items, list) else (), start=1):
        match item:
            case [start, end, label]:
                more: Fields = {}
            case {"start_offset": start, "end_offset": end, "label": str() | int() as label}:
                # the exports before 1.0 have labels by number, which the scheme may have as alias
                more = {"id": item["id"]} if "id" in item else {}
            case _:
                note(f"Span {number} was left out: it has no label.")
                continue
        first, last = as_offset(start), as_offset(end)
        if first is None or last is None:
            note(f"Span {number} was left out: its offsets are no whole numbers.")
            continue
        yield {"start": convert(first), "end": convert(last), "label": str(label), **more}


def _relations(items: object, note: Note) -> Iterator[Fields]:
    for number, item in enumerate(items if isinstance(items, list) else (), start=1):
        match item:
            case {"from_id": int() | str(), "to_id": int() | str(), "type": str() as label}:
                yield {"label": label, "from": item["from_id"], "to": item["to_id"]}
            case _:
                note(f"Relation {number} was left out: it needs “from_id”, “to_id” and “type”.")
