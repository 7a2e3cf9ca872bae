"""How a project file is known, without opening it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.held_files import is_held

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".annotator"

APPLICATION_ID = 0x416E6E6F
"""Marks our files in SQLite's header: "Anno"."""

_MAGIC = b"SQLite format 3\0"
_ID_AT = 68


def has_project_header(path: Path) -> bool:
    """Whether a file is there that says of itself that it is a project."""
    if is_held(path):
        return True
    try:
        with path.open("rb") as file:
            head = file.read(_ID_AT + 4)
    except (OSError, ValueError):  # there is none, or the name cannot be one of a file
        return False
    return head.startswith(_MAGIC) and head[_ID_AT:] == APPLICATION_ID.to_bytes(4, "big")
