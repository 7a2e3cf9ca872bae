"""Whether a project file is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.services.jobs import Job

if TYPE_CHECKING:
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project


class Checking:
    """Integrity of the file, the history and the offsets."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def job(self) -> Job[list[str]]:
        """A job that returns what is wrong, in sentences; nothing if all is well."""

        def work(context: JobContext) -> list[str]:
            def step(done: int, total: int) -> None:
                context.check_cancelled()
                context.report(done, total)

            return self._project.check(step)

        return Job("Checking the project", work)
