"""The history of an article, step by step, and the way to any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.edits import HistoryStep, StepState
from annotator.domain.errors import NotAllowed, UnknownName

if TYPE_CHECKING:
    from annotator.domain.ids import DocumentId
    from annotator.services.editing import Editing
    from annotator.store.project import Project

BEGINNING = 0
"""The number of the place before the first step."""


class Histories:
    """Lists the steps of an article and goes to one by undo and redo."""

    def __init__(self, project: Project, editing: Editing) -> None:
        self._project = project
        self._editing = editing

    def steps(self, document_id: DocumentId) -> tuple[HistoryStep, ...]:
        """The edits of an article, and those of the project that touch it, oldest first."""
        return self._project.steps(document_id)

    def go_to(self, document_id: DocumentId, number: int) -> int:
        """Undoes or redoes until the article is as it was right after a step.

        number: the step's, or BEGINNING. Returns how many were undone (positive) or done again
        (negative). All of it is one transaction. Raises UnknownName for a step that is not there
        or cannot be done again, NotAllowed where a step of the whole project cannot be undone.
        """
        steps = self.steps(document_id)
        later = _done_after(steps, number)
        missing = _undone_to(steps, number)
        with self._editing.gesture():
            for _ in range(later):
                self._editing.undo(document_id)
            for _ in range(missing):
                self._editing.redo(document_id)
            there = self.steps(document_id)
            if _done_after(there, number) or _undone_to(there, number):
                raise NotAllowed(
                    "A step of the whole project lies between, which was undone elsewhere;"
                    " do it again there first."
                )
        return later - missing


def _done_after(steps: tuple[HistoryStep, ...], number: int) -> int:
    """How many steps hold that came after one."""
    known = {step.number: step for step in steps}
    if number != BEGINNING and (number not in known or known[number].state is StepState.DROPPED):
        raise UnknownName("step", str(number), ())
    return sum(step.number > number and step.state is StepState.DONE for step in steps)


def _undone_to(steps: tuple[HistoryStep, ...], number: int) -> int:
    """How many steps up to one were taken back, and must be done again to hold it."""
    return sum(step.number <= number and step.state is StepState.UNDONE for step in steps)
