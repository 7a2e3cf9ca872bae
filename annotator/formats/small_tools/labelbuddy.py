"""labelbuddy's exports: documents with annotations, as a JSON list or as JSON lines."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.formats.common.json_records import first_record
from annotator.formats.common.metadata_fields import field_text
from annotator.formats.common.own_fields import incoming, why_unusable
from annotator.formats.common.record_reading import as_objects, as_offset, read_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.formats.common.json_records import Record
    from annotator.formats.input_file import InputFile

    Fields = dict[str, object]
    Note = Callable[[str], None]

_CHECKSUMS = ("utf8_text_md5_checksum", "document_md5_checksum")
_TITLES = ("display_title", "list_title", "short_title", "long_title")
_METADATA = ("metadata", "meta")


class Labelbuddy:
    """A document an article. Its characters are code points, its bytes those of UTF-8."""

    name = "labelbuddy"
    title = "labelbuddy"
    extensions: tuple[str, ...] = (".json", ".jsonl")

    def recognises(self, file: InputFile) -> bool:
        """Whether the first document has labelbuddy's checksum, or annotations as it has them."""
        first = first_record(file)
        return isinstance(first, dict) and (
            any(key in first for key in _CHECKSUMS)
            or any("label_name" in one for one in as_objects(first.get("annotations")))
        )

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """An article a document."""
        return read_records(file, _incoming)


def _incoming(record: Record, note: Note) -> IncomingArticle | None:
    document = record.value
    if not isinstance(document, dict):
        note("It is no document; it was left out.")
        return None
    text = document.get("text")
    if not isinstance(text, str):
        note("It has no “text”; export the documents with their text.")
        return None
    if why := why_unusable(text):
        note(why)
        return None
    if not _is_unchanged(text, document):
        note("Its text is not the one that was annotated (its checksum differs); check its spans.")
    found = incoming(
        text,
        record.origin,
        article=None,
        meta=_metadata(document),
        spans=list(_spans(document, text, note)),
        relations=(),
        note=note,
    )
    return replace(found, id=field_text(document.get("id")))


def _is_unchanged(text: str, document: Fields) -> bool:
    stated = next((document[key] for key in _CHECKSUMS if document.get(key)), None)
    ours = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    return stated is None or stated == ours


def _metadata(document: Fields) -> Fields:
    found: Fields = {}
    for key in _METADATA:
        nested = document.get(key)
        found |= nested if isinstance(nested, dict) else {}
    title = next((document[key] for key in _TITLES if document.get(key)), "")
    return ({"title": title} if title else {}) | found


def _spans(document: Fields, text: str, note: Note) -> Iterator[Fields]:
    who = document.get("annotation_approver")
    common: Fields = {"annotator": who} if isinstance(who, str) else {}
    encoded = text.encode()
    for number, item in enumerate(as_objects(document.get("annotations")), start=1):
        start = _place(item, "start", encoded)
        end = _place(item, "end", encoded)
        label = item.get("label_name")
        if start is None or end is None or not isinstance(label, str) or not label:
            note(f"Annotation {number} was left out: it has no start, end or label.")
            continue
        extra = item.get("extra_data")
        yield {
            **common,
            "start": start,
            "end": end,
            "label": label,
            "note": extra if isinstance(extra, str) else "",
        }
    # the exports before 1.0
    labels = document.get("labels")
    for number, item in enumerate(labels if isinstance(labels, list) else (), start=1):
        match item:
            case [int(start), int(end), str(label), *rest]:
                words = "\n".join(one for one in rest if isinstance(one, str))
                yield {**common, "start": start, "end": end, "label": label, "note": words}
            case _:
                note(f"Label {number} was left out: it has no start, end or label.")


def _place(item: Fields, edge: str, encoded: bytes) -> int | None:
    """The code point; where only bytes are given, that of the character they are in."""
    character = as_offset(item.get(f"{edge}_char"))
    if character is not None:
        return character
    byte = as_offset(item.get(f"{edge}_byte"))
    if byte is None or not 0 <= byte <= len(encoded):
        return byte
    return len(encoded[:byte].decode("utf-8", "ignore"))
