"""How much two articles are one: wire copies, and the versions of a story that is written on.

A text is looked at as the set of its runs of five words. Of that set only a sketch is kept (a
MinHash signature), from which it can be told how much two sets have in common.

Source: Broder 1997, On the resemblance and containment of documents.
"""

from __future__ import annotations

import re
import unicodedata
from operator import eq
from struct import Struct
from typing import NamedTuple

from annotator.domain.words import ALONE

RUN = 5
"""Words that are looked at together."""
VALUES = 128
"""Of a sketch, a byte each: of the least hashes their lowest bits."""
SHARED = 0.7
"""So much of the shorter text stands in its copy, too."""
RESEMBLING = 0.3
"""And so much of what stands in either stands in both: a copy is no small part of something."""

_FEWEST_RUNS = 5
"""A text of fewer is too short for anything but the whole of it to be compared."""
_PROSE_SPACES = 7
"""A line with fewer is a headline, a byline, a caption or a button."""
_DENSE = 1.5
"""Bytes a character has, on average, in a text that may be of a script without spaces."""
_BY_CHANCE = 1 / 256
"""How often the lowest bytes of different hashes are the same."""
_BANDS = Struct("<20I")
"""Of four values each; the last of the sketch count in comparisons only."""

_SIGNS = re.compile(rb"\xe2[\x80\x81].|\xc2[\x80-\xbf]|\xe3\x80.", re.DOTALL)
"""Quotation marks, dashes and spaces beyond ASCII, in UTF-8."""
_PLAIN = bytes(one if one >= 128 or chr(one).isalnum() else 32 for one in range(256))


class Sketch(NamedTuple):
    """What is kept of a text. size: how many runs it has; minima: the VALUES."""

    size: int
    minima: bytes

    def bands(self) -> list[int]:
        """Numbers of which two sketches share one, most likely, if their texts are copies.

        How likely, by how much they resemble each other: 0.4: 40 %, 0.5: 72 %, 0.6: 94 %,
        0.7: 99.6 %; 0.1: 0.2 %.
        """
        values = _BANDS.unpack_from(self.minima)
        return [number << 32 | value for number, value in enumerate(values)]


def runs(text: str) -> set[bytes]:
    """The runs of words that a text is compared by; empty for one without words.

    Case, signs and kinds of spaces are of no account, nor are short lines, unless they are most of
    the text. A text of a few words is one run, from its first to its last.
    """
    words = _words(_prose(text))
    if len(words) < RUN + _FEWEST_RUNS - 1:
        words = _words(text)
        if len(words) < RUN + _FEWEST_RUNS - 1:
            return {b" ".join(words)} if words else set()
    return set(map(b" ".join, zip(*(words[one:] for one in range(RUN)), strict=False)))


def resemblance(one: Sketch, other: Sketch) -> float:
    """How much of what stands in either text stands in both, 0..1, by their sketches.

    Two thirds of the estimates are off by 0.04 or less.
    """
    same: float = sum(map(eq, one.minima, other.minima)) / VALUES
    return max(0.0, (same - _BY_CHANCE) / (1 - _BY_CHANCE))


def are_copies(one: Sketch, other: Sketch) -> bool:
    """Whether two texts are one story: the same, or one of them grown from the other."""
    resembling = resemblance(one, other)
    if resembling < RESEMBLING:
        return False
    common = resembling / (1 + resembling) * (one.size + other.size)
    return common >= SHARED * min(one.size, other.size)


def _prose(text: str) -> str:
    """The long lines, where they are most of the text; else all of it."""
    long = "\n".join([one for one in text.split("\n") if one.count(" ") >= _PROSE_SPACES])
    return long if 2 * len(long) >= len(text) else text


def _words(text: str) -> list[bytes]:
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()
    raw = plain.encode("utf-8", "surrogatepass")
    if len(raw) > _DENSE * len(plain):
        raw = ALONE.sub(r" \g<0> ", plain).encode("utf-8", "surrogatepass")
    return _SIGNS.sub(b" ", raw).translate(_PLAIN).split()
