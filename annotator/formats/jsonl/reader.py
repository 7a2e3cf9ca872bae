"""Lines of JSONL to incoming articles."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import orjson

from annotator.domain.document import Metadata, Status
from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.domain.text import fingerprint
from annotator.formats.common.decoding import refuse_binary
from annotator.formats.common.metadata_fields import extras, field_text, metadata_from
from annotator.formats.jsonl.schema import ARTICLE_KEYS, METADATA_KEYS, SCHEMA_VERSION
from annotator.formats.jsonl.spans import read_relations, read_spans, read_suggestions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

    from annotator.formats.input_file import InputFile

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

LONGEST_LINE = 200_000_000
"""Bytes. An article may have 20 million characters, and its annotations."""


def read_lines(file: InputFile) -> Iterator[IncomingArticle | Problem]:
    """The articles of a file, line by line; "origin, line 7" names each."""
    try:
        refuse_binary(file.head)
    except UnreadableInput as error:
        yield Problem(file.origin, str(error))
        return
    met = False
    with file.opener() as stream:
        for number, raw in _lines(_utf8(stream, file.head)):
            origin = f"{file.origin}, line {number}"
            try:
                fields = _object(raw)
            except UnreadableInput as error:
                if isinstance(error, _NoJson) and not met and file.first_json is not None:
                    sentence = "It is one JSON value over several lines, not one a line."
                    yield Problem(file.origin, sentence)
                    return
                yield Problem(origin, str(error))
            else:
                yield from _read_object(fields, origin)
            met = True
    if not met:
        sentence = "The file is empty." if not file.head else "The file has only blank lines."
        yield Problem(file.origin, sentence)


def _utf8(stream: BinaryIO, head: bytes) -> Iterator[bytes]:
    """The lines in UTF-8; of one that is too long so much that this shows."""
    if head.startswith(_UTF16_MARKS):
        text = io.TextIOWrapper(stream, "utf-16", errors="replace", newline="\n")
        while line := text.readline(LONGEST_LINE + 1):
            yield line.encode("utf-8", "replace")
        return
    stream.seek(len(_UTF8_MARK) if head.startswith(_UTF8_MARK) else 0)
    while raw := stream.readline(LONGEST_LINE + 1):
        rest = raw
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE + 1)
        yield raw


def _lines(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """1-based numbers and bytes of the lines that are not blank."""
    for number, raw in enumerate(lines, start=1):
        if len(raw) > _SHORT_LINE or raw.strip():
            yield number, raw


def _object(raw: bytes) -> Fields:
    """The object in a line, its text checked. Raises UnreadableInput."""
    if len(raw) > LONGEST_LINE:
        raise UnreadableInput(
            f"The line has more than {LONGEST_LINE // 1_000_000} MB; write one article a line."
        )
    try:
        fields = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise _NoJson(_bad_json(raw, error)) from error
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


class _NoJson(UnreadableInput):
    """A line that is no JSON."""


def _bad_json(raw: bytes, error: orjson.JSONDecodeError) -> str:
    try:
        raw.decode()
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
        suggestions=read_suggestions(fields.get("suggestions"), note) if own else (),
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
