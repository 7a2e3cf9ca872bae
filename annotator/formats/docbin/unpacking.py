"""A DocBin to its documents, whoever made it: no index in it is believed."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotator.formats.docbin.message import NotADocBin, read_message
from annotator.formats.docbin.packing import BEGINS, INSIDE, SPAN_LAYOUT
from annotator.spacy_library import spacy_library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from annotator.formats.docbin.message import Message
    from annotator.formats.input_file import InputFile

LARGEST_PART = 8_000_000
"""Bytes of one document's spans, or of its user data; the objects in it take 60 times that."""


@dataclass(frozen=True, slots=True)
class TokenSpan:
    """A label on tokens, half-open; what the file says, within the document or not."""

    first_token: int
    end_token: int
    label: str


@dataclass(frozen=True, slots=True)
class StoredDoc:
    """One document. groups: its spans by the key of the group. user_data: lists are tuples."""

    words: list[str]
    spaces: list[bool]
    entities: list[TokenSpan]
    groups: dict[str, list[TokenSpan]]
    user_data: Mapping[object, object] = field(default_factory=dict)


def unpack(file: InputFile, note: Callable[[int, str], None]) -> Iterator[StoredDoc]:
    """The documents of a file.

    note: takes the number of a document, from 1, and a sentence about a part of it that cannot
    be read. Raises NotADocBin.
    """
    message = read_message(file)
    names = _strings_by_hash(message.strings)
    columns = {number: index for index, number in enumerate(message.attributes)}
    if 0 in columns or len(columns) != len(message.attributes):
        raise NotADocBin
    tokens = _numbers(message.tokens, "Q")
    lengths = _numbers(message.lengths, "i")
    width = len(columns)
    if not width or min(lengths, default=0) < 0 or sum(lengths) * width != len(tokens):
        raise NotADocBin
    if len(message.spaces) != sum(lengths):
        raise NotADocBin
    reader = _DocReader(message, columns, names, note)
    at = 0
    for index, length in enumerate(lengths):
        rows = tokens[at * width : (at + length) * width]
        yield reader.doc(index, rows, message.spaces[at : at + length])
        at += length


def _numbers(data: bytes, code: str) -> memoryview[int]:
    if len(data) % struct.calcsize(code):
        raise NotADocBin
    return memoryview(data).cast("Q" if code == "Q" else "i")


def _strings_by_hash(strings: list[str]) -> dict[int, str]:
    spacy_library()
    from spacy.strings import StringStore

    store = StringStore()
    return {0: "", **{int(store.add(text)): text for text in strings}}


@dataclass(frozen=True, slots=True)
class _DocReader:
    message: Message
    columns: Mapping[int, int]
    names: Mapping[int, str]
    note: Callable[[int, str], None]

    def doc(self, index: int, rows: memoryview[int], spaces: bytes) -> StoredDoc:
        """The document of that index. Raises NotADocBin if a word of it is not there."""
        words = self._words(rows)
        known = index not in self.message.unknown_spaces
        return StoredDoc(
            words=words,
            spaces=[bool(space) for space in spaces] if known else [True] * len(words),
            entities=list(self._entities(rows)),
            groups=self._groups(index),
            user_data=self._user_data(index),
        )

    def _column(self, rows: memoryview[int], name: str) -> Sequence[int]:
        from spacy.attrs import IDS

        at = self.columns.get(IDS[name])
        return rows[at :: len(self.columns)].tolist() if at is not None else []

    def _words(self, rows: memoryview[int]) -> list[str]:
        names = self.names
        try:
            words = [names[one] for one in self._column(rows, "ORTH")]
        except KeyError as error:
            raise NotADocBin from error
        if len(words) * len(self.columns) != len(rows):
            raise NotADocBin
        return words

    def _entities(self, rows: memoryview[int]) -> Iterator[TokenSpan]:
        marks, types = self._column(rows, "ENT_IOB"), self._column(rows, "ENT_TYPE")
        if not marks or len(marks) != len(types):
            return
        start: int | None = None
        for index, (mark, kind) in enumerate(zip(marks, types, strict=True)):
            goes_on = mark == INSIDE and start is not None and kind == types[start]
            if start is not None and not goes_on:
                yield TokenSpan(start, index, self.names.get(types[start], ""))
                start = None
            if start is None and mark in (BEGINS, INSIDE) and kind:
                start = index
        if start is not None:
            yield TokenSpan(start, len(marks), self.names.get(types[start], ""))

    def _groups(self, index: int) -> dict[str, list[TokenSpan]]:
        packed = self._part(index, self.message.groups, "spans")
        groups: dict[str, list[TokenSpan]] = {}
        try:
            found = _loads(packed) if packed else ()
            items = found.items() if isinstance(found, dict) else [(one, ()) for one in found]
            for group, keys in items:
                name, spans = self._group(group)
                groups[keys[0] if keys and isinstance(keys[0], str) else name] = spans
        except Exception:  # noqa: BLE001 - bytes that may hold anything
            self.note(index + 1, "Its spans are damaged; they were left out.")
        return groups

    def _group(self, packed: bytes) -> tuple[str, list[TokenSpan]]:
        group = _loads(packed)
        spans = []
        for one in group["spans"]:
            _, _, label, first, end, _, _ = SPAN_LAYOUT.unpack(one)
            spans.append(TokenSpan(first, end, self.names.get(label, "")))
        return str(group["name"]), spans

    def _user_data(self, index: int) -> Mapping[object, object]:
        packed = self._part(index, self.message.user_data, "user data")
        try:
            found = _loads(packed) if packed else {}
        except Exception:  # noqa: BLE001
            self.note(index + 1, "Its user data is damaged; it was left out.")
            return {}
        return found if isinstance(found, dict) else {}

    def _part(self, index: int, parts: Sequence[bytes | None], what: str) -> bytes | None:
        part = parts[index] if index < len(parts) else None
        if part is not None and len(part) > LARGEST_PART:
            self.note(index + 1, f"Its {what} have more than 8 MB; they were left out.")
            return None
        return part


def _loads(packed: bytes) -> Any:  # noqa: ANN401 - whatever the file holds
    from srsly import msgpack

    # with a hook of its own the library does not make arrays of any type out of the bytes
    return msgpack.unpackb(packed, raw=False, use_list=False, object_pairs_hook=dict)
