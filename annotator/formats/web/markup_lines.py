"""All text of some markup as it is shown, a paragraph a line: fragments, chapters, mails.

Where the article in a page has to be found, see web_article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from annotator.formats.common.numerals import numeral
from annotator.formats.common.safe_xml import local_name
from annotator.formats.office.paragraphs import BULLET, Box, Paragraphs, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANKS = re.compile(r"[ \t\r\n\f]+")
BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
     "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
     "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "li", "main", "menu",
     "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "tfoot", "thead",
     "ul")
)  # fmt: skip
BOXES = {"tr": Box.ROW, "td": Box.CELL, "th": Box.CELL}
# rt and rp are the guide above ruby text, which would stand in the middle of a word
UNSHOWN = frozenset(
    ("script", "style", "head", "title", "template", "noscript", "svg", "iframe", "object",
     "embed", "audio", "video", "canvas", "map", "select", "datalist", "textarea", "input", "rt",
     "rp", "area", "link", "meta", "img")
)  # fmt: skip
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_LISTS = ("ol", "ul", "menu", "dir")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNPARSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def markup_tree(source: str) -> Any:  # noqa: ANN401 - lxml has no types
    """The tree of a page or a part of one; None if it holds nothing. Nothing is fetched."""
    from lxml import etree

    source = _UNPARSABLE.sub("\ufffd", _XML_DECLARATION.sub("", source))
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        return etree.fromstring(source.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def markup_text(root: Any) -> str:  # noqa: ANN401
    """All that is shown of a tree: a paragraph, heading, list item or table row a line."""
    return joined(_Walk().lines(root))


def headings(root: Any) -> Iterator[str]:  # noqa: ANN401
    """The texts of its headings, the highest level first."""
    for level in range(1, 7):
        for each in root.iter(f"{{*}}h{level}"):
            if text := " ".join(_BLANKS.sub(" ", "".join(each.itertext())).split()):
                yield text


class _Walk:
    """Goes through a tree without recursion; its depth is whatever the markup's is."""

    def __init__(self) -> None:
        self._to = Paragraphs()
        self._after_blank = True
        self._lists: list[_List] = []
        self._preformatted = 0

    def lines(self, root: Any) -> list[str]:  # noqa: ANN401
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            name = local_name(element).lower()
            shown = bool(name) and name not in UNSHOWN and not is_hidden(element)
            if event == "start" and shown:
                self._start(name, element)
                self._characters(element.text)
            elif event == "start":
                walk.skip_subtree()
            else:
                if shown:
                    self._end(name)
                if element is not root:
                    self._characters(element.tail)
        return self._to.lines()

    def _start(self, name: str, element: Any) -> None:  # noqa: ANN401
        if name == "br":
            self._end_line()
        elif name in BOXES:
            self._end_line()
            self._to.open(BOXES[name])
        elif name in BLOCKS:
            self._end_line()
            self._preformatted += name == "pre"
            if name in _LISTS:
                self._lists.append(_List(element))
            elif name == "li":
                self._to.mark(self._lists[-1].next_marker() if self._lists else BULLET)

    def _end(self, name: str) -> None:
        if name in BOXES:
            self._end_line()
            self._to.close()
        elif name in BLOCKS:
            self._end_line()
            self._preformatted -= name == "pre"
            if name in _LISTS:
                self._lists.pop()
            elif name == "li":
                self._to.mark("")

    def _end_line(self) -> None:
        self._to.end_line()
        self._after_blank = True

    def _characters(self, text: str | None) -> None:
        if not text:
            return
        if self._preformatted:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self._to.add(first)
            for line in others:
                self._to.end_line()
                self._to.add(line)
            self._after_blank = False
            return
        text = _BLANKS.sub(" ", text)
        if self._after_blank:
            text = text.removeprefix(" ")
        if text:
            self._to.add(text)
            self._after_blank = text.endswith(" ")


class _List:
    def __init__(self, element: Any) -> None:  # noqa: ANN401
        self._kind = "" if local_name(element).lower() != "ol" else element.get("type") or "1"
        start = element.get("start") or "1"
        self._count = int(start) - 1 if start.isdecimal() and len(start) < 7 else 0

    def next_marker(self) -> str:
        self._count += 1
        return f"{numeral(self._count, self._kind)}. " if self._kind else BULLET


def is_hidden(element: Any) -> bool:  # noqa: ANN401
    """Whether an element says of itself that it is not shown."""
    return element.get("hidden") is not None or bool(_HIDING.search(element.get("style") or ""))
