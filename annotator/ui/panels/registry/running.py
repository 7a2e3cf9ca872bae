"""How the registry's page runs the jobs of its tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.services.jobs import Job

T = TypeVar("T")


class Run(Protocol):
    """Runs a job; what it raises is told on the page."""

    def __call__(
        self,
        job: Job[T],
        on_done: Callable[[T], None] = lambda _: None,
        on_failed: Callable[[], None] = lambda: None,
    ) -> None:
        """on_failed: is called as well if the job raised or was stopped."""
        ...
