"""What stands around the text of pages: headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.formats.pdf.lines import Line

_OUTERMOST = 3
_MOST = 0.4  # of the pages: headers of left and right pages take turns
_ROW = 4.0
_GAP = 1.8  # sizes
_FEWEST_COUNTED = 3
_COUNTED = 0.3  # of the pages: those at the beginning of chapters often have no number
_NUMBER = re.compile(r"\d+")
_OUTER_NUMBERS = re.compile(r"^(\d{1,4})\b|\b(\d{1,4})$")
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|página|pagina|p\.?)?\s*[-–—|]?\s*(\d{1,4})(?:\s*(?:/|of|von|de|sur|di)\s*\d{1,4})?"
    r"\s*[-–—|]?",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[-–— ]*(?=[ivxl])(?:xl|l?x{0,3})(?:i[xv]|v?i{0,3})[-–— ]*")
# what browsers print below a page: its address, and which of how many pages it is
_ADDRESS = re.compile(r"(https?://\S+)(?:\s+\d{1,4}\s*(?:/|of)\s*\d{1,4})?")
# what the articles of a press database end in; some of them end at the same height
_END = re.compile(r"End of Document|Document [A-Z0-9]{5,12}\d{8}\w+|Load-Date:.*")

_Key = tuple[str, int]


class Body(NamedTuple):
    """The lines without those around them. url: the page's address, if its print says it."""

    lines: list[Line]
    url: str


def without_margins(pages: Sequence[Sequence[Line]]) -> Body:
    """Leaves out, of the outermost lines, those that stand on most pages, whatever their numbers;
    those with a number that counts the pages; and page numbers.

    Lines that stand as close to the text as its own do are text.
    """
    counts = Counter(
        key
        for lines in pages
        for key in {_key(line) for line in lines if not _END.fullmatch(line.text)}
    )
    needed = max(2, _MOST * sum(bool(lines) for lines in pages))
    body: list[Line] = []
    url = ""
    all_rows = [_rows(lines) for lines in pages]
    starts = _starts(all_rows)
    for number, rows in enumerate(all_rows, 1):
        repeated = [all(counts[_key(line)] >= needed for line in row) for row in rows]
        counted = {number + start for start in starts}
        for at in (0, -1) if rows else ():
            repeated[at] |= any(counted & _numbers(line.text) for line in rows[at])
        dropped = set(_outermost(rows, repeated))
        dropped.update(_outermost(rows[::-1], repeated[::-1]))
        for line in _edges(rows):
            if _is_page_number(line.text, counted | {number}):
                dropped.add(line)
            elif (found := _ADDRESS.fullmatch(line.text)) and len(rows) > 1:
                url = url or found[1]
                dropped.add(line)
        body += [line for line in pages[number - 1] if line not in dropped]
    return Body(body or [line for lines in pages for line in lines], url)


def _starts(pages: Sequence[list[list[Line]]]) -> list[int]:
    """How far the numbers on pages run ahead of the pages, where they count them at all."""
    ahead = Counter(
        found - number
        for number, rows in enumerate(pages, 1)
        for found in {each for line in _edges(rows) for each in _numbers(line.text)}
    )
    needed = max(_FEWEST_COUNTED, _COUNTED * len(pages))
    return [start for start, times in ahead.items() if times >= needed]


def _numbers(text: str) -> set[int]:
    """The numbers a line begins and ends with."""
    return {int(one) for pair in _OUTER_NUMBERS.findall(text) for one in pair if one}


def _edges(rows: list[list[Line]]) -> list[Line]:
    """The lines of the topmost and of the lowest row."""
    return [line for row in (*rows[:1], *rows[1:][-1:]) for line in row]


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines from the top to the bottom, those at one height together."""
    rows: dict[int, list[Line]] = {}
    for line in sorted(lines, key=lambda line: -line.y):
        rows.setdefault(round(line.y / _ROW), []).append(line)
    return list(rows.values())


def _outermost(rows: list[list[Line]], repeated: list[bool]) -> Iterator[Line]:
    """The lines of the first rows that are repeated, up to a gap or a change of font."""
    count = 0
    while count < min(_OUTERMOST, len(rows)) and repeated[count]:
        count += 1
    while count and count < len(rows) and _is_tied(rows[count - 1][0], rows[count][0]):
        count -= 1
    return (line for row in rows[:count] for line in row)


def _is_tied(outer: Line, inner: Line) -> bool:
    """Whether two lines stand as near as those of one text."""
    is_alike = abs(outer.size - inner.size) < 0.05 * inner.size
    return is_alike and abs(outer.y - inner.y) < _GAP * inner.size


def _key(line: Line) -> _Key:
    return _NUMBER.sub("#", line.text.casefold()), round(line.y / _ROW / 2)


def _is_page_number(text: str, expected: set[int]) -> bool:
    if _ROMAN.fullmatch(text):
        return True
    found = _PAGE_NUMBER.fullmatch(text)
    return found is not None and int(found[1]) in expected
