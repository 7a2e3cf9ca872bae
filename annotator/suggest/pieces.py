"""Cutting a long text into pieces that are parsed one by one.

A parse takes some kilobytes for each word, so that of a 50 MB text would not fit into memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 50_000
"""Code points; an article beyond this is cut. The process that reads a 5 MB
text for all built-in suggesters then takes 410 MB at most."""

_ENDS = ("\n", ". ", " ")


class Piece(NamedTuple):
    """A stretch of a text. offset: of its first character, in code points."""

    offset: int
    text: str


def cut(text: str, *, longest: int = LONGEST) -> Iterator[Piece]:
    """The text in order and without gaps, in pieces of at most `longest` code points.

    A piece ends where a paragraph does; within a paragraph that is too long, where a sentence or
    at least a word does. Raises ValueError unless longest is positive.
    """
    if longest < 1:
        raise ValueError(f"pieces of {longest} characters")
    start = 0
    while len(text) - start > longest:
        end = _end(text, start, start + longest)
        yield Piece(start, text[start:end])
        start = end
    yield Piece(start, text[start:])


def _end(text: str, start: int, limit: int) -> int:
    # the second half only, lest one early line end should make a tiny piece
    earliest = start + (limit - start) // 2
    for mark in _ENDS:
        found = text.rfind(mark, earliest, limit)
        if found >= 0:
            return found + len(mark)
    return limit
