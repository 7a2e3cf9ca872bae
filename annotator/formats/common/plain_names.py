"""Any text as a name of plain characters, and back; and values that keep what type they are of.

What may not stand there is written by number, "_x0020_" for a space, as spreadsheets do in XML.
Each text has one such name, and no two texts have the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.labels import AttributeValue

_EMPTY = "_x_"
_WRITTEN = re.compile(r"_x([0-9A-F]{4,6})_")
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,300})")
_BROKEN = re.compile(r"-?(?:[0-9]{1,400}(?:\.[0-9]{1,400})?(?:e[-+]?[0-9]{1,4})?|inf)")
_LINE_BREAKING = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029")


def escape(text: str, is_plain: Callable[[str], bool]) -> str:
    """The text with every character by number that is not plain; never empty.

    is_plain: of one character; it must hold for "_", "x" and the capitals and digits.
    """
    if not text:
        return _EMPTY
    parts = []
    for at, character in enumerate(text):
        opens = character == "_" and text[at + 1 : at + 2] == "x"
        parts.append(character if is_plain(character) and not opens else by_number(character))
    return "".join(parts)


def unescape(text: str) -> str:
    """The text that escape() or one of its kind was given; any other stays as it is."""
    return "" if text == _EMPTY else _WRITTEN.sub(_character, text)


def by_number(character: str) -> str:
    """One character by its number."""
    return f"_x{ord(character):04X}_"


def is_name_character(character: str) -> bool:
    """Whether it is an ASCII letter or digit, or "_": what any tool takes in a name."""
    return character.isascii() and (character.isalnum() or character == "_")


def escape_line(text: str) -> str:
    """The text in one line, on whatever a reader splits lines and columns; see unescape().

    White space at its ends is written by number too, since readers strip it.
    """
    last = len(text) - 1
    parts = []
    for at, character in enumerate(text):
        opens = character == "_" and text[at + 1 : at + 2] == "x"
        at_edge = at in (0, last) and character.isspace()
        kept = not opens and not at_edge and character not in _LINE_BREAKING
        parts.append(character if kept else by_number(character))
    return "".join(parts)


def typed_text(value: AttributeValue) -> str:
    """An attribute's value as text from which typed_value() brings it back with its type.

    Words stay as they are unless they read as a number, as "true" or as such an escape.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return repr(value)
    if not value or isinstance(_value(value), str):
        return escape(value, bool)
    return by_number(value[0]) + value[1:]


def typed_value(text: str) -> AttributeValue:
    """The value of what typed_text() wrote, or of what another program did: 1 is a number."""
    value = _value(text)
    return unescape(value) if isinstance(value, str) else value


def _value(text: str) -> AttributeValue:
    if text in ("true", "false"):
        return text == "true"
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _BROKEN.fullmatch(text) and not text.isdecimal() else text


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    if not 0 < number <= 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return found[0]
    return chr(number)
