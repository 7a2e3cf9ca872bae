"""What a search has found so far: its job puts it there, whoever shows it takes it out."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Findings(Generic[T]):
    """Any thread may call any method. count: of all that was ever put there."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: list[T] = []
        self._stopped = threading.Event()
        self.count = 0

    def put(self, found: Sequence[T]) -> None:
        """Adds what was found."""
        with self._lock:
            self._found += found
            self.count += len(found)

    def take(self) -> list[T]:
        """What came since the last time."""
        with self._lock:
            found, self._found = self._found, []
        return found

    def stop(self) -> None:
        """Nobody wants to see more: the job ends early."""
        self._stopped.set()

    @property
    def is_stopped(self) -> bool:
        """Whether nobody wants more."""
        return self._stopped.is_set()
