"""From the XML of an OpenDocument text to the lines a reader sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from annotator.formats.common.numerals import numeral
from annotator.formats.common.safe_xml import attribute, local_name
from annotator.formats.office.paragraphs import BULLET, Box, Paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable

_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 1000
_PARAGRAPHS = ("p", "h")
# what is not shown, or shown elsewhere; title and desc are those of pictures
_UNSHOWN = frozenset(
    ("tracked-changes", "annotation", "forms", "title", "desc", "note-citation", "ruby-text",
     "hidden-text", "script", "sequence-decls", "variable-decls", "user-field-decls",
     "dde-connection-decls", "covered-table-cell", "number", "object", "object-ole",
     "table-of-content-source", "alphabetical-index-source", "event-listeners")
)  # fmt: skip
_BOXES = {
    "table-row": Box.ROW,
    "table-cell": Box.CELL,
    "text-box": Box.BODY,
    "table": Box.BODY,
    "note-body": Box.ASIDE,
}
_DEEPEST = 10


class OpenText:
    """Reads a text with the styles of its parts.

    title: the first paragraph in the style Title, once the lines have been read.
    """

    def __init__(self, roots: Iterable[Any]) -> None:
        self._hidden: set[str] = set()
        self._titles = {"Title"}
        self._lists: dict[str, dict[int, tuple[str, str, str, int]]] = {}
        for root in roots:
            self._take_styles(root)
        self._open_lists: list[_List] = []
        self._notes: list[list[str]] = []
        self._noted = 0
        self.title = ""

    def lines(self, body: Any) -> list[str]:  # noqa: ANN401 - lxml has no types
        """The body's lines, then those of its notes."""
        from lxml import etree

        paragraphs = Paragraphs()
        written = _Writer(paragraphs)
        walk = etree.iterwalk(body, events=("start", "end"))
        for event, element in walk:
            name = local_name(element)
            shown = name not in _UNSHOWN and not self._is_hidden(element)
            if event == "start":
                if shown:
                    self._start(name, element, paragraphs, written)
                else:
                    walk.skip_subtree()
                continue
            if shown:
                self._end(name, element, paragraphs)
            if element is not body:
                written.characters(element.tail)
        for number, (first, *rest) in enumerate(self._notes, 1):
            paragraphs.open(Box.BODY)
            for line in (f"[{number}] {first}", *rest):
                paragraphs.add(line)
                paragraphs.end_line()
            paragraphs.close()
        return paragraphs.lines()

    def _start(self, name: str, element: Any, paragraphs: Paragraphs, written: _Writer) -> None:  # noqa: ANN401
        if name in _PARAGRAPHS:
            paragraphs.open(Box.PARAGRAPH)
            written.begin(self._open_lists[-1].take_marker() if self._open_lists else "")
        elif name == "note-body":
            self._noted += 1
            written.exactly(f"[{self._noted}]")
            paragraphs.open(Box.ASIDE)
        elif name in _BOXES:
            paragraphs.open(_BOXES[name])
        elif name == "list":
            self._open_list(element)
        elif name == "list-item" and self._open_lists:
            self._open_lists[-1].begin_item()
        elif name == "s":
            count = attribute(element, "c")
            known = count.isdecimal() and len(count) < 5
            written.exactly(" " * min(int(count) if known else 1, _MOST_BLANKS))
        elif name == "tab":
            written.exactly("\t")
        elif name == "line-break":
            written.exactly("\n")
        written.characters(element.text)

    def _end(self, name: str, element: Any, paragraphs: Paragraphs) -> None:  # noqa: ANN401
        if name in _PARAGRAPHS:
            lines = paragraphs.close()
            if not self.title and lines and attribute(element, "style-name") in self._titles:
                self.title = lines[0]
        elif name == "note-body":
            self._notes.append(paragraphs.close() or [""])
        elif name in _BOXES:
            paragraphs.close()
        elif name == "list" and self._open_lists:
            self._open_lists.pop()

    def _is_hidden(self, element: Any) -> bool:  # noqa: ANN401
        if attribute(element, "display") == "none":
            return True
        return bool(self._hidden) and attribute(element, "style-name") in self._hidden

    def _open_list(self, element: Any) -> None:  # noqa: ANN401
        style = attribute(element, "style-name")
        depth = len(self._open_lists)
        if not style and depth:
            style = self._open_lists[-1].style
        levels = self._lists.get(style, {})
        self._open_lists.append(_List(style, levels.get(min(depth, _DEEPEST) + 1)))

    def _take_styles(self, root: Any) -> None:  # noqa: ANN401
        for style in root.iter("{*}style", "{*}list-style"):
            name = attribute(style, "name")
            if local_name(style) == "list-style":
                self._lists[name] = dict(map(_level, style))
                continue
            if attribute(style, "parent-style-name") == "Title":
                self._titles.add(name)
            if any(attribute(one, "display") == "none" for one in style.iter("{*}text-properties")):
                self._hidden.add(name)


class _Writer:
    """Puts characters into the innermost box, its white space as XML counts it: once."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self._paragraphs = paragraphs
        self._after_blank = True

    def begin(self, marker: str) -> None:
        self._paragraphs.mark(marker)
        self._after_blank = True

    def exactly(self, text: str) -> None:
        self._paragraphs.add(text)
        self._after_blank = False

    def characters(self, text: str | None) -> None:
        if not text:
            return
        text = _BLANKS.sub(" ", text)
        if self._after_blank:
            text = text.removeprefix(" ")
        if text:
            self._paragraphs.add(text)
            self._after_blank = text.endswith(" ")


class _List:
    """An open list; how: kind ("" for bullets), what stands before and after, the first number."""

    def __init__(self, style: str, how: tuple[str, str, str, int] | None) -> None:
        self.style = style
        self._kind, self._before, self._after, start = how or ("", "", "", 1)
        self._count = start - 1
        self._marker = ""

    def begin_item(self) -> None:
        self._count += 1
        shown = f"{self._before}{numeral(self._count, self._kind)}{self._after}".strip()
        self._marker = f"{shown} " if self._kind else BULLET

    def take_marker(self) -> str:
        """What the item's first paragraph begins with; "" for the others."""
        marker, self._marker = self._marker, ""
        return marker


def _level(element: Any) -> tuple[int, tuple[str, str, str, int]]:  # noqa: ANN401
    level = attribute(element, "level")
    start = attribute(element, "start-value")
    return int(level) if level.isdecimal() and len(level) < 4 else 0, (
        attribute(element, "num-format"),
        attribute(element, "num-prefix"),
        attribute(element, "num-suffix"),
        int(start) if start.isdecimal() and len(start) < 7 else 1,
    )
