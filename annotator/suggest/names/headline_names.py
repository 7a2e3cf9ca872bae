"""Which names to believe in headlines, where nearly every word has a capital."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.names.gazetteer import place
from annotator.suggest.names.kinds import of_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from annotator.suggest.names.mentions import Mention
    from annotator.suggest.names.tokens import Tokens


def without_headline_words(tokens: Tokens, found: Sequence[Mention]) -> list[Mention]:
    """The mentions without those in headlines that nothing but a capital makes names."""
    if not tokens.headline:
        return list(found)

    def is_in_headline(one: Mention) -> bool:
        return one.first in tokens.headline

    known = {tokens.text(one.first, one.end).casefold() for one in found if not is_in_headline(one)}
    parts = {part for name in known for part in name.split()}
    return [
        one
        for one in found
        if not is_in_headline(one) or _is_name(tokens.text(one.first, one.end), one, known, parts)
    ]


def _is_name(name: str, mention: Mention, known: AbstractSet[str], parts: AbstractSet[str]) -> bool:
    """Whether a mention in a headline is more than a word with a capital.

    known: the names outside of headlines; parts: the words in them; all of them folded.
    """
    if name.casefold() in known:
        return True
    listed = place(name)
    if listed is not None and listed.rank > 1:
        return True
    words_of_name = name.casefold().split()
    if of_words(words_of_name) not in {"", "nothing"}:
        return True
    if not mention.model or len(words_of_name) == 1:
        return False
    return mention.model == "PERSON" or words_of_name[-1] in parts
