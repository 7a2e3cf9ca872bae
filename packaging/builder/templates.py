"""The files of packaging/linux/, with what the product says filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from builder.places import PACKAGING

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = PACKAGING / "linux"
_BLANK = re.compile(r"@([A-Z_]+)@")


def filled(name: str, /, **values: object) -> str:
    """A template with each @WORD@ replaced by the value of that name in small letters.

    Raises ValueError if the template has other words than there are values.
    """
    text = (FOLDER / name).read_text(encoding="utf-8")
    words = {word.lower() for word in _BLANK.findall(text)}
    if words != set(values):
        odd = ", ".join(sorted(words ^ set(values)))
        raise ValueError(f"packaging/linux/{name} and its values do not agree about: {odd}")
    return _BLANK.sub(lambda found: str(values[found[1].lower()]), text)


def indented(lines: Iterable[str], by: int) -> str:
    """Lines under one another, each so many blanks further right."""
    return "\n".join(" " * by + line for line in lines)
