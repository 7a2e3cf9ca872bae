"""What is done about a project whose file was moved, removed or replaced while it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.services.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.errors import ProjectMoved
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project


class PuttingBack:
    """Small projects are put back by whoever finds out; large ones by the job, once one is told."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def when_due(self, tell: Callable[[], None]) -> None:
        """Calls `tell`, in whatever thread, if job() is to be run: soon, and not by `tell` itself.

        Without it nobody is told, and large projects are put back where it is found, too.
        """
        self._project.putting_back.when_due(tell)

    @property
    def is_needed(self) -> bool:
        """Whether closing the project would have to do it; asked in some microseconds."""
        return self._project.putting_back.is_needed

    def job(self, *, is_closing: bool = False) -> Job[ProjectMoved | None]:
        """A job that puts back what was stored, and returns what is to be told of it.

        None if the file is there again. Edits are refused meanwhile. is_closing: the project is
        about to be closed; where its folder is gone, the user's own will do.
        """

        def work(context: JobContext) -> ProjectMoved | None:
            def step(done: int, total: int) -> None:
                context.check_cancelled()
                context.report(done, total)

            context.check_cancelled()
            return self._project.putting_back.run(step, is_closing=is_closing)

        return Job("Putting the project back", work)
