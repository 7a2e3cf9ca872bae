"""Characters as a reader counts them: what a caret passes in one step."""

from __future__ import annotations

import unicodedata

JOINER = "\u200d"
_NON_JOINER = "\u200c"
_SOFT_HYPHEN = "\u00ad"
_LINE_ENDS = "\n\u2028\u2029"


def next_character(text: str, offset: int, step: int) -> int:
    """The end of the character after the offset (step 1), or the start of the one before (-1).

    Letters keep their accents, emoji sequences and flags stay whole. At the edge of the text: the
    offset itself.
    """
    edge = len(text) if step > 0 else 0
    while offset != edge:
        offset += step
        if not parts_a_character(text, offset):
            break
    return offset


def parts_a_character(text: str, offset: int) -> bool:
    """Whether an offset lies within what is read as one character."""
    if not 0 < offset < len(text) or text[offset] < "\u0300":
        return False
    before, after = text[offset - 1], text[offset]
    if is_regional(after):
        first = offset
        while first and is_regional(text[first - 1]):
            first -= 1
        return (offset - first) % 2 == 1
    if before == JOINER:
        return unicodedata.category(after) == "So"
    return before not in _LINE_ENDS and (after == JOINER or is_extender(after))


def is_extender(character: str) -> bool:
    """Whether it belongs to the character before it: accents, vowel signs, skin tones."""
    return (
        unicodedata.category(character)[0] == "M"
        or character in (_NON_JOINER, _SOFT_HYPHEN)
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
        or "\u1160" <= character <= "\u11ff"
    )


def is_regional(character: str) -> bool:
    """Whether it is half of a flag."""
    return "\U0001f1e6" <= character <= "\U0001f1ff"
