"""Words of a text, for hands: what a double click takes and a nudge moves by.

Not the tokenisation of any format. Where nothing parts the words of a language each character
counts as one.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from annotator.domain.abbreviations import WITH_FULL_STOP
from annotator.domain.characters import JOINER, is_extender, is_regional, next_character
from annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_REACH = 400
ALONE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u309f\u3100-\u312f\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, hiragana and ideographs: no space parts their words."""


class _Classes(dict[int, int]):
    """Maps each character to one that says what it is, for str.translate.

    A upper, a lower, o other letter; S, s: the letter s; 0 digit; i stands alone; m belongs to
    the character before; z joiner; r half a flag; $ currency; @ also #; y other symbol; the marks
    that stand inside of words for themselves; p other punctuation; a space for all else.
    """

    def __missing__(self, code: int) -> int:
        self[code] = ord(_class_of(chr(code)))
        return self[code]


def _class_of(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    if is_extender(character):
        return "m"
    if is_regional(character):
        return "r"
    if ALONE.match(character):
        return "i"
    category = unicodedata.category(character)
    if category[0] == "L":
        return {"Lu": "A", "Lt": "A", "Ll": "a"}.get(category, "o")
    by_kind = {"N": "0", "P": "p", "S": "$" if category == "Sc" else "y"}
    return "y" if category == "Co" else by_kind.get(category[0], " ")


_SPECIAL = {
    JOINER: "z",
    "s": "s",
    "S": "S",
    "_": "a",
    "'": "'",
    "’": "'",
    "-": "-",
    "\u2010": "-",
    "\u2011": "-",
    ".": ".",
    ",": ",",
    "&": "&",
    "@": "@",
    "#": "@",
    "%": "%",
    "‰": "%",
}
_CLASSES = _Classes()

_LETTER = "[AaoSs]"
_IN_WORD = "[AaoSs0mz]"
_PIECE = f"[AaoSs0]{_IN_WORD}*"
_WORD = re.compile(
    rf"""
    (?P<clitic> (?<={_IN_WORD}) ' [sS] (?!{_IN_WORD}) )   # the 's of Assad's
  | [$@]?                                                 # $3,000, @mayor
    (?: (?: {_LETTER} m* \. ){{2,}} (?: {_LETTER} m* (?!{_IN_WORD}) )?  # U.S., e.g., U.S.A
      | {_PIECE} )
    (?: ' (?! [sS] (?!{_IN_WORD}) ) {_PIECE}              # don't
      | [-&] {_PIECE}                                     # Al-Assad, AT&T
      | (?<=0) [.,] (?=0) {_PIECE}                        # 3,000.50
      | (?<=[as]) \. (?=[as]) {_PIECE}                    # bbc.co.uk
    )*
    (?: (?<=0) % )?
  | i m*
  | rr?
  | y m* (?: z y m* )*                                    # emoji
  | [$m]+
    """,
    re.VERBOSE,
)


def words_around(text: str, offset: int) -> list[Span]:
    """The words near an offset, in order; the 's of a possessive counts as one of its own.

    A word that begins or ends hundreds of characters away may be cut there.
    """
    first, last = max(0, offset - _REACH), min(len(text), offset + _REACH)
    classes = text[first:last].translate(_CLASSES)
    result = []
    for match in _WORD.finditer(classes):
        start, end = first + match.start(), first + match.end()
        if classes[match.end() : match.end() + 1] == ".":
            end += text[start:end].casefold() in WITH_FULL_STOP
        result.append(Span(start, end))
    return result


def word_at(text: str, offset: int) -> Span | None:
    """The word that the offset is in, or at the end of; None between words.

    The 's of a possessive is left to its word: for Assad's it is Assad.
    """
    words = words_around(text, offset)
    found = holding(words, offset)
    if found is not None and text[found.start] in "'’":
        return words[max(0, words.index(found) - 1)]
    return found


def holding(spans: Iterable[Span], offset: int) -> Span | None:
    """The span that covers the character at the offset, else the one that ends there."""
    ended = None
    for span in spans:
        if span.covers(offset):
            return span
        if span.end == offset:
            ended = span
    return ended


def next_word_start(text: str, offset: int, step: int) -> int:
    """The start of a word: the first after the offset (step 1) or the last before it (step -1).

    After the last word's start comes its end. Where there is none near, the offset moved by one
    character, within the text.
    """
    words = words_around(text, offset)
    places = [*(span.start for span in words), *(span.end for span in words[-1:])]
    return _nearest(places, text, offset, step)


def next_word_end(text: str, offset: int, step: int) -> int:
    """The same for ends of words; before the first word's end comes its start."""
    words = words_around(text, offset)
    places = [*(span.start for span in words[:1]), *(span.end for span in words)]
    return _nearest(places, text, offset, step)


def _nearest(places: list[int], text: str, offset: int, step: int) -> int:
    if step > 0:
        found = min((one for one in places if one > offset), default=-1)
    else:
        found = max((one for one in places if one < offset), default=-1)
    return next_character(text, offset, step) if found < 0 else found
