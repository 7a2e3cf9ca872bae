"""PDFs of a few lines, written by hand."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


class Line(NamedTuple):
    """A line of text. x, y: points from the lower left corner; size: of the font, in points."""

    x: float
    y: float
    text: str
    size: float = 11


def lines(*texts, x=72.0, top=760.0, leading=14.0, size=11.0) -> list[Line]:
    """Lines one below the other."""
    return [Line(x, top - n * leading, text, size) for n, text in enumerate(texts)]


def pdf_of(*pages, info=None, xmp="", language="", password="") -> bytes:
    """pages: lists of Lines. info: bytes of the properties by their names.

    password: encrypts, so that the file opens with it alone.
    """
    objects: dict[int, bytes] = {}
    key = _key(password) if password else b""
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(len(pages)))
    more = f" /Lang ({language})" if language else ""
    more += " /Metadata 5 0 R" if xmp else ""
    objects[1] = f"<< /Type /Catalog /Pages 2 0 R{more} >>".encode()
    objects[2] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    objects[3] = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    pairs = b"".join(b"/%s (%s) " % (k.encode(), v) for k, v in (info or {}).items())
    objects[4] = b"<< " + pairs + b">>"
    if xmp:
        objects[5] = _stream(xmp.encode(), b"/Type /Metadata /Subtype /XML ")
    if password:
        objects[6] = _encryption(password)
    for n, page in enumerate(pages):
        objects[10 + 2 * n] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {11 + 2 * n} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        ).encode()
        content = b"\n".join(_shown(line) for line in page)
        if password:
            content = _rc4(_object_key(key, 11 + 2 * n), content)
        objects[11 + 2 * n] = _stream(content)
    return _written(objects, b" /Encrypt 6 0 R /ID [<00> <00>]" if password else b"")


def _shown(line) -> bytes:
    text = line.text.encode("cp1252")
    for sign in (b"\\", b"(", b")"):
        text = text.replace(sign, b"\\" + sign)
    return b"BT /F1 %g Tf %g %g Td (%s) Tj ET" % (line.size, line.x, line.y, text)


def _stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< %s/Length %d >>\nstream\n%s\nendstream" % (more, len(data), data)


def _written(objects, more: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        place = places.get(number)
        out += b"0000000000 65535 f \n" if place is None else b"%010d 00000 n \n" % place
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R%s >>\n" % (size, more)
    return bytes(out + trailer + b"startxref\n%d\n%%%%EOF\n" % start)


# the standard security handler, revision 2: 40 bits of RC4


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _padded(password: str) -> bytes:
    return (password.encode() + _PADDING)[:32]


def _owner(password: str) -> bytes:
    return _rc4(hashlib.md5(_padded(password)).digest()[:5], _padded(password))


def _key(password: str) -> bytes:
    permissions = (-4).to_bytes(4, "little", signed=True)
    seed = _padded(password) + _owner(password) + permissions + b"\0"
    return hashlib.md5(seed).digest()[:5]


def _object_key(key: bytes, number: int) -> bytes:
    return hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]


def _encryption(password: str) -> bytes:
    owner, user = _owner(password).hex(), _rc4(_key(password), _PADDING).hex()
    return f"<< /Filter /Standard /V 1 /R 2 /O <{owner}> /U <{user}> /P -4 >>".encode()
