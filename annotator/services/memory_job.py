"""Learning from what was done: a job, in the background, in many small steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.services.changes import Changed, suggestions_changed
from annotator.services.jobs import Job

if TYPE_CHECKING:
    from annotator.domain.ids import DocumentId
    from annotator.services.changes import ChangeHub
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class LearnReport:
    """What came of it.

    articles: how many were gone over. changed: in how many of them suggestions are others now.
    """

    articles: int = 0
    changed: int = 0


def learn_job(
    project: Project, changes: ChangeHub, first: DocumentId | None = None
) -> Job[LearnReport]:
    """The job; see services.memory.Memory.learn_job()."""

    def work(context: JobContext) -> LearnReport:
        _take_in(project, changes, context)
        while project.memory.spread_some():
            context.check_cancelled()
        return _go_over(project, changes, context, first)

    return Job("Learning from the annotations", work)


def _take_in(project: Project, changes: ChangeHub, context: JobContext) -> None:
    """Folds the log. Once a project was upgraded or much was imported this takes some seconds."""
    is_other = False
    try:
        while (moved := project.memory.learn_some()) is not None:
            is_other = is_other or moved
            context.check_cancelled()
            context.report(0, None)
    finally:
        if is_other:
            changes.publish(Changed(memory=True))


def _go_over(
    project: Project, changes: ChangeHub, context: JobContext, first: DocumentId | None
) -> LearnReport:
    done = changed = 0
    total = project.memory.count_due()
    while (step := project.memory.refresh_some(first)) is not None:
        count, others = step
        done += count
        changed += len(others)
        if others:
            changes.publish(suggestions_changed(others))
        context.report(done, max(done, total))
        context.check_cancelled()
        if not count:
            break  # somebody is at work in a long article: later
    return LearnReport(done, changed)
