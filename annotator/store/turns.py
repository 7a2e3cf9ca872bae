"""Whose turn it is to write: one thread at a time, and who need not wait for long is refused."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from annotator.domain.errors import ProjectError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

_PATIENCE_S = 0.05


def _is_large() -> ProjectError:
    return ProjectError(
        "A large change is being stored, so this was not done. Try again when it is finished."
    )


class Turns:
    """Our own threads never wait for SQLite's busy timeout, but here. `with` waits however long.

    A thread that has its turn may take it again.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._refusal: Callable[[], ProjectError] | None = None

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lock.release()

    @contextmanager
    def engaged(self, refusal: Callable[[], ProjectError] = _is_large) -> Iterator[None]:
        """Keeps all others from writing for long; whoever comes by soon() is refused with that."""
        with self._lock:
            before, self._refusal = self._refusal, refusal
            try:
                yield
            finally:
                self._refusal = before

    @contextmanager
    def soon(self) -> Iterator[None]:
        """Keeps all others from writing; waits for them only if they write for a moment.

        Raises ProjectError while another thread is engaged.
        """
        while not self._lock.acquire(timeout=0 if self._refusal else _PATIENCE_S):
            refusal = self._refusal
            if refusal is not None:
                raise refusal()
        try:
            yield
        finally:
            self._lock.release()
