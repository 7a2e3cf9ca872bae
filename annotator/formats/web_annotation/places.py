"""Where a target stands in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.errors import OffsetError
from annotator.domain.offsets import OffsetMap

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHARACTERS = re.compile(r"char=(\d{1,12}),(\d{1,12})")
_MOST = 10_000


class Place(NamedTuple):
    """What the selectors of a target say. start, end: None where none gives a position.

    exact: the text, "" where none gives it; prefix, suffix: that before and after it.
    """

    start: int | None = None
    end: int | None = None
    exact: str = ""
    prefix: str = ""
    suffix: str = ""


def place_of(selectors: object) -> Place:
    """What a selector, or several that say the same in other ways, tell."""
    place = Place()
    for one in selectors if isinstance(selectors, list) else [selectors]:
        match one:
            case {"type": "TextPositionSelector", "start": int(start), "end": int(end)}:
                place = place._replace(start=start, end=end)
            case {"type": "TextQuoteSelector", "exact": str(exact)}:
                place = place._replace(exact=exact)
            case {"type": "FragmentSelector", "value": str(value)}:
                found = _CHARACTERS.fullmatch(value)
                if found and place.start is None:
                    place = place._replace(start=int(found[1]), end=int(found[2]))
        match one:
            case {"type": "TextQuoteSelector", "prefix": str(prefix)}:
                place = place._replace(prefix=prefix)
        match one:
            case {"type": "TextQuoteSelector", "suffix": str(suffix)}:
                place = place._replace(suffix=suffix)
    return place


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds places in one text.

    offsets: its UTF-16 map. The model counts code points; programs in JavaScript often do not.
    """

    text: str
    offsets: OffsetMap

    @classmethod
    def of(cls, text: str) -> Finder:
        """The finder of a text."""
        return cls(text, OffsetMap(text))

    def find(self, place: Place) -> tuple[int, int]:
        """Start and end in code points. Raises ValueError, its text a clause, if they are nowhere.

        Positions are given back as they are, even where other words stand there than the quote
        says; only where the quote stands at the same numbers of UTF-16 units, those are meant.
        """
        start, end = place.start, place.end
        if start is not None and end is not None:
            if place.exact and not self._stands(start, place.exact):
                moved = self._from_u16(start, end)
                if moved and self._stands(moved[0], place.exact):
                    return moved
            return start, end
        if not place.exact:
            raise ValueError("it neither says at which character it stands nor quotes the text")
        found = list(self._quoted(place))
        if not found:
            raise ValueError("the text it quotes is not in the article")
        if len(found) > 1:
            raise ValueError(f"the text it quotes is in the article {len(found):,} times")
        return found[0], found[0] + len(place.exact)

    def _stands(self, start: int, exact: str) -> bool:
        return start >= 0 and self.text.startswith(exact, start)

    def _from_u16(self, start: int, end: int) -> tuple[int, int] | None:
        try:
            return self.offsets.from_u16(start), self.offsets.from_u16(end)
        except OffsetError:
            return None

    def _quoted(self, place: Place) -> Iterator[int]:
        """Where the quote stands: with the text around it, or anywhere if that is nowhere."""
        everywhere = list(self._occurrences(place.exact))
        fitting = [
            at
            for at in everywhere
            if self.text.endswith(place.prefix, 0, at)
            and self.text.startswith(place.suffix, at + len(place.exact))
        ]
        yield from fitting or everywhere

    def _occurrences(self, exact: str) -> Iterator[int]:
        at = self.text.find(exact)
        for _ in range(_MOST):
            if at < 0:
                return
            yield at
            at = self.text.find(exact, at + 1)
