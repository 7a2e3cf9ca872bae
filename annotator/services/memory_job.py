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
    from annotator.services.memory_process import StudyProcess
    from annotator.store.memory_study import Study
    from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class LearnReport:
    """What came of it.

    articles: how many were gone over. changed: in how many of them suggestions are others now.
    """

    articles: int = 0
    changed: int = 0


def learn_job(
    project: Project,
    changes: ChangeHub,
    first: DocumentId | None = None,
    process: StudyProcess | None = None,
) -> Job[LearnReport]:
    """The job; see services.memory.Memory.learn_job(). process: who computes; None: the job."""

    def work(context: JobContext) -> LearnReport:
        study = None if process is None else process.study(lambda: context.is_cancelled)
        _take_in(project, changes, context, study)
        while project.memory.spread_some(study):
            context.check_cancelled()
        return _go_over(project, changes, context, first, study)

    return Job("Learning from the annotations", work)


def _take_in(
    project: Project, changes: ChangeHub, context: JobContext, study: Study | None
) -> None:
    """Folds the log. Once a project was upgraded or much was imported this takes some seconds."""
    is_other = False
    try:
        while (moved := project.memory.learn_some(study)) is not None:
            is_other = is_other or moved
            context.check_cancelled()
            context.report(0, None)
    finally:
        if is_other:
            changes.publish(Changed(memory=True))


def _go_over(
    project: Project,
    changes: ChangeHub,
    context: JobContext,
    first: DocumentId | None,
    study: Study | None,
) -> LearnReport:
    done = before = 0
    changed: set[DocumentId] = set()
    total = project.memory.count_due()
    while True:
        for count, others in project.memory.refresh_some(first, study):
            done += count
            changed.update(others)
            if others:
                changes.publish(suggestions_changed(others))
            context.report(done, max(done, total))
            context.check_cancelled()
        if done == before:
            return LearnReport(
                done, len(changed)
            )  # or somebody is at work in a long article: later
        before = done
