"""Where the same words stand again: in a text, by their characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.characters import is_extender
from annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.ids import DocumentId
    from annotator.domain.segments import Mark

_AROUND = 60
"""Code points of context on either side."""

# nothing parts the words of these scripts, so an occurrence may begin or end anywhere in them
UNPARTED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u309f\u3100-\u312f\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""The characters, as a class of a regular expression lists them."""

_UNPARTED = re.compile(f"[{UNPARTED}]")


@dataclass(frozen=True, slots=True)
class Words:
    """What is looked for: just these characters.

    case: whether capitals count. whole: not within a longer word.
    """

    text: str
    case: bool = True
    whole: bool = True

    @property
    def is_parted(self) -> bool:
        """Whether each occurrence must begin and end where a word does, at both ends."""
        return self.whole and not any(map(_UNPARTED.match, (self.text[:1], self.text[-1:])))


class Occurrence(NamedTuple):
    """One place where the words stand, with what is marked there.

    before, words, after: the line it is seen in. marks: annotations and pending suggestions that
    share a character with it, in reading order.
    """

    document_id: DocumentId
    title: str
    span: Span
    before: str
    words: str
    after: str
    marks: tuple[Mark, ...]

    def same(self, label: str, *, suggested: bool) -> Mark | None:
        """The annotation (or suggestion) of just this span and label."""
        for mark in self.marks:
            if (
                mark.label == label
                and mark.is_suggestion == suggested
                and (mark.start, mark.end) == (self.span.start, self.span.end)
            ):
                return mark
        return None

    def others(self, label: str, *, suggested: bool) -> tuple[str, ...]:
        """The other labels of annotations (or suggestions) that lie over it, each once."""
        found = (
            one.label for one in self.marks if one.is_suggestion == suggested and one.label != label
        )
        return tuple(dict.fromkeys(found))


def find(text: str, words: Words) -> Iterator[Span]:
    """The occurrences in order, none over another.

    Raises ValueError for no words.
    """
    if not words.text:
        raise ValueError("there is nothing to look for")
    pattern = re.compile(re.escape(words.text), 0 if words.case else re.IGNORECASE)
    start = 0
    while found := pattern.search(text, start):
        if not words.whole or is_whole(text, *found.span()):
            yield Span(*found.span())
            start = found.end()
        else:
            start = found.start() + 1


def occurrence(
    document_id: DocumentId, title: str, text: str, span: Span, marks: tuple[Mark, ...]
) -> Occurrence:
    """The occurrence of a span, with the text around it in one line."""
    start, end = span.start, span.end
    return Occurrence(
        document_id,
        title,
        span,
        _in_line(text[max(0, start - _AROUND) : start]).lstrip(),
        _in_line(text[start:end]),
        _in_line(text[end : end + _AROUND]).rstrip(),
        marks,
    )


def is_unparted(character: str) -> bool:
    """Whether nothing parts the words of its script."""
    return _UNPARTED.match(character) is not None


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on over either end, as the full-text index sees words."""
    goes_on_before = start > 0 and _joins(text[start], text[start - 1])
    goes_on_after = end < len(text) and (is_extender(text[end]) or _joins(text[end - 1], text[end]))
    return not (goes_on_before or goes_on_after)


def _joins(own: str, neighbour: str) -> bool:
    """Whether the character at an end of an occurrence is in one word with its neighbour."""
    return not _UNPARTED.match(own) and _is_in_word(own) and _is_in_word(neighbour)


def _is_in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or is_extender(character)


def _in_line(text: str) -> str:
    return text.replace("\n", " ")
