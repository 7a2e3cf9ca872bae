"""The phrases that a project does something about, found in a text in one pass."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.memory import is_cased, plain
from annotator.domain.occurrences import UNPARTED, is_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.memory import Verdict

# a stretch of word characters, or one character of a script that nothing parts
_PIECE = re.compile(f"[{UNPARTED}]|[^\\W{UNPARTED}]+")

_Shape = tuple[int, int]
"""Characters of a phrase before its first piece, and in all."""


class Found(NamedTuple):
    """A place where a phrase stands, in code points, and what follows there."""

    start: int
    end: int
    verdict: Verdict


class Lexicon:
    """Phrases with their verdicts. One thread may look things up while another puts some in.

    A phrase with a capital letter is found as it is written and, in lines without any small
    letter, in capitals; one without is found whatever its case. Each only where it is not part
    of a longer word.
    """

    def __init__(self) -> None:
        self._cased: dict[str, Verdict] = {}
        self._loud: dict[str, tuple[str, ...]] = {}
        self._uncased: dict[str, Verdict] = {}
        self._shapes: dict[str, tuple[_Shape, ...]] = {}
        self._counts: dict[str, Counter[_Shape]] = {}

    def __len__(self) -> int:
        return len(self._cased) + len(self._uncased)

    def put(self, text: str, verdict: Verdict | None) -> None:
        """What follows for a phrase from now on; None for nothing."""
        known = self._cased if is_cased(text) else self._uncased
        first = _PIECE.search(text)
        if first is None:  # nothing begins with it
            return
        if verdict is not None:
            if text not in known:
                self._count(text, first, 1)
            known[text] = verdict
        elif known.pop(text, None) is not None:
            self._count(text, first, -1)
        if known is self._cased:
            self._shout(text, is_known=verdict is not None)

    def find(self, text: str) -> Iterator[Found]:
        """All places, by their start, the longer first; they may lie over each other."""
        if not self._shapes:
            return
        text = plain(text)
        shapes = self._shapes
        for piece in _PIECE.finditer(text):
            here = shapes.get(piece[0].lower())
            if here is not None:
                yield from self._at(text, piece.start(), here)

    def _at(self, text: str, first: int, shapes: tuple[_Shape, ...]) -> Iterator[Found]:
        for lead, length in shapes:
            start, end = first - lead, first - lead + length
            if start < 0 or end > len(text):
                continue
            verdict = self._verdict(text, start, end)
            if verdict is not None and is_whole(text, start, end):
                yield Found(start, end, verdict)

    def _verdict(self, text: str, start: int, end: int) -> Verdict | None:
        words = text[start:end]
        found = self._cased.get(words)
        if found is None and words in self._loud and _is_loud(text, start, end):
            found = self._cased.get(self._loud[words][0])
        return self._uncased.get(words.lower()) if found is None else found

    def _shout(self, text: str, *, is_known: bool) -> None:
        loud = text.upper()
        if loud == text or len(loud) != len(text):
            return
        texts = {*self._loud.get(loud, ())} - {text}
        if is_known:
            texts.add(text)
        if texts:
            self._loud[loud] = tuple(sorted(texts))
        else:
            self._loud.pop(loud, None)

    def _count(self, text: str, first: re.Match[str], step: int) -> None:
        key = first[0].lower()
        counts = self._counts.setdefault(key, Counter())
        counts[first.start(), len(text)] += step
        left = [shape for shape, count in counts.items() if count > 0]
        if left:
            # the longest from its first character first; replaced whole: others may be reading
            self._shapes[key] = tuple(sorted(left, key=lambda shape: (-shape[0], -shape[1])))
        else:
            del self._shapes[key], self._counts[key]


def _is_loud(text: str, start: int, end: int) -> bool:
    """Whether the line has no small letter."""
    stop = text.find("\n", end)
    line = text[text.rfind("\n", 0, start) + 1 : len(text) if stop < 0 else stop]
    return line.upper() == line
