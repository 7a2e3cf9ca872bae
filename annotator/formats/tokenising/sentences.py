"""Sentences of tokens, for the formats that are made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.sentences import sentences
from annotator.domain.span import Span
from annotator.formats.tokenising.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator


def tokens_by_sentence(text: str, language: str) -> Iterator[list[Span]]:
    """The tokens of each sentence; those of nothing but white space are none.

    Every character that is no white space is in one token. A token that goes on after the end
    of its sentence stays in it whole.
    """
    starts = [one.start for one in sentences(text)][1:]
    starts.reverse()
    tokens = tokenise(text, language)
    gathered: list[Span] = []
    for start, end, blank in zip(tokens.starts, tokens.ends, tokens.blank, strict=True):
        if blank:
            continue
        if starts and start >= starts[-1]:
            if gathered:
                yield gathered
            gathered = []
            while starts and start >= starts[-1]:
                starts.pop()
        gathered.append(Span(start, end))
    if gathered:
        yield gathered
