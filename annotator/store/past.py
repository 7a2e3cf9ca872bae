"""What can be asked of a project about its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.store import history, steps
from annotator.store.asking import Asking

if TYPE_CHECKING:
    from annotator.domain.edits import HistoryEntry, HistoryStatus, HistoryStep
    from annotator.domain.ids import DocumentId, EditId


class Past(Asking):
    """The part of a Project that reads which edits were made, and which can be taken back."""

    def history_status(self, document_id: DocumentId | None) -> HistoryStatus:
        """What undo and redo would do now."""
        return self._ask(history.status, document_id)

    def newest_edit(self, document_id: DocumentId | None) -> EditId | None:
        """The edit that undo would take back; None if there is none."""
        return self._ask(history.newest_edit, document_id)

    def step_size(self, document_id: DocumentId | None, *, redo: bool) -> int:
        """How many changes undo (or redo) would make; 0 if there is nothing to do."""
        return self._ask(history.step_size, document_id, redo=redo)

    def history(self, document_id: DocumentId | None) -> tuple[HistoryEntry, ...]:
        """The log of a document, or of the edits of the whole project, oldest first."""
        return self._ask(history.entries, document_id)

    def steps(self, document_id: DocumentId) -> tuple[HistoryStep, ...]:
        """The edits of a document, and those of the project that touch it, oldest first."""
        return tuple(self._ask(steps.read_steps, document_id))

    def history_of(self, value_id: int) -> tuple[HistoryEntry, ...]:
        """The log as far as it touches one value, oldest first, with no other changes."""
        return self._ask(history.entries_of_value, value_id)
