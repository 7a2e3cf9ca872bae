"""What a Word document's styles and numbering put before its paragraphs."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from annotator.formats.common.numerals import numeral
from annotator.formats.common.safe_xml import attribute, local_name
from annotator.formats.office.paragraphs import BULLET

if TYPE_CHECKING:
    from collections.abc import Iterator

_OFF = ("0", "false", "off")
_DEEPEST_STYLE = 20
_KINDS = {
    "decimal": "1",
    "decimalZero": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}
_LEVELS = 9
_LONGEST_MARKER = 40


def is_on(flag: Any) -> bool:  # noqa: ANN401 - lxml has no types
    """Whether a yes-or-no property is there and says yes."""
    return flag is not None and attribute(flag, "val") not in _OFF


class Styles:
    """The paragraph styles, by their ids."""

    def __init__(self, root: Any) -> None:  # noqa: ANN401
        self._names: dict[str, str] = {}
        self._based_on: dict[str, str] = {}
        self._lists: dict[str, tuple[str, str]] = {}
        for style in () if root is None else _children(root, "style"):
            identity = attribute(style, "styleId")
            for child in style:
                match local_name(child):
                    case "name":
                        self._names[identity] = attribute(child, "val")
                    case "basedOn":
                        self._based_on[identity] = attribute(child, "val")
                    case "pPr":
                        self._take_list(identity, child)

    def is_title(self, style: str) -> bool:
        """Whether it is the style of titles, whatever the language of the program."""
        return self._names.get(style, style).lower() == "title"

    def list_of(self, style: str) -> tuple[str, str]:
        """The list and the level that paragraphs of a style belong to; "" where none."""
        for _ in range(_DEEPEST_STYLE):
            if style in self._lists:
                return self._lists[style]
            style = self._based_on.get(style, "")
        return "", ""

    def _take_list(self, identity: str, properties: Any) -> None:  # noqa: ANN401
        for numbering in _children(properties, "numPr"):
            values = {local_name(one): attribute(one, "val") for one in numbering}
            self._lists[identity] = values.get("numId", ""), values.get("ilvl", "")


class Numbering:
    """The lists of a document, counted as their paragraphs come."""

    def __init__(self, root: Any) -> None:  # noqa: ANN401
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._list_of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if root is None:
            return
        for one in _children(root, "abstractNum"):
            self._levels[attribute(one, "abstractNumId")] = dict(
                _level(level) for level in _children(one, "lvl")
            )
        for one in _children(root, "num"):
            self._take(one)

    def marker(self, number: str, level_text: str) -> str:
        """What stands before the next paragraph of a list: "- ", "2. ", or "" for no list."""
        try:
            level = int(level_text or "0")
        except ValueError:
            return ""
        levels = self._levels.get(self._list_of.get(number, ""), {})
        if level not in levels:
            return ""
        kind, pattern, _ = levels[level]
        if kind == "bullet":
            return BULLET
        counts = self._count(number, level, levels)
        if kind == "none":
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            kind_there = levels[at][0] if at in levels else "decimal"
            return numeral(counts.get(at, 1), _KINDS.get(kind_there, "1"))

        marker = re.sub(r"%([1-9])", shown, pattern)[:_LONGEST_MARKER].strip()
        return f"{marker} " if marker else ""

    def _count(
        self, number: str, level: int, levels: dict[int, tuple[str, str, int]]
    ) -> dict[int, int]:
        restarts = self._restarts.get(number, {})
        # lists that share their levels go on counting where the other stopped
        counts = self._counts[number if restarts else self._list_of[number]]
        counts[level] = counts.get(level, restarts.get(level, levels[level][2]) - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return counts

    def _take(self, one: Any) -> None:  # noqa: ANN401
        number = attribute(one, "numId")
        for child in one:
            if local_name(child) == "abstractNumId":
                self._list_of[number] = attribute(child, "val")
            elif local_name(child) == "lvlOverride":
                for start in _children(child, "startOverride"):
                    self._restarts.setdefault(number, {})[_number(attribute(child, "ilvl"), 0)] = (
                        _number(attribute(start, "val"), 1)
                    )


def _level(element: Any) -> tuple[int, tuple[str, str, int]]:  # noqa: ANN401
    values = {local_name(child): attribute(child, "val") for child in element}
    kind = values.get("numFmt", "decimal")
    pattern = values.get("lvlText", "")
    return _number(attribute(element, "ilvl"), 0), (kind, pattern, _number(values.get("start"), 1))


def _children(element: Any, name: str) -> Iterator[Any]:  # noqa: ANN401
    return (child for child in element if local_name(child) == name)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and len(text) <= 6 and text.isdecimal() else otherwise
