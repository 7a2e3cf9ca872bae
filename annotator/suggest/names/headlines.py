"""Lines in which a capital letter does not tell a name: headlines in title case or all capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHORTEST = 4
"""Words of a headline; what is shorter may be a name that stands alone."""
_SHARE = 0.7
"""Of its words that are all capitals."""
_WORDS_TO_A_SLIP = 7
"""Content words of a headline among which one may be small."""
_LINKS = words(
    """
    a an and as at but by for from he her his how if in into is it its not of off on or out over
    she that the their they this to up was we what when where who why will with you
    """
)
_IN_NAMES = words("a an and by for her his in of on the")
_ENDS = frozenset({".", "!", "?", "”", '"', ","})
_TOP = 3
"""Lines with anything in them that are the likeliest place for a headline."""


def headlines(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The headlines among the lines of a text, as half-open ranges of token indices."""
    begin = lines = 0
    for end in [*(at for at, text in enumerate(texts) if "\n" in text), len(texts)]:
        lines += end > begin
        if is_headline(texts[begin:end], at_top=lines <= _TOP):
            yield begin, end
        begin = end + 1


def is_headline(line: Sequence[str], *, at_top: bool = True) -> bool:
    """Whether the words of a line have capitals for another reason than being names.

    at_top: whether it is among the first lines; further down a row of names is likelier, unless
    it has a word like "to" that names have not.
    """
    spelled = [word for word in line if word[0].isalpha()]
    if len(spelled) < _SHORTEST:
        return False
    if sum(word.isupper() for word in spelled) >= _SHARE * len(spelled):
        return True
    content = [word for word in spelled if word.lower() not in _LINKS]
    capitals = sum(word[0].isupper() for word in content)
    if capitals < max(_SHORTEST, len(content) - len(content) // _WORDS_TO_A_SLIP):
        return False
    if at_top and line[-1] not in _ENDS:
        return True
    return any(word.lower() in _LINKS and word.lower() not in _IN_NAMES for word in spelled[1:])
