"""Ids: made by us, once; they survive undo and never name two things.

An id is a 63-bit integer: 41 bits of milliseconds since 2020, then 22 bits that start at random
and count up within the millisecond. So ids sort by their making, fit SQLite's rowid, and those of
two analysts do not meet when their projects do.
"""

from __future__ import annotations

import secrets
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from collections.abc import Callable

DocumentId = NewType("DocumentId", int)
AnnotationId = NewType("AnnotationId", int)
RelationId = NewType("RelationId", int)
SuggestionId = NewType("SuggestionId", int)
AnnotatorId = NewType("AnnotatorId", int)
EditId = NewType("EditId", int)
EntryId = NewType("EntryId", int)
RuleId = NewType("RuleId", int)

_EPOCH_MS = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp() * 1000)
_COUNTER_BITS = 22
_FIRST_BITS = 40
"""Of an id that is made before 2020, by a clock that has lost its battery: it lies at random in the
four minutes from then on."""
_LAST_BITS = 62
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
_PAIRS = [first + second for first in _DIGITS for second in _DIGITS]
_TEXT_LENGTH = 13


def now() -> datetime:
    """The time, aware, in UTC: the clock that the program runs on."""
    return datetime.now(UTC)


class IdMaker:
    """Makes ids that grow, whatever the clock does. Any thread may call it.

    newest: tells the newest id that was made before, 0 for none: is asked once, with the first id.
    """

    def __init__(
        self, clock: Callable[[], datetime] = now, newest: Callable[[], int] = lambda: 0
    ) -> None:
        self._clock = clock
        self._newest = newest
        self._last = 0
        self._lock = threading.Lock()

    def __call__(self) -> int:
        """The next id."""
        milliseconds = int(self._clock().timestamp() * 1000) - _EPOCH_MS
        with self._lock:
            self._last = (self._last or self._first()) + 1
            if milliseconds > self._last >> _COUNTER_BITS:
                # half the counter is left free, so that a burst stays in its millisecond
                start = secrets.randbits(_COUNTER_BITS - 1)
                self._last = (milliseconds << _COUNTER_BITS) | start
            return self._last

    def _first(self) -> int:
        """What the first id comes after."""
        newest = self._newest()
        # an id that leaves no room for others after it was not made by us
        return newest if 0 < newest < 1 << _LAST_BITS else secrets.randbits(_FIRST_BITS)


def id_text(value: int) -> str:
    """An id as files show it: 13 characters of Crockford's base 32, which sort as the ids do."""
    return (
        f"{_DIGITS[value >> 60]}{_PAIRS[value >> 50 & 1023]}{_PAIRS[value >> 40 & 1023]}"
        f"{_PAIRS[value >> 30 & 1023]}{_PAIRS[value >> 20 & 1023]}{_PAIRS[value >> 10 & 1023]}"
        f"{_PAIRS[value & 1023]}"
    )


def parse_id(text: str) -> int:
    """The id that id_text() wrote. Raises ValueError for anything else."""
    if len(text) != _TEXT_LENGTH:
        raise ValueError(f"{text!r} is not an id")
    value = 0
    for character in text:
        value = value * 32 + _DIGITS.index(character)
    if value >= 1 << 63:
        raise ValueError(f"{text!r} is not an id")
    return value
