"""From the lines of a page to the paragraphs that were broken into them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from annotator.formats.pdf.lines import HYPHEN

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from annotator.formats.pdf.lines import Line

_OTHER_SIZE = 1.12
_WIDE_GAP = 1.3
_USUAL_GAP = 1.3  # sizes, where a text has too few lines to tell
_INDENT = 0.7  # sizes
_SAME_ROW = 0.3
_SHORT = 0.5  # of a column's width
_SLACK = 0.5  # sizes
_NEIGHBOURS = 40
_LARGEST_HEADING = 1.25
_LONGEST_HEADING = 250

_ITEM = re.compile(r"[•▪▫◦●○■□‣⁃✓·*]\s|[-–—]\s|\(?(\d{1,2}|[a-z])[.)]\s")
_SENTENCE_END = re.compile(r"[.!?:;…。！？؟।][\"'’”»)\]\d]*$")
# dots that lead to a page number, in a table of contents
_LEADER = re.compile(r"(?:\. ?){4}\s*\w{1,8}$")
_CLOSING = re.compile(r"[.,;:!?)\]”’»…]")
_WORD = re.compile(r"\w+(?:-\w+)*")
_LAST_WORD = re.compile(r"[\w’']+(?:-[\w’']+)*$")
_FIRST_WORD = re.compile(r"[\w’']+(?:-[\w’']+)*")
# "short- and long-term": the hyphen stands for a word
_AND = frozenset(("and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e", "en", "of"))
_KEPT = frozenset(("self", "ex", "vice", "well", "half", "all", "far"))


@dataclass(slots=True)
class Paragraph:
    """A paragraph, the size of its font and the page where it begins."""

    text: str
    size: float
    page: int


def paragraphs_of(lines: Sequence[Line], starts: Container[int] = frozenset()) -> list[Paragraph]:
    """Lines in reading order, made paragraphs; hyphens at the ends of lines undone.

    starts: indices of lines that begin a paragraph, whatever their layout says.
    """
    words = Counter(word.lower() for line in lines for word in _WORD.findall(line.text))
    leading = _leading(lines)
    found: list[Paragraph] = []
    for index, line in enumerate(lines):
        if index and index not in starts and _goes_on(lines, index, leading):
            found[-1].text = _put_together(found[-1].text, line.text, words)
        else:
            found.append(Paragraph(line.text, line.size, line.page))
    for paragraph in found:
        paragraph.text = paragraph.text.replace(HYPHEN, "-")
    return found


def heading_of(paragraphs: Sequence[Paragraph]) -> str:
    """The paragraph on the first page in the largest letters, if larger than the text's."""
    sizes: Counter[float] = Counter()
    for one in paragraphs:
        sizes[round(one.size, 1)] += len(one.text)
    if not sizes:
        return ""
    usual = sizes.most_common(1)[0][0]
    first = [one for one in paragraphs if one.page == paragraphs[0].page]
    largest = max(first, key=lambda one: round(one.size, 1))
    is_heading = largest.size >= _LARGEST_HEADING * usual
    return largest.text if is_heading and len(largest.text) <= _LONGEST_HEADING else ""


def _leading(lines: Sequence[Line]) -> dict[int, float]:
    """How far lines usually stand apart, by the size of their font in whole points."""
    gaps: dict[int, Counter[float]] = {}
    for before, line in pairwise(lines):
        gap = before.y - line.y
        if before.page == line.page and 0 < gap < 2.5 * line.size:
            gaps.setdefault(round(line.size), Counter())[round(gap, 1)] += 1
    usual = {}
    for size, counts in gaps.items():
        gap, times = max(counts.items(), key=lambda pair: (pair[1], -pair[0]))
        usual[size] = gap if times > 1 else min(gap, _USUAL_GAP * size)
    return usual


def _goes_on(lines: Sequence[Line], index: int, leading: dict[int, float]) -> bool:
    """Whether the line at the index goes on with the paragraph of the one before it."""
    before, line = lines[index - 1], lines[index]
    if before.text.endswith(HYPHEN):
        return True
    if not 1 / _OTHER_SIZE < line.size / before.size < _OTHER_SIZE:
        return False
    if _ITEM.match(line.text) or _LEADER.search(before.text):
        return False
    gap = before.y - line.y
    if before.page != line.page or gap < -_SAME_ROW * line.size:
        return _goes_on_elsewhere(lines, index)
    if gap < _SAME_ROW * line.size:
        return True  # the same row
    usual = leading.get(round(line.size), _USUAL_GAP * line.size)
    if gap > _WIDE_GAP * usual:
        return False
    if line.start - before.start > _INDENT * line.size and not _ITEM.match(before.text):
        return False
    return not _ends_early(lines, index)


def _goes_on_elsewhere(lines: Sequence[Line], index: int) -> bool:
    """The same for the first line of a column or page."""
    before, line = lines[index - 1], lines[index]
    if _SENTENCE_END.search(before.text):
        return line.text[:1].islower()
    return line.text[:1].islower() or not _ends_early(lines, index)


def _ends_early(lines: Sequence[Line], index: int) -> bool:
    """Whether the line before ends where the first word of this one would still have fitted."""
    before, line = lines[index - 1], lines[index]
    start, end = _column(lines, index - 1)
    letter = (line.end - line.start) / max(1, len(line.text) - 1)
    word = (len(line.text.split(" ", 1)[0]) + 1) * letter
    if before.end + word + _SLACK * before.size > end:
        return False
    is_short = before.end - start < _SHORT * (end - start)
    begins = not line.text[:1].islower() and not _CLOSING.match(line.text)
    return is_short or begins or bool(_SENTENCE_END.search(before.text))


def _column(lines: Sequence[Line], index: int) -> tuple[float, float]:
    """Where the column of a line starts and ends."""
    line = lines[index]
    start, end = line.start, line.end
    for other in lines[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS]:
        is_alike = 1 / _OTHER_SIZE < other.size / line.size < _OTHER_SIZE
        overlap = min(other.end, line.end) - max(other.start, line.start)
        narrower = min(other.end - other.start, line.end - line.start)
        if other.page == line.page and is_alike and overlap > 0.5 * narrower:
            start, end = min(start, other.start), max(end, other.end)
    return start, end


def _put_together(text: str, line: str, words: Counter[str]) -> str:
    if text.endswith(HYPHEN):
        text = f"{text[:-1]}-"
    elif not (text.endswith("-") and not text.endswith(" -")):
        return f"{text} {line}"
    first, last = _FIRST_WORD.match(line), _LAST_WORD.search(text[:-1])
    if first is None or last is None:
        return text + line
    if first[0].lower() in _AND:
        return f"{text} {line}"
    return text + line if _is_real(last[0], first[0], words) else text[:-1] + line


def _is_real(before: str, after: str, words: Counter[str]) -> bool:
    """Whether a hyphen between two parts of a word is the word's own, and not the line's."""
    if not after[0].islower():
        return True
    with_hyphen, without = words[f"{before}-{after}".lower()], words[f"{before}{after}".lower()]
    if with_hyphen != without:
        return with_hyphen > without
    return "-" in before or before.lower() in _KEPT
