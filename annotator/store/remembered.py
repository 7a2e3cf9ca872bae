"""What is read from the file once, and again only after it was changed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from annotator.store.connection import Database

T = TypeVar("T")


class Remembered(Generic[T]):
    """A value that many ask for and few change. Any thread may ask.

    is_fixed: nobody here changes it, and somebody elsewhere may; so it is read each time.
    """

    def __init__(
        self, database: Database, read: Callable[[Connection], T], *, is_fixed: bool
    ) -> None:
        self._database = database
        self._read = read
        self._is_fixed = is_fixed
        self._lock = threading.Lock()
        self._known: T | None = None
        self._version = 0
        self._moving = 0

    def value(self) -> T:
        """What the asking thread's transaction sees, else what is committed."""
        known, version = self._known, self._version
        if known is not None:
            return known
        with self._database.reading() as connection:
            found = self._read(connection)
        with self._lock:
            # what was read while it was being changed may be gone by now, or never be committed
            if version == self._version and not self._moving and not self._is_fixed:
                self._known = found
        return found

    def forget(self) -> None:
        """This thread's transaction changes it: until that is over, nobody keeps it."""
        self._move(1)
        self._database.afterwards(lambda: self._move(-1))

    def _move(self, step: int) -> None:
        with self._lock:
            self._known = None
            self._version += 1
            self._moving += step
