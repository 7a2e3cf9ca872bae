"""Tokenised documents to the bytes of a DocBin."""

from __future__ import annotations

import struct
import zlib
from array import array
from typing import TYPE_CHECKING, NamedTuple

from annotator.spacy_library import spacy_library

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

GROUP = "sc"
"""The span group that spaCy's span categoriser learns from."""

USER_DATA = "annotator"
"""The key of doc.user_data under which our own fields are."""

SPAN_LAYOUT = struct.Struct(">QQQllll")
"""Of a span in a group: id, knowledge base id, label, tokens from and to, characters likewise."""

BEGINS, INSIDE, OUTSIDE = 3, 1, 2
"""What ENT_IOB says of a token; 0 says nothing."""


class Stretch(NamedTuple):
    """A labelled stretch of tokens, half-open; start, end: its code-point offsets.

    names: the Wikidata item that it names, or "".
    """

    first_token: int
    end_token: int
    start: int
    end: int
    label: str
    names: str = ""


class Shard:
    """Documents on their way into one file. Takes about 50 bytes a token."""

    def __init__(self) -> None:
        spacy_library()
        from spacy.attrs import IDS
        from spacy.strings import StringStore

        self._attributes = [IDS[name] for name in ("ORTH", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID")]
        self._store = StringStore()
        self._hashes: dict[str, int] = {"": 0}
        self._tokens = array("Q")
        self._spaces = bytearray()
        self._lengths = array("i")
        self._groups: list[bytes] = []
        self._user_data: list[bytes] = []

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self._lengths)

    @property
    def tokens(self) -> int:
        """How many tokens there are in all documents."""
        return len(self._spaces)

    def add(
        self,
        words: Sequence[str],
        spaces: Iterable[bool],
        *,
        entities: Iterable[Stretch],
        spans: Iterable[Stretch],
        own: Mapping[str, object],
    ) -> None:
        """One more document.

        words, spaces: its tokens, and whether a single space follows each. entities: share no
        token. spans: all of them. own: what USER_DATA holds.
        """
        from srsly import msgpack_dumps

        count = len(words)
        columns = len(self._attributes)
        rows = array("Q", bytes(8 * columns * count))
        rows[0::columns] = array("Q", map(self._hash, words))
        rows[1::columns] = array("Q", [OUTSIDE]) * count
        for one in entities:
            for index in range(one.first_token, one.end_token):
                rows[columns * index + 1] = BEGINS if index == one.first_token else INSIDE
                rows[columns * index + 2] = self._hash(one.label)
                rows[columns * index + 3] = self._hash(one.names)
        self._tokens.extend(rows)
        self._spaces += bytes(spaces)
        self._lengths.append(count)
        self._groups.append(self._group(spans))
        self._user_data.append(msgpack_dumps({USER_DATA: own}))

    def to_bytes(self) -> bytes:
        """The file. The same documents give the same bytes."""
        from srsly import msgpack_dumps

        message = {
            "version": "0.1",
            "attrs": self._attributes,
            "tokens": self._tokens.tobytes(),
            "spaces": bytes(self._spaces),
            "lengths": self._lengths.tobytes(),
            "strings": sorted(self._hashes),
            "cats": [{}] * len(self),
            "flags": [{"has_unknown_spaces": False}] * len(self),
            "span_groups": self._groups,
            "user_data": self._user_data,
        }
        return zlib.compress(msgpack_dumps(message))

    def _group(self, spans: Iterable[Stretch]) -> bytes:
        from srsly import msgpack_dumps

        packed = [
            SPAN_LAYOUT.pack(
                0,
                self._hash(one.names),
                self._hash(one.label),
                one.first_token,
                one.end_token,
                one.start,
                one.end,
            )
            for one in spans
        ]
        group = msgpack_dumps({"name": GROUP, "attrs": {}, "spans": packed})
        packed_groups: bytes = msgpack_dumps({group: [GROUP]})
        return packed_groups

    def _hash(self, text: str) -> int:
        found = self._hashes.get(text)
        if found is None:
            found = self._hashes[text] = int(self._store.add(text))
        return found
