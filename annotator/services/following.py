"""Notices what others write to a project that is open for reading."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.store.project import Project


class Moved(Enum):
    """What has happened since one looked last."""

    NOTHING = auto()
    WRITTEN = auto()
    """Somebody else has written to the file."""
    REPLACED = auto()
    """Another file has its name now, so that nothing new will be seen in this one."""


class Following:
    """Asked each second or so, which costs some microseconds."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._last = project.glance() if project.read_only else None

    def look(self) -> Moved:
        """What others have done; nothing for whoever writes, for nobody else does then.

        Raises ProjectError after the project was closed.
        """
        before = self._last
        if before is None:
            return Moved.NOTHING
        self._last = now = self._project.glance()
        if not all(now.file):  # it is away for a moment, or the share is
            self._last = before
            return Moved.NOTHING
        if now.file != before.file:
            return Moved.REPLACED
        return Moved.NOTHING if now == before else Moved.WRITTEN
