"""Copies of a project file, in case the file itself is damaged one day, or work is regretted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.services.jobs import Job
from annotator.store import backups, differences, restoring

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from annotator.domain.backups import Backups, Preview
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project


class BackingUp:
    """Makes rotating backups beside the project file, compares them, and prepares the way back."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def job(self) -> Job[Path | None]:
        """A job that makes a backup; returns None where nothing changed since the last one."""
        return Job("Making a backup", lambda context: self._project.back_up(_step(context)))

    def overview_job(self) -> Job[Backups]:
        """A job that lists the backups, newest first, with what they hold."""
        return overview_job(self._project.path)

    def preview_job(self, backup: Path) -> Job[Preview]:
        """A job that says what would change if the backup took the project's place."""
        return preview_job(backup, self._project.path)

    def copy_job(self, target: Path) -> Job[Path]:
        """A job that writes the whole project, its history included, to one new file."""
        return _copy_job(self._project.path, target, "Saving a copy")

    def prepare_job(self, backup: Path) -> Job[Path]:
        """A job that does what is long about restoring; what it returns is for restore().

        The project may be worked on meanwhile.
        """
        path = self._project.path
        return Job(
            "Preparing the backup",
            lambda context: restoring.prepare(backup, path, on_step=_step(context)),
        )


def restore(ready: Path, path: Path) -> Path:
    """Puts what was prepared in the place of the project, which must be closed.

    Returns where the project as it was now lies: nothing is deleted. Raises ProjectError.
    """
    return restoring.put_in_place(ready, _real(path))


def restore_job(backup: Path, path: Path) -> Job[Path]:
    """Both at once, for a project that nobody has open; returns what restore() does."""
    return Job(
        "Restoring the backup",
        lambda context: restoring.restore_backup(backup, _real(path), on_step=_step(context)),
    )


def folder_of(path: Path) -> Path:
    """Where the backups of a project lie."""
    return backups.folder_of(_real(path))


def has_backups(path: Path) -> bool:
    """Whether there is any backup of a project, which itself may be gone."""
    return bool(backups.backups_of(_real(path)))


def time_of(backup: Path) -> datetime:
    """When a backup was made, aware, in UTC."""
    return backups.time_of(backup)


def overview_job(path: Path) -> Job[Backups]:
    """The backups of a project that need not be open, nor whole."""
    real = _real(path)
    return Job("Reading the backups", lambda context: backups.overview(real, _step(context)))


def preview_job(backup: Path, path: Path) -> Job[Preview]:
    """What would change if the backup took the place of a project that need not be open."""
    return Job(
        "Comparing the backup",
        lambda context: differences.preview(backup, _real(path), lambda: context.is_cancelled),
    )


def open_as_copy_job(backup: Path, target: Path) -> Job[Path]:
    """A job that makes a project of its own of a backup, in a new file; returns that file."""
    return _copy_job(backup, target, "Copying the backup")


def _copy_job(source: Path, target: Path, title: str) -> Job[Path]:
    def work(context: JobContext) -> Path:
        restoring.save_copy(source, target, on_step=_step(context))
        return target

    return Job(title, work)


def _real(path: Path) -> Path:
    """What a link leads to: that is replaced, and its name is that of the folder of backups."""
    return Path(os.path.realpath(path))


def _step(context: JobContext) -> Callable[[int, int], None]:
    def step(done: int, total: int) -> None:
        context.check_cancelled()
        context.report(done, total)

    return step
