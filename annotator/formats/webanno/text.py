"""The text of an article, put together from its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import OffsetError, UnreadableInput
from annotator.domain.offsets import OffsetMap
from annotator.formats.webanno.escaping import unescape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.formats.common.article_files import Remarks
    from annotator.formats.webanno.parser import Lines

WIDEST_GAP = 100_000
"""UTF-16 units between two sentences; more is a damaged file."""


def text_of(sentences: list[Lines], remarks: Remarks) -> str:
    """The text that the rows' offsets count in.

    What stands between sentences is not in the file: there a line ends. Raises UnreadableInput
    if sentences overlap or lie too far apart.
    """
    parts: list[str] = []
    length_u16 = gaps = 0
    for sentence in sentences:
        first = sentence.units[0]
        gap = first.start_u16 - length_u16
        if not 0 <= gap <= WIDEST_GAP:
            fault = "before the end of the sentence before it" if gap < 0 else "far behind it"
            raise UnreadableInput(f"The sentence of line {first.line} begins {fault}.")
        gaps += bool(gap and parts)
        text = _sentence(sentence)
        parts += (("\n" if parts else " ") * gap, text)
        length_u16 += gap + OffsetMap(text).length_u16
    if gaps:
        remarks(
            "The file does not have what stands between its sentences; a line ends there"
            f" ({gaps:,} times)."
        )
    return "".join(parts)


def _sentence(sentence: Lines) -> str:
    """Its text; older programs did not escape it."""
    if not sentence.text:
        return _of_tokens(sentence)
    raw = "\n".join(sentence.text)
    if "\\" not in raw:
        return raw
    text = unescape(raw)
    forms = [one.form for one in sentence.units]
    is_raw = _holds(raw, sentence, forms) and not _holds(text, sentence, map(unescape, forms))
    return raw if is_raw else text


def _of_tokens(sentence: Lines) -> str:
    text = ""
    base = sentence.units[0].start_u16
    for unit in sentence.units:
        if "." not in unit.id:
            gap = min(unit.start_u16 - base - OffsetMap(text).length_u16, WIDEST_GAP)
            text += " " * gap + unescape(unit.form)
    return text


def _holds(text: str, sentence: Lines, forms: Iterable[str]) -> bool:
    """Whether every token stands in the text where it says, in that form."""
    offsets = OffsetMap(text)
    base = sentence.units[0].start_u16
    try:
        return all(
            text[offsets.from_u16(one.start_u16 - base) : offsets.from_u16(one.end_u16 - base)]
            == form
            for one, form in zip(sentence.units, forms, strict=True)
        )
    except OffsetError:
        return False
