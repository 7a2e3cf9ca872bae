"""How WebAnno TSV writes the characters that have a meaning in it."""

from __future__ import annotations

import re

_VALUE = re.compile(r"->|[\\\[\]|_;\t\n\r*]")
_TEXT = re.compile(r"[\\\t\n\r\f\b]")
_ESCAPED = re.compile(r"\\(->|.)", re.DOTALL)
_WRITTEN = {"\t": "t", "\n": "n", "\r": "r", "\f": "f", "\b": "b"}
_READ = {letter: character for character, letter in _WRITTEN.items()}
_NUMBERED = re.compile(r"((?:\\.|[^\\\[])*)\[([0-9]{1,9})\]", re.DOTALL)

NOTHING = "_"
"""A cell of a unit that has no annotation of the layer."""

NO_VALUE = "*"
"""An annotation whose feature has no value."""


def escape_value(value: str) -> str:
    """A feature's value as a cell has it."""
    return _VALUE.sub(lambda found: "\\" + _WRITTEN.get(found[0], found[0]), value)


def escape_text(text: str) -> str:
    """Words of the text as a line has them."""
    return _TEXT.sub(lambda found: "\\" + _WRITTEN.get(found[0], found[0]), text)


def unescape(text: str) -> str:
    """What escape_value() or escape_text() wrote."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda found: _READ.get(found[1], found[1]), text)


def parts(cell: str, mark: str = "|") -> list[str]:
    """A cell's values, still escaped, at each mark that is not."""
    if mark not in cell:
        return [cell]
    found = [""]
    for piece in re.findall(rf"(?:\\.|[^\\{mark}])+|\\|{re.escape(mark)}", cell, re.DOTALL):
        if piece == mark:
            found.append("")
        else:
            found[-1] += piece
    return found


def numbered(part: str) -> tuple[str, int]:
    """A value, still escaped, and the number that tells it from others: "PER[3]"; 0 for none."""
    found = _NUMBERED.fullmatch(part)
    return (found[1], int(found[2])) if found else (part, 0)
