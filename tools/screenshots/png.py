"""Writes pictures as small PNG files, the same bytes for the same picture."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage


def save(picture: QImage, path: Path) -> None:
    """Writes a picture of the format RGB888, and says how large it became."""
    data = png(picture)
    path.write_bytes(data)
    print(f"{path.name:30}{picture.width():5} × {picture.height():<5}{len(data):9,} bytes")


def png(picture: QImage) -> bytes:
    """The picture as PNG without row filters: for flat surfaces three quarters of Qt's size."""
    width, height = picture.width(), picture.height()
    rgb, pitch = bytes(picture.constBits()), picture.bytesPerLine()
    rows = (rgb[y * pitch : y * pitch + width * 3] for y in range(height))
    pixels = b"".join(b"\0" + row for row in rows)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(pixels, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
