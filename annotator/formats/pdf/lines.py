"""The lines on the pages of a PDF, in reading order, with where they stand."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.domain.errors import UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Iterator

HYPHEN = "\x02"
"""What the library gives for a hyphen at the end of a line, the last sign of the line here."""

_BLANKS = re.compile(r"[ \t\u2028\u2029]+")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
# bullets of fonts of signs, which lie where Unicode has nothing
_BULLETS = str.maketrans({"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "‣", "\uf0fc": "✓"})
_LARGEST_SCALAR = 0x10FFFF


class Line(NamedTuple):
    """A line of text, in points; x grows in reading direction, y upwards.

    start, end: where it begins and ends along x. y: of its base line. size: of its font.
    """

    text: str
    page: int
    start: float
    end: float
    y: float
    size: float


class Page(NamedTuple):
    """A page. is_silent: there is something on it, but no text."""

    lines: list[Line]
    is_silent: bool


class _Sign(NamedTuple):
    """One that is seen, or a blank after it. place: the library's index."""

    text: str
    place: int
    x: float
    y: float


def read_pages(pdf: Any, most: int) -> list[Page]:  # noqa: ANN401 - the library has no types
    """All pages. Raises UnreadableInput for more characters than `most`."""
    pages = []
    count = 0
    for number in range(len(pdf)):
        page, signs = _read_page(pdf, number, most - count)
        pages.append(page)
        count += signs
        if count > most:
            raise UnreadableInput(
                f"It has more than {most // 1_000_000} million characters; split it."
            )
    return pages


def _read_page(pdf: Any, number: int, most: int) -> tuple[Page, int]:  # noqa: ANN401
    """The page, and how many signs are on it; no lines if those are more than `most`."""
    import pypdfium2

    try:
        with closing(pdf[number]) as page, closing(page.get_textpage()) as text:
            count = text.count_chars()
            if count > most:
                return Page([], is_silent=False), count
            lines = [line for line in _lines(text.raw, count, number) if line.text]
            is_silent = not lines and pypdfium2.raw.FPDFPage_CountObjects(page.raw) > 0
            return Page(lines, is_silent), count
    except pypdfium2.PdfiumError:
        return Page([], is_silent=True), 0


def _lines(text: Any, count: int, page: int) -> Iterator[Line]:  # noqa: ANN401
    """text: the library's handle."""
    from pypdfium2 import raw

    signs: list[_Sign] = []
    x, y = ctypes.c_double(), ctypes.c_double()
    size, cosine, sine = 1.0, 1, 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        if not 0 < code <= _LARGEST_SCALAR:
            continue
        sign = chr(code)
        if sign in "\r\n":
            yield _line(text, signs, page)
            signs = []
            continue
        if sign.isspace():
            if signs:
                signs.append(_Sign(" ", signs[-1].place, signs[-1].x, signs[-1].y))
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        place = _turned(sign, index, x.value, y.value, cosine, sine)
        if signs and _is_elsewhere(signs[-1], place, size):
            yield _line(text, signs, page)
            signs = []
        if not signs:
            size = _size(text, index)
            angle = _right_angle(raw.FPDFText_GetCharAngle(text, index))
            cosine, sine = round(math.cos(angle)), round(math.sin(angle))
            place = _turned(sign, index, x.value, y.value, cosine, sine)
        signs.append(place)
    yield _line(text, signs, page)


def _turned(sign: str, index: int, x: float, y: float, cosine: int, sine: int) -> _Sign:
    """The sign where it is once the page is turned so that its line runs along x."""
    return _Sign(sign, index, x * cosine + y * sine, y * cosine - x * sine)


def _size(text: Any, index: int) -> float:  # noqa: ANN401
    """The size of a sign's font, as it is shown."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    size = float(raw.FPDFText_GetFontSize(text, index)) * math.hypot(matrix.c, matrix.d)
    return size if 0.01 < size < 10_000 else 1.0


def _is_elsewhere(before: _Sign, sign: _Sign, size: float) -> bool:
    """Whether a sign stands on another line than the one before it."""
    step = abs(sign.y - before.y)
    return step > 1.5 * size or (step > 0.5 * size and sign.x < before.x)


def _line(text_page: Any, signs: list[_Sign], page: int) -> Line:  # noqa: ANN401
    if not signs:
        return Line("", page, 0, 0, 0, 1.0)
    *others, last = signs
    # a hyphen in the middle of a line is one
    text = "".join(sign.text for sign in others).replace(HYPHEN, "-") + last.text
    text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _BLANKS.sub(" ", text.translate(_BULLETS)).strip(" ")
    start, end = min(sign.x for sign in signs), max(sign.x for sign in signs)
    if _is_leftwards(text):
        start, end = -end, -start
    # the first sign may be a bullet or an initial, of another size
    size = _size(text_page, signs[len(signs) // 2].place)
    return Line(text, page, start, end, signs[0].y, size)


def _is_leftwards(text: str) -> bool:
    letters = [unicodedata.bidirectional(sign) for sign in text[:200] if sign.isalpha()]
    return sum(one in ("R", "AL") for one in letters) * 2 > len(letters)


def _right_angle(angle: float) -> float:
    """The quarter turn nearest to an angle in radians; 0 for an unknown one."""
    return round(angle / (math.pi / 2)) * (math.pi / 2) if angle > 0 else 0.0
