"""From the XML of a Word document to the lines a reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats.common.safe_xml import attribute, local_name
from annotator.formats.office.paragraphs import Box, Paragraphs
from annotator.formats.office.word_document_styles import Numbering, Styles, is_on

if TYPE_CHECKING:
    from collections.abc import Mapping

# what is not shown: deleted and moved-away text, instructions of fields, the second copy of a
# text box for older programs, the guide above ruby text
_UNSHOWN = frozenset(
    ("del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "rt", "sectPr",
     "pPrChange", "rPrChange", "tblPr", "tblGrid", "tcPr", "sdtPr", "sdtEndPr", "ffData")
)  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_BOXES = {"tbl": Box.BODY, "tc": Box.CELL, "txbxContent": Box.BODY}
_REAL_NOTES = ("", "normal")
_PRIVATE = ("\ue000", "\uf8ff")


class WordText:
    """Reads a document with its styles, its numbering and its notes.

    title: the first paragraph in the style Title, once the lines have been read.
    """

    def __init__(
        self,
        styles: Any = None,  # noqa: ANN401 - lxml has no types
        numbering: Any = None,  # noqa: ANN401
        notes: Mapping[str, Any] | None = None,
    ) -> None:
        self._styles = Styles(styles)
        self._numbering = Numbering(numbering)
        self._notes = {
            (kind, attribute(note, "id")): note
            for kind, root in (notes or {}).items()
            for note in root
            if attribute(note, "type") in _REAL_NOTES
        }
        self._noted: dict[tuple[str, str], int] = {}
        self.title = ""

    def lines(self, root: Any) -> list[str]:  # noqa: ANN401
        """The body's lines, then those of the notes it refers to."""
        lines = self._walk(root)
        for key, number in self._noted.items():
            first, *rest = self._walk(self._notes[key]) or [""]
            lines += [f"[{number}] {first.strip()}", *rest]
        return lines

    def _walk(self, root: Any) -> list[str]:  # noqa: ANN401
        from lxml import etree

        paragraphs = Paragraphs()
        walk = etree.iterwalk(root, events=("start", "end"))
        joins = False  # the mark between the last paragraph and the next one is deleted
        for event, element in walk:
            name = local_name(element)
            if event == "start":
                if name in _UNSHOWN or self._is_hidden(name, element):
                    walk.skip_subtree()
                elif name == "p":
                    if not joins:
                        paragraphs.open(Box.PARAGRAPH)
                        paragraphs.mark(self._marker(element))
                elif name == "tr":
                    paragraphs.open(Box.ROW)
                elif name in _BOXES:
                    paragraphs.open(_BOXES[name])
                else:
                    paragraphs.add(self._text(name, element))
            elif name == "p":
                joins = _mark_is_deleted(element) and _next_is_paragraph(element)
                if not joins:
                    self._see_title(element, paragraphs.close())
            elif name == "tr":
                paragraphs.drop() if _row_is_deleted(element) else paragraphs.close()
            elif name in _BOXES:
                paragraphs.close()
        return paragraphs.lines()

    def _text(self, name: str, element: Any) -> str:  # noqa: ANN401
        """What an element by itself puts into the text."""
        if name == "t":
            return element.text or ""
        if name in _SIGNS:
            # tab stops have the name of the sign
            return _SIGNS[name] if local_name(element.getparent()) == "r" else ""
        if name in ("footnoteReference", "endnoteReference"):
            key = (f"{name[:-9]}s", attribute(element, "id"))
            if key in self._notes:
                return f"[{self._noted.setdefault(key, len(self._noted) + 1)}]"
        if name == "sym":
            return _symbol(attribute(element, "char"))
        return ""

    def _is_hidden(self, name: str, element: Any) -> bool:  # noqa: ANN401
        if name == "r":
            properties = _child(element, "rPr")
            return properties is not None and is_on(_child(properties, "vanish"))
        if name == "sdtContent":
            properties = _child(element.getparent(), "sdtPr")
            return properties is not None and is_on(_child(properties, "showingPlcHdr"))
        return False

    def _marker(self, paragraph: Any) -> str:  # noqa: ANN401
        """The number or bullet before a paragraph."""
        properties = _child(paragraph, "pPr")
        if properties is None:
            return ""
        style = self._style(properties)
        number, level = self._styles.list_of(style)
        own = _child(properties, "numPr")
        if own is not None:
            number = _value(own, "numId") or number
            level = _value(own, "ilvl") or level
        return self._numbering.marker(number, level)

    def _style(self, properties: Any) -> str:  # noqa: ANN401
        return _value(properties, "pStyle")

    def _see_title(self, paragraph: Any, lines: list[str]) -> None:  # noqa: ANN401
        properties = _child(paragraph, "pPr")
        if self.title or properties is None or not lines:
            return
        if self._styles.is_title(self._style(properties)):
            self.title = lines[0]


def _child(element: Any, name: str) -> Any:  # noqa: ANN401
    return next((child for child in element if local_name(child) == name), None)


def _value(element: Any, name: str) -> str:  # noqa: ANN401
    child = _child(element, name)
    return "" if child is None else attribute(child, "val")


def _mark_is_deleted(paragraph: Any) -> bool:  # noqa: ANN401
    properties = _child(paragraph, "pPr")
    mark = None if properties is None else _child(properties, "rPr")
    return mark is not None and _child(mark, "del") is not None


def _next_is_paragraph(paragraph: Any) -> bool:  # noqa: ANN401
    following = paragraph.getnext()
    return following is not None and local_name(following) == "p"


def _row_is_deleted(row: Any) -> bool:  # noqa: ANN401
    properties = _child(row, "trPr")
    return properties is not None and _child(properties, "del") is not None


def _symbol(code: str) -> str:
    """A sign of a font of signs; which one only that font knows, if it is none of Unicode's."""
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "\ufffd" if _PRIVATE[0] <= sign <= _PRIVATE[1] else sign
