"""Names of Label Studio's controls: "ACTOR-kind" holds the attribute `kind` of ACTOR.

"LOCATION-acts-flag" holds one that is yes or no. What is neither a letter, a digit nor "_" is
written as _x20_ (the code point in hexadecimal), so that names fit into XML and come back.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LABELS = "label"
TEXT = "text"
YES, NO = "yes", "no"

_FLAG = "-flag"
_ODD = re.compile(r"[^\w]|_(?=x)")
_ESCAPED = re.compile(r"_x([0-9a-f]{1,6})_")


class Named(NamedTuple):
    """What the name of a control says."""

    attribute: str
    is_flag: bool


def control_name(label: str, attribute: str, *, is_flag: bool = False) -> str:
    """The name of the control that holds an attribute of a label."""
    return f"{_escaped(label)}-{_escaped(attribute)}{_FLAG if is_flag else ''}"


def attribute_of(from_name: str, label: str) -> Named:
    """What control_name() was given; a control that others named is its own attribute."""
    prefix = f"{_escaped(label)}-"
    if not from_name.startswith(prefix):
        return Named(from_name, False)
    rest = from_name.removeprefix(prefix)
    return Named(_unescaped(rest.removesuffix(_FLAG)), rest.endswith(_FLAG))


def _escaped(name: str) -> str:
    return _ODD.sub(lambda match: f"_x{ord(match[0]):x}_", name)


def _unescaped(name: str) -> str:
    return _ESCAPED.sub(lambda match: _character(match[0], match[1]), name)


def _character(whole: str, digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else whole
