"""Copies of a project file, in case the file itself is damaged one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.services.jobs import Job

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.store.project import Project


class BackingUp:
    """Makes rotating backups beside the project file."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def job(self) -> Job[Path | None]:
        """A job that makes a backup; returns None where nothing changed since the last one."""
        return Job("Making a backup", lambda _: self._project.back_up())
