"""Which short form stands for which name: "Merrow Harbour Board (MHB)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.suggest.names.nouns import ORGANISATIONS
from annotator.suggest.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.suggest.names.mentions import Mention
    from annotator.suggest.names.tokens import Tokens

_SMALL = words("of the and for in on de del la le les et y du des und der die & - to al el as")
_PARTS = re.compile(r"[\w&]+")
_LONGEST_EXPANSION = 9
"""Words before a bracket that may be what the letters in it stand for."""


def is_acronym(name: str) -> bool:
    """Whether a name is two to eight letters, mostly capitals: "HTS", "NGOs", "UNHCR"."""
    letters = [char for char in name if char.isalpha()]
    return 2 <= len(letters) <= 8 and sum(map(str.isupper, letters)) >= 0.6 * len(letters)


def stands_for(acronym: str, name: str) -> bool:
    """Whether the capitals of an acronym begin the words of a name, one each, in their order.

    Small words of the name may be passed over.
    """
    letters = [char.lower() for char in acronym if char.isupper()]
    parts = [part.lower() for part in _PARTS.findall(name)]
    strong = [part for part in parts if part not in _SMALL]
    return bool(letters) and any(letters == [part[0] for part in one] for one in (strong, parts))


def acronyms(tokens: Tokens, found: Sequence[Mention]) -> Iterator[tuple[int, int | None]]:
    """Pairs of mentions by their indices: an acronym, and the name it stands for.

    The second is None where the letters stand for words that are no name: "gross domestic
    product (GDP)".
    """
    for at, mention in enumerate(found):
        text = tokens.text(mention.first, mention.end)
        if tokens.small(mention.first - 1) != "(" or not is_acronym(text):
            continue
        before = found[at - 1] if at else None
        if before and mention.first - before.end <= 2 and _is_for(tokens, text, before):
            yield at, at - 1
        elif _spells_plain_words(tokens, text, mention.first - 1):
            yield at, None
    for at in range(len(found) - 1):
        text = tokens.text(found[at].first, found[at].end)
        after = found[at + 1]
        bracket = tokens.small(after.first - 1) == "(" and after.first - found[at].end == 1
        if bracket and is_acronym(text) and _is_for(tokens, text, after):
            yield at, at + 1


def _is_for(tokens: Tokens, acronym: str, name: Mention) -> bool:
    return name.end - name.first > 1 and stands_for(acronym, tokens.text(name.first, name.end))


def _spells_plain_words(tokens: Tokens, acronym: str, bracket: int) -> bool:
    """Whether words before the bracket, at least one of them small, begin with the letters."""
    for begin in range(bracket - 1, max(-1, bracket - _LONGEST_EXPANSION), -1):
        inside = tokens.texts[begin:bracket]
        if not inside[0][0].isalpha():
            continue
        plain = any(word.islower() and word not in _SMALL for word in inside)
        if (
            plain
            and inside[-1] not in ORGANISATIONS
            and stands_for(acronym.upper().removesuffix("S") or acronym, " ".join(inside))
        ):
            return True
    return False
