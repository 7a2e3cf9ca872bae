"""Tokens, for the formats that are made of them, and what they do to spans.

The tokeniser is spaCy's for the article's language, without any model; it is the one that spaCy
and Prodigy use themselves. See token_spans for spans that overlap.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_left, bisect_right
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from annotator.domain.characters import parts_a_character
from annotator.domain.span import Span
from annotator.spacy_library import spacy_library

if TYPE_CHECKING:
    from collections.abc import Iterator

ANY_LANGUAGE = "xx"

LONGEST_RUN = 400
"""Characters without white space that are tokenised at once; the time grows with their square."""

_PIECE = 500_000
_LEARNING = 200_000
_CODE = re.compile(r"[a-z]{2,3}")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPLIT = re.compile(r"\S \S")
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text, in its order; together they cover it.

    starts, ends: code-point offsets. spaces: whether a single " " follows that belongs to no
    token. blank: whether a token is of nothing but white space (no other holds any).
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    spaces: tuple[bool, ...]
    blank: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def words(self) -> list[str]:
        """The text of each token."""
        text = self.text
        return [text[start:end] for start, end in zip(self.starts, self.ends, strict=True)]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Where a span stands among tokens.

    first_token, end_token: indices, half-open; neither edge is a blank token.
    span: what those tokens cover: the span itself, if it fits.
    """

    first_token: int
    end_token: int
    span: Span

    def __len__(self) -> int:
        """How many tokens it covers."""
        return self.end_token - self.first_token


def aligned(span: Span, tokens: Tokens) -> Aligned | None:
    """The whole tokens that a span touches, less white space at its edges.

    None if it touches nothing but white space.
    """
    first = bisect_right(tokens.ends, span.start)
    end = bisect_left(tokens.starts, span.end)
    while first < end and tokens.blank[first]:
        first += 1
    while first < end and tokens.blank[end - 1]:
        end -= 1
    if first >= end:
        return None
    return Aligned(first, end, Span(tokens.starts[first], tokens.ends[end - 1]))


def tokenise(text: str, language: str) -> Tokens:
    """The tokens of a text.

    language: the article's, "en-GB"; English where it is not known, and a tokeniser for any
    language where spaCy has none of its own. Any thread may call it.
    """
    language = _language_code(language)
    starts: list[int] = []
    ends: list[int] = []
    spaces: list[bool] = []
    with _LOCK:
        tokenizer = _tokeniser(language)
        for first, last in _pieces(text):
            at = first
            for length, space in tokenizer.lengths(text[first:last]):
                starts.append(at)
                ends.append(at + length)
                spaces.append(space)
                at += length + space
    blank = tuple(
        text[start].isspace() and text[start:end].isspace()
        for start, end in zip(starts, ends, strict=True)
    )
    return Tokens(text, tuple(starts), tuple(ends), tuple(spaces), blank)


def _language_code(language: str) -> str:
    code = re.split("[-_]", language.strip().lower())[0]
    if not code:
        return "en"
    return code if _CODE.fullmatch(code) else ANY_LANGUAGE


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The text in parts that give the same tokens as the whole would, but for very long runs."""
    at = 0
    for cut in sorted({*_between_words(text), *_in_long_runs(text), len(text)}):
        if cut > at:
            yield at, cut
            at = cut


def _between_words(text: str) -> Iterator[int]:
    """Where a long text may be cut: after single spaces."""
    found = _SPLIT.search(text, _PIECE)
    while found:
        yield found.end() - 1
        found = _SPLIT.search(text, found.end() + _PIECE)


def _in_long_runs(text: str) -> Iterator[int]:
    if all(len(word) <= LONGEST_RUN for word in text.split()):
        return
    for run in re.finditer(r"\S+", text):
        for cut in range(run.start() + LONGEST_RUN, run.end(), LONGEST_RUN):
            end = cut
            while parts_a_character(text, end) and end < cut + LONGEST_RUN // 2:
                end += 1
            yield end


class _Tokeniser:
    """spaCy's for one language. Not for two threads at once."""

    def __init__(self, nlp: Any) -> None:  # noqa: ANN401 - spaCy has no types
        self._nlp = nlp
        self._learned = 0

    def lengths(self, text: str) -> list[tuple[int, bool]]:
        """Each token's length, and whether a single " " follows it that is no token."""
        self._learned += len(text)
        # half a surrogate pair can be in a Python string but not in spaCy's UTF-8
        text = _SURROGATES.sub("\ufffd", text)
        # a zone forgets its words at its end, or memory would grow with every article; the words
        # of the first ones stay, and make the rest quick
        with self._nlp.memory_zone() if self._learned > _LEARNING else nullcontext():
            doc = self._nlp.tokenizer(text)
            if doc.text != text:
                return _lengths_of_runs(text)
            pairs = doc.to_array(["LENGTH", "SPACY"]).tolist()
            return [(length, space == 1) for length, space in pairs]


def _lengths_of_runs(text: str) -> list[tuple[int, bool]]:
    """For languages whose tokeniser changes the text: white space and what lies between it."""
    runs = re.findall(r"(\S+)( ?)|(\s+)", text)
    return [(len(word or white), bool(space)) for word, space, white in runs]


@cache
def _tokeniser(language: str) -> _Tokeniser:
    try:
        return _Tokeniser(spacy_library().blank(language))
    except ImportError:  # a language it does not know, or one that wants another library
        return _Tokeniser(spacy_library().blank(ANY_LANGUAGE))
