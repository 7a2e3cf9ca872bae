"""The history of an article, step by step, and the way to any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.edits import HistoryStep, StepState
from annotator.domain.errors import NotAllowed, UnknownName
from annotator.services.changes import changed_by
from annotator.services.conflicts import explaining
from annotator.services.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.annotation import Annotator
    from annotator.domain.edits import Edit
    from annotator.domain.ids import DocumentId
    from annotator.services.changes import ChangeHub
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project

_MOST_AT_ONCE = 1_000
"""So many changes are undone in a blink, well below a tenth of a second."""

BEGINNING = 0
"""The number of the place before the first step."""


class Histories:
    """Lists the steps of an article and goes to one by undo and redo."""

    def __init__(self, project: Project, annotator: Annotator, changes: ChangeHub) -> None:
        self._project = project
        self._annotator = annotator
        self._changes = changes

    def steps(self, document_id: DocumentId) -> tuple[HistoryStep, ...]:
        """The edits of an article, and those of the project that touch it, oldest first."""
        return self._project.steps(document_id)

    def is_long(self, document_id: DocumentId, number: int) -> bool:
        """Whether the way to a step would keep a window waiting, and belongs into job_to()."""
        between = (one.changes for one in self.steps(document_id) if _is_between(one, number))
        return sum(between) > _MOST_AT_ONCE

    def go_to(self, document_id: DocumentId, number: int) -> int:
        """Undoes or redoes until the article is as it was right after a step.

        number: the step's, or BEGINNING. Returns how many were undone (positive) or done again
        (negative). All of it is one transaction. Raises UnknownName for a step that is not there
        or cannot be done again, NotAllowed where a step on the way cannot be undone.
        """
        done: list[Edit] = []
        what = "The article cannot be taken there"
        with explaining(self._project, what), self._project.together():
            steps = self.steps(document_id)
            later, missing = _done_after(steps, number), _undone_to(steps, number)
            for _ in range(later):
                done += [edit.inverse() for edit in self._stepped(self._project.undo, document_id)]
            for _ in range(missing):
                done += self._stepped(self._project.redo, document_id)
            there = self.steps(document_id)
            if _done_after(there, number) or _undone_to(there, number):
                raise NotAllowed(
                    "A step of the whole project lies between, which was undone elsewhere;"
                    " do it again there first."
                )
        for edit in done:
            self._changes.publish(changed_by(edit))
        return later - missing

    def job_to(self, document_id: DocumentId, number: int) -> Job[int]:
        """The same as a job, for a long way; meanwhile gestures are refused."""

        def work(context: JobContext) -> int:
            context.report(0, None)
            with self._project.engaged():
                return self.go_to(document_id, number)

        return Job("Going back in the history", work)

    def _stepped(self, step: Callable[..., Edit | None], document_id: DocumentId) -> list[Edit]:
        edit = step(document_id, annotator_id=self._annotator.id, at=self._project.now())
        return [] if edit is None else [edit]


def _is_between(step: HistoryStep, number: int) -> bool:
    """Whether going to a step undoes this one, or does it again."""
    is_later = step.number > number
    return step.state is (StepState.DONE if is_later else StepState.UNDONE)


def _done_after(steps: tuple[HistoryStep, ...], number: int) -> int:
    """How many steps hold that came after one."""
    known = {step.number: step for step in steps}
    if number != BEGINNING and (number not in known or known[number].state is StepState.DROPPED):
        raise UnknownName("step", str(number), ())
    return sum(step.number > number and _is_between(step, number) for step in steps)


def _undone_to(steps: tuple[HistoryStep, ...], number: int) -> int:
    """How many steps up to one were taken back, and must be done again to hold it."""
    return sum(step.number <= number and _is_between(step, number) for step in steps)
