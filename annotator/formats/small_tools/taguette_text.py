"""The text of a Taguette document: its HTML, of which highlights count the bytes of the text.

They count UTF-8 bytes of all text between tags, blanks included, one paragraph right after the
other. People read paragraphs on lines of their own; so here is the text as they read it, and for
each character the byte at which it stands in the other count.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from html import unescape

from annotator.domain.errors import UnreadableInput

_TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>"']|"[^"]{0,8000}"|'[^']{0,8000}')*+)>""",
)
_COMMENT = re.compile(r"<!--.{0,8000}?-->", re.DOTALL)
_BLANKS = frozenset(" \t\n\f\r")
_BLOCKS = frozenset(
    [
        *("p", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl"),
        *("dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "div"),
        *("br", "hr", "section", "article"),
    ]
)
_MOST_FAULTS = 100


@dataclass(slots=True)
class TaguetteText:
    """A text and where its characters stand.

    starts: for each character, its byte in Taguette's count; what was put in stands where the
    next one does. size: bytes in that count.
    """

    text: str = ""
    starts: array[int] = field(default_factory=lambda: array("q"))
    size: int = 0

    def span(self, start_byte: int, end_byte: int) -> tuple[int, int]:
        """Code-point offsets of a highlight, without line ends at its edges.

        What lies outside of the text stays outside.
        """
        if start_byte >= end_byte:
            return start_byte, end_byte
        start = start_byte if start_byte < 0 else bisect_left(self.starts, start_byte)
        if end_byte > self.size:
            return start, len(self.text) + end_byte - self.size
        end = bisect_left(self.starts, end_byte)
        if start < 0:
            return start, end
        while start < end and self.text[start] == "\n":
            start += 1
        while start < end and self.text[end - 1] == "\n":
            end -= 1
        return start, end


def text_of_html(html: str) -> TaguetteText:
    """The text of a document or of the snippet of a highlight.

    Raises UnreadableInput for what is no HTML as Taguette writes it.
    """
    builder = _Builder()
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    at = faults = 0
    while at < len(html):
        tag_at = html.find("<", at)
        builder.add(unescape(html[at : tag_at if tag_at >= 0 else len(html)]))
        if tag_at < 0:
            break
        tag = _TAG.match(html, tag_at)
        comment = None if tag else _COMMENT.match(html, tag_at)
        if tag:
            at = tag.end()
            builder.meet(tag[2].lower(), is_end=bool(tag[1]))
        elif comment:
            at = comment.end()
        else:
            at = tag_at + 1
            builder.add("<")
            faults += 1
            if faults > _MOST_FAULTS:
                raise UnreadableInput("Its text is no HTML as Taguette writes it.")
    return builder.built()


class _Builder:
    """Puts a text together as its pieces come."""

    def __init__(self) -> None:
        self._characters: list[str] = []
        self._starts = array("q")
        self._byte = 0
        self._between = ""
        self._between_at = 0
        self._in_pre = 0
        self._after_pre = False

    def add(self, text: str) -> None:
        """Text between two tags."""
        if self._after_pre and text:
            text = text.removeprefix("\n")  # as browsers do, which made the count
            self._after_pre = False
        for character in text:
            if character in _BLANKS and not self._in_pre:
                self._set_apart(" ")
            else:
                self._take(character)
            self._byte += 1 if character < "\x80" else len(character.encode("utf-8", "replace"))

    def meet(self, tag: str, *, is_end: bool) -> None:
        """A tag; what is no block has no say in how a text reads."""
        self._after_pre = tag == "pre" and not is_end
        if tag in _BLOCKS:
            self._set_apart("\n")
        if tag == "pre":
            self._in_pre = max(0, self._in_pre + (-1 if is_end else 1))

    def built(self) -> TaguetteText:
        """The text so far."""
        return TaguetteText("".join(self._characters), self._starts, self._byte)

    def _set_apart(self, by: str) -> None:
        """Notes that something stands between the last character and the next."""
        if not self._between:
            self._between_at = self._byte
        if self._between != "\n":
            self._between = by

    def _take(self, character: str) -> None:
        if self._between and self._characters:
            self._characters.append(self._between)
            self._starts.append(self._between_at)
        self._between = ""
        self._characters.append(character)
        self._starts.append(self._byte)
