"""What happens to a text once, at import, and what is measured of it."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from dataclasses import dataclass

from annotator.domain.errors import OffsetError

_CRLF = re.compile("\r\n")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text whose line ends are all "\\n", and the way there from the raw text's offsets.

    text: the normalised text.
    dropped: raw offsets of the "\\n" of each CR LF pair, ascending; those characters are gone.
    raw_length: length of the raw text, in code points.
    """

    text: str
    dropped: tuple[int, ...]
    raw_length: int

    def offset(self, raw: int) -> int:
        """The normalised offset of a raw one; both in code points.

        An offset between the CR and the LF of a pair becomes the offset before the line end.
        Raises OffsetError outside of the raw text.
        """
        if not 0 <= raw <= self.raw_length:
            raise OffsetError(f"{raw} is outside of a text of {self.raw_length} characters")
        inside_pair = 1 if self._is_dropped(raw) else 0
        return raw - bisect_left(self.dropped, raw) - inside_pair

    def _is_dropped(self, raw: int) -> bool:
        at = bisect_left(self.dropped, raw)
        return at < len(self.dropped) and self.dropped[at] == raw


def normalise(raw: str) -> Normalised:
    """CR LF and lone CR become "\\n"; nothing else changes.

    Done once, at import, before anything is measured: Qt keeps CR LF as one position.
    """
    if "\r" not in raw:
        return Normalised(raw, (), len(raw))
    dropped = tuple(match.start() + 1 for match in _CRLF.finditer(raw))
    return Normalised(_CRLF.sub("\n", raw).replace("\r", "\n"), dropped, len(raw))


def fingerprint(text: str) -> str:
    """SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def paragraph_starts(text: str) -> list[int]:
    """Code-point offset of the first character of each paragraph (line); at least [0]."""
    starts = [0]
    find = text.find
    at = find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = find("\n", at + 1)
    return starts


def title_of(text: str, *, longest: int = 160) -> str:
    """A headline for a text that brought none: its first line with words, cut at a word."""
    for line in text.split("\n"):
        line = " ".join(line.split())
        if line:
            return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + "…"
    return ""


def cut(text: str, longest: int) -> str:
    """A text in one line, for messages and menus; what is longer ends in “…”."""
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
