"""What a project has done between keys, so that no key has to wait for it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from annotator.services.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.services.jobs import JobContext
    from annotator.store.project import Project

_WORTH_IT = 25
"""Edits after which the file is brought up to date: often enough that its log stays small."""
_LONG_S = 60.0
"""Or so many seconds after which a few are enough: other programs are to see the file in use."""


class Housekeeping:
    """Nothing depends on any of it; leaving it out only makes some keys slower."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._last = time.monotonic()

    def warm_up(self) -> Iterator[None]:
        """Gets ready what gestures will need; a step takes a millisecond or two."""
        return self._project.warm_up()

    @property
    def is_due(self) -> bool:
        """Whether job() is worth its while."""
        few = 1 if time.monotonic() - self._last > _LONG_S else _WORTH_IT
        return self._project.unfolded >= few

    def job(self) -> Job[None]:
        """A job that brings the file up to date with its write-ahead log."""

        def work(_context: JobContext) -> None:
            self._last = time.monotonic()
            self._project.fold()

        return Job("Bringing the file up to date", work)
