"""XML as text: small elements put together by hand, so that a file can be written as a stream."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

REPLACEMENT = "\ufffd"

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTENT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
# a reader makes spaces of these, where they are not written by number
_ATTRIBUTE = {**_CONTENT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_IN_CONTENT = re.compile("[&<>\r]")
_IN_ATTRIBUTE = re.compile('[&<>\r"\n\t]')


# most texts have none of either
_SPECIAL = re.compile("[^ !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_writable(text: str) -> bool:
    """Whether XML can say it; most control characters it cannot, not even by number."""
    return _FORBIDDEN.search(text) is None


def writable(text: str) -> str:
    """The text with each character that XML cannot say replaced."""
    return _FORBIDDEN.sub(REPLACEMENT, text)


def escaped_json(text: str) -> str:
    """JSON text with each character that XML cannot say written by number, as JSON allows."""
    return _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def content(text: str) -> str:
    """The text between two tags."""
    return _IN_CONTENT.sub(lambda found: _CONTENT[found[0]], writable(text))


def element(name: str, attributes: Mapping[str, str], *inside: str) -> str:
    """An element. inside: XML already; none of it gives an empty element."""
    start = start_tag(name, attributes)
    body = "".join(inside)
    return f"{start}{body}</{name}>" if body else f"{start[:-1]}/>"


def start_tag(name: str, attributes: Mapping[str, str]) -> str:
    """The beginning of an element."""
    pairs = [f' {key}="{_quoted(value)}"' for key, value in attributes.items()]
    return f"<{name}{''.join(pairs)}>"


def text_element(name: str, text: str) -> str:
    """An element that holds nothing but text; "" where there is none."""
    return f"<{name}>{content(text)}</{name}>" if text else ""


def _quoted(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    return _IN_ATTRIBUTE.sub(lambda found: _ATTRIBUTE[found[0]], writable(text))
