"""The one map that a DocBin is, unpacked part by part: nothing in it is run, memory is bounded."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from annotator.domain.errors import UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.input_file import InputFile

LARGEST = 1_000_000_000
"""Bytes that a file may have when it is unpacked."""

RATIO = 100
SMALLEST = 64_000_000
"""Files may unpack to RATIO times their size, and in any case to this many bytes."""

MOST_ITEMS = 5_000_000
"""Strings, or documents, of one file."""

DAMAGED = "It is no DocBin file, or it is damaged; write it once more, with DocBin.to_disk()."


TOO_LARGE = "It unpacks to more than can be read; write fewer documents into one file."


class NotADocBin(UnreadableInput):
    """The file as a whole is not as it should be."""

    def __init__(self, sentence: str = DAMAGED) -> None:
        super().__init__(sentence)


@dataclass(slots=True)
class Message:
    """The parts of the map, checked for their type only."""

    attributes: list[int] = field(default_factory=list)
    tokens: bytes = b""
    spaces: bytes = b""
    lengths: bytes = b""
    strings: list[str] = field(default_factory=list)
    unknown_spaces: frozenset[int] = frozenset()
    groups: list[bytes] = field(default_factory=list)
    user_data: list[bytes | None] = field(default_factory=list)


class _Inflating:
    """A stream of what a zlib stream unpacks to. Raises NotADocBin."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._zlib = zlib.decompressobj()
        self._taken = self._given = 0

    def read(self, count: int) -> bytes:
        """At most so many bytes; none at the end."""
        data = b""
        while not data and not self._zlib.eof:
            packed = self._zlib.unconsumed_tail or self._more()
            try:
                data = self._zlib.decompress(packed, count)
            except zlib.error as error:
                raise NotADocBin from error
        self._given += len(data)
        if self._given > min(LARGEST, max(SMALLEST, RATIO * self._taken)):
            raise NotADocBin(TOO_LARGE)
        return data

    def _more(self) -> bytes:
        packed = self._stream.read(65_536)
        if not packed:
            raise NotADocBin
        self._taken += len(packed)
        return packed


def read_message(file: InputFile) -> Message:
    """The parts of a file. Raises NotADocBin."""
    from srsly.msgpack import Unpacker

    with file.opener() as stream:
        # no array and no map is built unless it is asked for, one part at a time
        unpacker = Unpacker(
            _Inflating(stream),
            raw=False,
            max_array_len=0,
            max_map_len=0,
            max_buffer_size=LARGEST + 1,
        )
        try:
            return _parts(unpacker)
        except NotADocBin:
            raise
        except Exception as error:  # the library raises half a dozen kinds
            raise NotADocBin from error


def _parts(unpacker: Any) -> Message:  # noqa: ANN401 - a library without types
    found = Message()
    for _ in range(unpacker.read_map_header()):
        match unpacker.unpack():
            case "attrs":
                found.attributes = list(_items(unpacker, int))
            case "tokens":
                found.tokens = _one(unpacker, bytes)
            case "spaces":
                found.spaces = _one(unpacker, bytes)
            case "lengths":
                found.lengths = _one(unpacker, bytes)
            case "strings":
                found.strings = list(_items(unpacker, str))
            case "flags":
                found.unknown_spaces = frozenset(_unknown_spaces(unpacker))
            case "span_groups":
                found.groups = list(_items(unpacker, bytes))
            case "user_data":
                found.user_data = list(_items(unpacker, (bytes, type(None))))
            case _:
                unpacker.skip()
    return found


def _one(unpacker: Any, kind: Any) -> Any:  # noqa: ANN401
    value = unpacker.unpack()
    if not isinstance(value, kind):
        raise NotADocBin
    return value


def _items(unpacker: Any, kind: Any) -> Iterator[Any]:  # noqa: ANN401
    count = unpacker.read_array_header()
    if count > MOST_ITEMS:
        raise NotADocBin(TOO_LARGE)
    for _ in range(count):
        yield _one(unpacker, kind)


def _unknown_spaces(unpacker: Any) -> Iterator[int]:  # noqa: ANN401
    for index in range(unpacker.read_array_header()):
        for _ in range(unpacker.read_map_header()):
            key, value = unpacker.unpack(), unpacker.unpack()
            if key == "has_unknown_spaces" and value is True:
                yield index
