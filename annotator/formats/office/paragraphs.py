"""Text as a reader sees it: a paragraph a line, without characters that nobody sees."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85]")
# control characters, soft hyphens, byte order marks and what is no character at all
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\ufeff\ufffe\uffff]")
_PADDING = " \t"

BULLET = "- "
"""What an item of a list begins with, whatever sign the source has there."""

CELLS = " | "
"""What stands between the cells of a table's row."""


def visible(text: str) -> str:
    """The text without what is not seen of it; lone surrogates become "\\ufffd".

    Marks that steer how text runs or joins (directions, joiners) stay: they are seen by what
    they do.
    """
    if _LONE.search(text):
        text = _PAIR.sub(
            lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text
        )
        text = _LONE.sub("\ufffd", text)
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))


def visible_lines(paragraphs: Iterable[str]) -> Iterator[str]:
    """The lines of paragraphs that have words, made visible, without blanks at their edges."""
    for paragraph in paragraphs:
        for line in visible(paragraph).split("\n"):
            if not line.isspace() and (stripped := line.strip(_PADDING)):
                yield stripped


def joined(paragraphs: Iterable[str]) -> str:
    """One text of paragraphs, a line each; those without words are left out."""
    return "\n".join(visible_lines(paragraphs))


class Box(Enum):
    """What text stands in."""

    BODY = auto()
    PARAGRAPH = auto()
    CELL = auto()
    ROW = auto()
    ASIDE = auto()


@dataclass(slots=True)
class _Open:
    box: Box
    marker: str = ""
    parts: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)


class Paragraphs:
    """Collects lines from a document's nested parts, which are opened and closed in its order.

    Boxes that stand in a paragraph (text boxes, the paragraphs in them) follow it. The cells of a
    row share a line if each is a line or less; else they are read one after the other. An ASIDE
    goes where close() hands it.
    """

    def __init__(self) -> None:
        self._stack = [_Open(Box.BODY)]

    def open(self, box: Box) -> None:
        """Begins a box within the innermost one."""
        self._stack.append(_Open(box))

    def add(self, text: str) -> None:
        """Puts text where it is."""
        if text:
            self._stack[-1].parts.append(text)

    def mark(self, marker: str) -> None:
        """Puts a bullet or number before the next words in the innermost box."""
        self._stack[-1].marker = marker

    def end_line(self) -> None:
        """Ends the line that is being written in the innermost box, if it has words."""
        top = self._stack[-1]
        line = "".join(top.parts)
        top.parts.clear()
        if line and not line.isspace():
            top.lines.append(top.marker + line)
            top.marker = ""

    def close(self) -> list[str]:
        """Ends the innermost box. Its lines; all but an ASIDE's are now the box's around it."""
        top = self._stack[-1]
        inner, top.lines = top.lines, []
        self.end_line()
        # what stands in a paragraph is read behind it; what stands in other boxes, in its place
        lines = [*top.lines, *inner] if top.box is Box.PARAGRAPH else [*inner, *top.lines]
        self._stack.pop()
        if top.box is Box.ROW:
            lines = [*row_lines(top.cells), *lines]
        around = self._stack[-1]
        if top.box is Box.CELL and around.box is Box.ROW:
            around.cells.append(lines)
        elif top.box is not Box.ASIDE:
            around.lines.extend(lines)
        return lines

    def drop(self) -> None:
        """Ends the innermost box and forgets it."""
        self._stack.pop()

    def lines(self) -> list[str]:
        """All that has been closed, ready to be joined."""
        self.end_line()
        return self._stack[0].lines


def row_lines(cells: list[list[str]]) -> list[str]:
    """The lines of a table's row, each cell given by its own: one, or all of them in turn."""
    tidy = [list(visible_lines(cell)) for cell in cells]
    if all(len(cell) <= 1 for cell in tidy):
        return [CELLS.join(cell[0] for cell in tidy if cell)]
    return [line for cell in tidy for line in cell]
