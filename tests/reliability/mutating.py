"""Makes broken files of good ones: byte by byte, and by what they are made of."""

from __future__ import annotations

import gzip
import io
import json
import re
import struct
import zipfile
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tests.formats.hostile import zip_of

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

MOST_BYTES = 300_000
"""A mutated file is cut here: what is wrong shows in small files as well."""

_PIECES = (
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r\n", b"\xe2\x80\xa8", b"\x1a"),
    *(b"[" * 3_000, b"<a>" * 2_000, b"{" * 2_000, b'"', b"'", b"\\", b"%s%n", b"&#x110000;"),
    *(b"-1", b"0", b"1e999", b"NaN", b"99999999999999999999", b"4294967296", b"2147483648"),
    *(b"<!--", b"]]>", b"<![CDATA[", b"--\r\n", b"=", b"\t" * 50, b",", b";", b"\xf0\x9f\x98\x80"),
)
_NUMBERS = (0, -1, 1, 2**31, 2**53 + 1, 2**63, 10**30, -(2**63) - 1, 0.5, 1e308)
_VALUES: tuple[Any, ...] = (
    *(None, True, "", "x", "\0", "\ud800", "😀" * 50, [], {}, [[]], {"": None}),
    *_NUMBERS,
)
_WORDS = re.compile(rb"[A-Za-z_]+|[0-9.]+")
_DEEP = 40


def mutated(data: bytes, others: Sequence[bytes], hazard: random.Random) -> bytes:
    """A file much like this one. others: good ones, of which parts may come in."""
    for _ in range(hazard.choice([1, 1, 1, 2, 3, 6])):
        whole = [_in_a_zip, _in_a_gzip, _in_json, _in_json_lines]
        parts = [_bits, _cut, _dropped, _doubled, _inserted, _numbers, _lines, _spliced]
        ways: list[Callable[[bytes, Sequence[bytes], random.Random], bytes | None]] = [
            *whole,
            *whole,
            *parts,
        ]
        hazard.shuffle(ways)
        for way in ways:
            made = way(data, others, hazard)
            if made is not None:
                data = made[:MOST_BYTES]
                break
    return data


def _range(data: bytes, hazard: random.Random) -> tuple[int, int]:
    start = hazard.randint(0, len(data))
    return start, min(len(data), start + int(hazard.paretovariate(0.6)))


def _bits(data: bytes, _: Sequence[bytes], hazard: random.Random) -> bytes | None:
    if not data:
        return None
    changed = bytearray(data)
    for _n in range(hazard.choice([1, 1, 4, 30])):
        changed[hazard.randrange(len(data))] = hazard.choice([0, 255, hazard.randrange(256)])
    return bytes(changed)


def _cut(data: bytes, _: Sequence[bytes], hazard: random.Random) -> bytes | None:
    return data[: hazard.randint(0, len(data))]


def _dropped(data: bytes, _: Sequence[bytes], hazard: random.Random) -> bytes | None:
    start, end = _range(data, hazard)
    return data[:start] + data[end:]


def _doubled(data: bytes, _: Sequence[bytes], hazard: random.Random) -> bytes | None:
    start, end = _range(data, hazard)
    return data[:end] + data[start:end] * hazard.choice([1, 1, 20, 2_000]) + data[end:]


def _inserted(data: bytes, _: Sequence[bytes], hazard: random.Random) -> bytes | None:
    start, _end = _range(data, hazard)
    piece = hazard.choice([*_PIECES, hazard.randbytes(hazard.randint(1, 20))])
    return data[:start] + piece + data[start:]


def _numbers(data: bytes, _: Sequence[bytes], hazard: random.Random) -> bytes | None:
    """A word or a number becomes another."""
    found = list(_WORDS.finditer(data, 0, MOST_BYTES))
    if not found:
        return None
    place = hazard.choice(found)
    new = hazard.choice([str(hazard.choice(_NUMBERS)).encode(), b"", hazard.choice(found)[0]])
    return data[: place.start()] + new + data[place.end() :]


def _lines(data: bytes, _: Sequence[bytes], hazard: random.Random) -> bytes | None:
    lines = data.splitlines(keepends=True)
    if len(lines) < 3:
        return None
    one, other = hazard.randrange(len(lines)), hazard.randrange(len(lines))
    if hazard.random() < 0.5:
        lines[one], lines[other] = lines[other], lines[one]
    else:
        lines[one:other] = [lines[one]] * hazard.choice([0, 1, 3])
    return b"".join(lines)


def _spliced(data: bytes, others: Sequence[bytes], hazard: random.Random) -> bytes | None:
    other = hazard.choice(others) if others else data
    start, end = _range(other, hazard)
    at = hazard.randint(0, len(data))
    return data[:at] + other[start : max(end, hazard.randint(start, len(other)))] + data[at:]


def _in_a_zip(data: bytes, others: Sequence[bytes], hazard: random.Random) -> bytes | None:
    """A member of an archive is broken, another name is given to it, or it is left out."""
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {one: archive.read(one)[:MOST_BYTES] for one in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    if not files:
        return None
    name = hazard.choice(sorted(files))
    body = files.pop(name)
    match hazard.randrange(8):
        case 0:
            pass
        case 1:
            files[hazard.choice([f"../{name}", f"/{name}", name.upper(), f"{name}/x", ""])] = body
        case _:
            files[name] = mutated(body, [*files.values()], hazard)
    with suppress(ValueError, UnicodeEncodeError, struct.error):
        return zip_of(files)
    return None


def _in_a_gzip(data: bytes, others: Sequence[bytes], hazard: random.Random) -> bytes | None:
    if not data.startswith(b"\x1f\x8b"):
        return None
    try:
        body = gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        return None
    return gzip.compress(mutated(body[:MOST_BYTES], others, hazard), 1, mtime=0)


def _in_json(data: bytes, _: Sequence[bytes], hazard: random.Random) -> bytes | None:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return _json(_changed(value, hazard))


def _in_json_lines(data: bytes, others: Sequence[bytes], hazard: random.Random) -> bytes | None:
    lines = data.splitlines(keepends=True)
    if not lines:
        return None
    one = hazard.randrange(len(lines))
    new = _in_json(lines[one], others, hazard)
    if new is None:
        return None
    lines[one] = new + b"\n"
    return b"".join(lines)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _changed(value: object, hazard: random.Random, depth: int = 0) -> object:
    """The value with something in it, at any depth, replaced, left out or repeated."""
    if depth < _DEEP and hazard.random() < 0.85:
        if isinstance(value, dict) and value:
            return _changed_object(value, hazard, depth)
        if isinstance(value, list) and value:
            at = hazard.randrange(len(value))
            new = _changed(value[at], hazard, depth + 1)
            return value[:at] + hazard.choice([[new], [new], [], [value[at]] * 3]) + value[at + 1 :]
    return hazard.choice(_VALUES)


def _changed_object(value: dict[str, object], hazard: random.Random, depth: int) -> object:
    key = hazard.choice(list(value))
    rest = {name: one for name, one in value.items() if name != key}
    match hazard.randrange(8):
        case 0:
            return rest
        case 1:
            return {**rest, hazard.choice(["", "x", key.upper()]): value[key]}
        case _:
            return {**value, key: _changed(value[key], hazard, depth + 1)}
