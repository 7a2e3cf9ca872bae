"""Finding the few tokens of a text that matter, without looking at each."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.strings import StringStore
    from spacy.tokens import Doc, Token


def tokens_in(doc: Doc, words: frozenset[str]) -> Iterator[Token]:
    """The tokens whose form in lower case is one of the words, in order."""
    wanted = _ids(doc.vocab.strings, words)
    for i, form in enumerate(doc.to_array("LOWER").tolist()):
        if form in wanted:
            yield doc[i]


@lru_cache(maxsize=16)
def _ids(strings: StringStore, words: frozenset[str]) -> frozenset[int]:
    """What a vocabulary keeps in place of the words."""
    return frozenset(strings[word] for word in words)
