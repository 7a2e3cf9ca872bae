"""One tag a token: how spans that do not overlap are written among tokens, and read again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

TAGGINGS = ("IOB2", "BILUO", "IOBES", "IOB1")
OUTSIDE = "O"

# the letters of a first, an inner, a last and an only token
_LETTERS = {
    "IOB2": ("B", "I", "I", "B"),
    "BILUO": ("B", "I", "L", "U"),
    "IOBES": ("B", "I", "E", "S"),
    "IOB1": ("I", "I", "I", "I"),
}
_TAG = re.compile(r"([BILUESM])[-_](\S.*)", re.DOTALL)
_BEGINS = frozenset("BUS")
_ENDS = frozenset("LEUS")


class Tagged(NamedTuple):
    """A label on tokens, or on rows; half-open."""

    first: int
    end: int
    label: str


def tags_of(spans: Iterable[Tagged], count: int, tagging: str) -> list[str]:
    """A tag for each of `count` tokens.

    spans: in order, without overlap. tagging: one of TAGGINGS.
    """
    tags = [OUTSIDE] * count
    first_letter, inner, last, only = _LETTERS[tagging]
    before = Tagged(0, -1, "")
    for span in spans:
        touches = tagging == "IOB1" and before.end == span.first and before.label == span.label
        begin = "B" if touches else first_letter
        if span.end - span.first == 1:
            tags[span.first] = f"{'B' if touches else only}-{span.label}"
        else:
            tags[span.first] = f"{begin}-{span.label}"
            inside = [f"{inner}-{span.label}"] * (span.end - span.first - 2)
            tags[span.first + 1 : span.end - 1] = inside
            tags[span.end - 1] = f"{last}-{span.label}"
        before = span
    return tags


def is_tag(text: str) -> bool:
    """Whether a column's value is a tag of any of the ways."""
    return text == OUTSIDE or _TAG.fullmatch(text) is not None


@dataclass(slots=True)
class TagReader:
    """Reads the tags of a file, in whichever of the ways they are written.

    What does not continue a span begins one, as the scorer of the CoNLL tasks has it.
    broken: how many spans begin with the tag of an inner or a last token; first_broken: the line
    of the first, -1 if there is none. begun: whether spans begin with tags of their own.
    """

    broken: int = 0
    first_broken: int = -1
    begun: bool = False

    def spans(
        self, tags: Sequence[str], *, breaks: Collection[int] = (), lines: Sequence[int] = ()
    ) -> list[Tagged]:
        """The spans of one document.

        breaks: tokens before which a sentence ends. lines: the line of each token, for
        first_broken. What is no tag counts as outside.
        """
        found: list[Tagged] = []
        first, label = -1, ""  # of the span that may go on
        ended = ("", -1)  # the label of the token before, and its number

        def close(end: int) -> None:
            nonlocal first
            if first >= 0:
                found.append(Tagged(first, end, label))
            first = -1

        for number, tag in enumerate(tags):
            match = None if tag == OUTSIDE else _TAG.fullmatch(tag)
            if match is None:
                close(number)
                continue
            letter, name = match.groups()
            goes_on = first >= 0 and label == name and number not in breaks
            if letter in _BEGINS or not goes_on:
                close(number)
                first, label = number, name
                self._note(letter, ended == (name, number - 1), lines, number)
            if letter in _ENDS:
                close(number + 1)
            ended = (name, number)
        close(len(tags))
        return found

    def _note(self, letter: str, touches: bool, lines: Sequence[int], number: int) -> None:
        if letter in _BEGINS:
            # where only some spans begin with B, after one of the same label, the tags are IOB1
            self.begun = self.begun or letter != "B" or not touches
        else:
            self.broken += 1
            if self.first_broken < 0 and lines:
                self.first_broken = lines[number]

    @property
    def is_repaired(self) -> bool:
        """Whether some spans begin as they may in IOB1 or IOE, where others begin with B."""
        return self.begun and self.broken > 0
