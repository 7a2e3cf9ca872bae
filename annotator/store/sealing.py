"""Seals: checksums of rows, kept in indexes, so that a row which changed by itself is found.

SQLite has no checksums of its own. An index of seal(...) holds one beside the row, on another page,
and SQLite keeps it up to date by itself: PRAGMA integrity_check, which compares each index with
its table, thereby compares each row with its seal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import sqlite3


def seal(*values: object) -> int:
    """A checksum of some columns of a row. What it makes of them may never change."""
    if len(values) == 1 and isinstance(values[0], bytes):
        return crc32(values[0])
    return crc32("\x1f".join(map(str, values)).encode())


def allow_seals(connection: sqlite3.Connection) -> None:
    """Teaches a connection the function; without it a sealed table can only be read."""
    connection.create_function("seal", -1, seal, deterministic=True)
