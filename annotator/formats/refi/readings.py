"""How another program counts the positions of a source's selections.

The rules say code points, the end exclusive. But some programs count UTF-16 units, some take the
last character for the end, some count after line ends became one character each. Where the names
of selections are their text, as in most programs, they show which it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.errors import OffsetError
from annotator.domain.offsets import OffsetMap
from annotator.domain.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_JUDGED = 400
_ELLIPSES = ("…", "...")


class Place(NamedTuple):
    """A selection as its file has it. name: "" or, in most programs, its text, perhaps cut."""

    start: int
    end: int
    name: str


class Reading(NamedTuple):
    """A way to count.

    text: with the line ends that are counted. offsets: its UTF-16 map, where those are counted.
    to_end: 1 if ends are those of last characters, 0 otherwise.
    """

    text: str
    offsets: OffsetMap | None = None
    to_end: int = 0

    def span(self, place: Place) -> tuple[int, int]:
        """Start and end, in code points of `text`; those of the file where they are nowhere."""
        start, end = place.start, place.end + self.to_end
        if self.offsets is None:
            return start, end
        try:
            return self.offsets.from_u16(start), self.offsets.from_u16(end)
        except OffsetError:
            return start, end

    def fits(self, place: Place, *, to_the_edges: bool = False) -> bool:
        """Whether the selection's name is the text that stands there, or its beginning.

        to_the_edges: blanks at its beginning or end count as well.
        """
        start, end = self.span(place)
        if not 0 <= start < end <= len(self.text):
            return False
        there = self.text[start:end]
        ends_blank = there[-1].isspace() and is_whole(place.name)  # what is cut shows no end
        if to_the_edges and (there[0].isspace() or ends_blank):
            return there == place.name
        found, name = _squeezed(there), _squeezed(place.name)
        for ellipsis in _ELLIPSES:
            if name.endswith(ellipsis) and len(name) > len(ellipsis):
                return found == name or found.startswith(name.removesuffix(ellipsis).rstrip())
        return found == name


def is_whole(name: str) -> bool:
    """Whether a name, if it is a selection's text, is all of it."""
    return bool(name.strip()) and not name.rstrip().endswith(_ELLIPSES)


def reading_of(text: str, places: Sequence[Place]) -> tuple[Reading, bool]:
    """The way that most names agree with, the rules' own where none is better.

    Second: whether names are the selections' text at all.
    """
    named = [place for place in places if place.name.strip()][:_JUDGED]
    best, most = Reading(text), (0, 0)
    for reading in _readings(text) if named else ():
        exactly = sum(reading.fits(place, to_the_edges=True) for place in named)
        count = (exactly, sum(map(reading.fits, named)))
        if count > most:
            best, most = reading, count
        if exactly == len(named):
            break
    return best, most[1] * 2 > len(named)


def _readings(text: str) -> Iterator[Reading]:
    texts = [text]
    if "\r" in text:
        texts.append(normalise(text).text)
    for one in texts:
        offsets = OffsetMap(one)
        for to_end in (0, 1):
            yield Reading(one, None, to_end)
            if not offsets.is_identity:
                yield Reading(one, offsets, to_end)


def _squeezed(text: str) -> str:
    return " ".join(text.split())
