"""What this installation can read, write and suggest with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from annotator.formats.registry import describe, formats


@dataclass(frozen=True, slots=True)
class FormatRow:
    """One format, as lists show it."""

    name: str
    title: str
    extensions: tuple[str, ...]
    reads: bool
    writes: bool


def describe_formats() -> list[FormatRow]:
    """The formats that load, sorted by name."""
    return [
        FormatRow(
            name=str(one["name"]),
            title=str(one["title"]),
            extensions=tuple(cast("list[str]", one["extensions"])),
            reads=bool(one["reads"]),
            writes=bool(one["writes"]),
        )
        for one in describe(formats())
    ]
