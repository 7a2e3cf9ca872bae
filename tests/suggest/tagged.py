"""Parsed texts made by hand: what a model would say is written beside each word."""

from __future__ import annotations

from itertools import pairwise

import spacy
from spacy.tokens import Doc

VOCAB = spacy.blank("en").vocab
_CLOSE_BEFORE = (",", ".", "!", "?", ":", ")", "]", "”", "'s", "’s", "\n")
_CLOSE_AFTER = ("(", "[", "“", "\n")


def tagged(written: str) -> Doc:
    """A doc from words written as word/TAG or word/TAG/TYPE, parted by spaces; "¶" ends a line.

    Neighbours of one type are one entity; "+" after the type begins a new one.
    """
    rows = [(one + "//").split("/")[:3] for one in written.split()]
    words = ["\n" if word == "¶" else word for word, _, _ in rows]
    spaces = [
        not (nxt in _CLOSE_BEFORE or word in _CLOSE_AFTER) for word, nxt in pairwise([*words, "\n"])
    ]
    types = [kind for _, _, kind in rows]
    marks = [
        f"{'I' if at and kind == types[at - 1].rstrip('+') else 'B'}-{kind.rstrip('+')}"
        if kind
        else "O"
        for at, kind in enumerate(types)
    ]
    tags = [tag or "NN" for _, tag, _ in rows]
    return Doc(VOCAB, words=words, spaces=spaces, tags=tags, ents=marks)
