"""Files made to do harm, built where they are needed, small on the disk.

Each builder gives the bytes of a file; SPARSE ones, for soak runs, give an InputFile.
"""

from __future__ import annotations

import gzip
import io
import itertools
import random
import stat
import struct
import tarfile
import zipfile
import zlib

from annotator.formats.input_file import InputFile

EPOCH = (2026, 1, 1, 0, 0, 0)


def zip_of(files, *, method=zipfile.ZIP_DEFLATED) -> bytes:
    """An ordinary archive. files: bytes by name; a name that ends in "/" makes a folder."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = method
            archive.writestr(info, data)
    return stream.getvalue()


def zip_with_link(name="link.txt", target="/etc/passwd") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo(name, EPOCH)
        info.create_system = 3
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, target)
    return stream.getvalue()


def zip_patched(data: bytes, *, central: dict[int, bytes], local: dict[int, bytes]) -> bytes:
    """The archive with bytes of its first entry's two headers replaced, by their offset there."""
    patched = bytearray(data)
    at = data.index(b"PK\x01\x02")
    for place, changes in ((at, central), (0, local)):
        for offset, value in changes.items():
            patched[place + offset : place + offset + len(value)] = value
    return bytes(patched)


def encrypted_zip() -> bytes:
    flag = struct.pack("<H", 1)
    return zip_patched(zip_of({"secret.txt": b"words"}), central={8: flag}, local={6: flag})


def lying_zip(size=30_000_000) -> bytes:
    """One entry of zeros that says it holds ten bytes."""
    data = zip_of({"a.txt": b"\0" * size})
    ten = struct.pack("<I", 10)
    return zip_patched(data, central={24: ten}, local={22: ten})


def zip_bomb(size=400_000_000, name="bomb.txt") -> bytes:
    """One entry that honestly unpacks to `size` bytes of spaces; 1/1000 of that itself."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = b" " * 1_000_000
    blocks = size // len(block)
    packed = b"".join([packer.compress(block) for _ in range(blocks)] + [packer.flush()])
    crc = 0
    for _ in range(blocks):
        crc = zlib.crc32(block, crc)
    return _raw_zip([(name.encode(), packed, blocks * len(block), crc, 0)])


def overlapping_zip(files=50) -> bytes:
    """Entries that share one compressed body, as those of quoted bombs do."""
    body = b" " * 1_000_000
    packed = zlib.compress(body, 9)[2:-4]
    crc = zlib.crc32(body)
    return _raw_zip([(b"%d.txt" % n, packed, len(body), crc, n and 1) for n in range(files)])


def crowded_zip(entries=100_001) -> bytes:
    return _raw_zip([(b"%d" % n, b"", 0, 0, n and 1) for n in range(entries)])


def _raw_zip(entries) -> bytes:
    """entries: (name, deflated bytes, size, crc, whether it points at the first one's bytes)."""
    local, directory, offset = [], [], 0
    written = 0
    for name, packed, size, crc, shares in entries:
        sizes = struct.pack("<III", crc, len(packed), size)
        head = struct.pack("<HHHHH", 20, 0, 8, 0, 0x21)
        if not shares:
            offset = written
            record = b"PK\x03\x04" + head + sizes + struct.pack("<HH", len(name), 0) + name + packed
            local.append(record)
            written += len(record)
        rest = struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, offset)
        directory.append(b"PK\x01\x02" + struct.pack("<H", 20) + head + sizes + rest + name)
    middle = b"".join(directory)
    count = min(len(entries), 0xFFFF)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(middle), written, 0)
    return b"".join(local) + middle + b"PK\x05\x06" + end


def gzip_bomb(size=400_000_000) -> bytes:
    stream = io.BytesIO()
    block = b" " * 1_000_000
    with gzip.GzipFile(fileobj=stream, mode="wb", mtime=0) as packer:
        for _ in range(size // len(block)):
            packer.write(block)
    return stream.getvalue()


def tar_of(files, *, packed=True) -> bytes:
    """files: bytes by name; a name may lead anywhere. packed: as .tar.gz."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz" if packed else "w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def tar_with_link(target="/etc/passwd") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        info = tarfile.TarInfo("link.txt")
        info.type, info.linkname = tarfile.SYMTYPE, target
        archive.addfile(info)
    return stream.getvalue()


def one_line(size=200_000_000) -> bytes:
    """No line end anywhere."""
    return b"word " * (size // 5)


def deep_json(depth=200_000) -> bytes:
    return b'{"text": ' + b"[" * depth + b"]" * depth + b"}"


def lone_surrogates() -> bytes:
    return rb'{"text": "half \ud83d of a \udc00 pair", "title": "\ud800"}' + b"\n"


def billion_laughs(root="rss") -> bytes:
    names = [f"l{n}" for n in range(10)]
    entities = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in itertools.pairwise(names)
    )
    return (
        f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "ha">{entities}]>'
        f'<{root} version="2.0"><channel><title>&l9;</title><item><title>&l9;</title>'
        f"<description>&l9;</description></item></channel></{root}>"
    ).encode()


def foreign_entity(root="rss") -> bytes:
    """XML that asks for a file of the machine."""
    return (
        f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f'<{root} version="2.0"><channel><item><title>Entity</title>'
        f"<description>They found &x; there.</description></item></channel></{root}>"
    ).encode()


def noise(size=100_000, seed=1) -> bytes:
    return random.Random(seed).randbytes(size)


class Repeated(io.RawIOBase):
    """A stream of one block over and over, which takes no memory."""

    def __init__(self, block: bytes, size: int) -> None:
        self._block = block * (1 + (1 << 20) // len(block))
        self._unit = len(block)
        self._size, self._position = size, 0

    def readable(self):
        return True

    def seekable(self):
        return True

    def tell(self):
        return self._position

    def seek(self, offset, whence=io.SEEK_SET, /):
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        self._position = max(0, start + offset)
        return self._position

    def readinto(self, buffer, /):
        shift = self._position % self._unit
        room = min(len(buffer), self._size - self._position, len(self._block) - shift)
        buffer[:room] = self._block[shift : shift + room]
        self._position += room
        return room


def sparse(block=b"word ", size=1_500_000_000, origin="huge.txt") -> InputFile:
    """A file of any size that lies nowhere."""
    return InputFile(origin, lambda: io.BufferedReader(Repeated(block, size), 1 << 20))
