"""Lines of JSONL to incoming articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from annotator.domain.document import Metadata, Status
from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.domain.text import fingerprint
from annotator.formats.decoding import decode, refuse_binary
from annotator.formats.jsonl_schema import ARTICLE_KEYS, METADATA_KEYS, SCHEMA_VERSION
from annotator.formats.jsonl_spans import read_relations, read_spans
from annotator.formats.metadata_fields import extras, field_text, metadata_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Note = Callable[[str], None]
    Fields = dict[str, object]

_MAJOR = int(SCHEMA_VERSION.split(".")[0])
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SPAN_KEYS = ("spans", "entities", "labels", "label")
_NESTED_METADATA = ("meta", "metadata")
# what the text itself tells, or another tool's bookkeeping
_DROPPED = frozenset({"tokens", "sha256", "schema_version"})
_SHORT_LINE = 1000


def read_lines(data: bytes, origin: str) -> Iterator[IncomingArticle | Problem]:
    """The articles of a file, line by line; "origin, line 7" names each."""
    try:
        refuse_binary(data)
        data = _utf8(data)
    except UnreadableInput as error:
        yield Problem(origin, str(error))
        return
    met = False
    for number, raw in _lines(data):
        try:
            fields = _object(raw)
        except UnreadableInput as error:
            if not met and _is_one_document(data, raw):
                yield Problem(origin, "It is one JSON value over several lines, not one a line.")
                return
            yield Problem(f"{origin}, line {number}", str(error))
        else:
            yield from _read_object(fields, f"{origin}, line {number}")
        met = True
    if not met:
        yield Problem(
            origin, "The file is empty." if not data else "The file has only blank lines."
        )


def _utf8(data: bytes) -> bytes:
    if data.startswith(_UTF16_MARKS):
        return decode(data).encode()
    return data.removeprefix(_UTF8_MARK)


def _lines(data: bytes) -> Iterator[tuple[int, memoryview]]:
    """1-based numbers and bytes of the lines that are not blank; nothing is copied."""
    view = memoryview(data)
    start, number = 0, 0
    while start < len(data):
        number += 1
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        raw = view[start:end]
        if len(raw) > _SHORT_LINE or bytes(raw).strip():
            yield number, raw
        start = end + 1


def _object(raw: memoryview) -> Fields:
    """The object in a line, its text checked. Raises UnreadableInput."""
    try:
        fields = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise UnreadableInput(_bad_json(raw, error)) from error
    if not isinstance(fields, dict):
        raise UnreadableInput("The line is no JSON object; write {“text”: …}.")
    text = fields.get("text")
    if text is None:
        raise UnreadableInput("The object has no “text”.")
    if not isinstance(text, str):
        raise UnreadableInput("Its “text” is not a string.")
    if not text.strip():
        raise UnreadableInput("Its “text” is empty.")
    if "\0" in text:
        raise UnreadableInput(
            f"Its “text” has a zero character at {text.index(chr(0))}; remove it."
        )
    _refuse_newer(fields)
    return fields


def _bad_json(raw: memoryview, error: orjson.JSONDecodeError) -> str:
    try:
        bytes(raw).decode()
    except UnicodeDecodeError as bad:
        return f"The line is not UTF-8 (byte {bad.start + 1}); save the file as UTF-8."
    return f"The line is not valid JSON: {error.msg} at character {error.pos + 1}."


def _refuse_newer(fields: Fields) -> None:
    major = str(fields.get("schema_version", SCHEMA_VERSION)).split(".")[0]
    if major.isdecimal() and int(major) > _MAJOR:
        raise UnreadableInput(
            f"It was written by a newer version of the program (schema {fields['schema_version']});"
            " update this one."
        )


def _is_one_document(data: bytes, first: memoryview) -> bool:
    if len(first) + 1 >= len(data):
        return False
    try:
        orjson.loads(data)
    except orjson.JSONDecodeError:
        return False
    return True


def _read_object(fields: Fields, origin: str) -> Iterator[IncomingArticle | Problem]:
    notes: list[str] = []
    article = _article(fields, origin, notes.append)
    for sentence in notes:
        yield Problem(origin, sentence)
    yield article


def _article(fields: Fields, origin: str, note: Note) -> IncomingArticle:
    own = "schema_version" in fields
    span_key = "spans" if own else _span_key(fields)
    reason = fields.get("flag_reason")
    text = str(fields["text"])
    if own and fields.get("sha256") not in (None, fingerprint(text)):
        note("Its text was changed after it was exported (sha256 differs); check its spans.")
    return IncomingArticle(
        text=text,
        origin=origin,
        metadata=_own_metadata(fields) if own else _foreign_metadata(fields, span_key),
        spans=read_spans(fields.get(span_key), note) if span_key else (),
        relations=read_relations(fields.get("relations"), note),
        status=Status(str(fields["status"])) if _has_status(fields) else Status.NEW,
        id=field_text(fields.get("id")),
        flag_reason=reason if isinstance(reason, str) else "",
        tags=_tags(fields.get("tags")) if own else (),
        note=_own_text(fields.get("note")) if own else "",
    )


def _span_key(fields: Fields) -> str:
    """Which key holds spans; "labels" often holds the names of labels instead."""
    for key in _SPAN_KEYS:
        value = fields.get(key)
        certain = key in _SPAN_KEYS[:2] and value is not None
        listed = isinstance(value, list) and value and isinstance(value[0], list | dict)
        if certain or listed:
            return key
    return ""


def _tags(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _has_status(fields: Fields) -> bool:
    return fields.get("status") in list(Status)


def _own_metadata(fields: Fields) -> Metadata:
    known = {key: _own_text(fields.get(key)) for key in METADATA_KEYS}
    kept: dict[str, str] = dict(
        extras((key, value) for key, value in fields.items() if key not in ARTICLE_KEYS)
    )
    pairs = fields.get("extra")
    for pair in pairs if isinstance(pairs, list) else ():
        match pair:
            case {"name": str(name), "value": str(value)}:
                kept[name] = value
    return Metadata(**known, extra=tuple(sorted(kept.items())))


def _own_text(value: object) -> str:
    return value if isinstance(value, str) else field_text(value)


def _foreign_metadata(fields: Fields, span_key: str) -> Metadata:
    """All that is not article or annotation; what lies in "meta" counts like the rest."""
    taken = _DROPPED | {"text", "id", "relations", "flag_reason", span_key}
    if _has_status(fields):
        taken |= {"status"}
    top = {
        key: value for key, value in fields.items() if key not in taken and not key.startswith("_")
    }
    for key in _NESTED_METADATA:
        nested = top.get(key)
        if isinstance(nested, dict):
            del top[key]
            top |= {f"{key}.{name}" if name in top else name: nested[name] for name in nested}
    return metadata_from(top)
