"""Edits that may be large: small ones are made at once, large ones in a job; each has its undo."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.domain.errors import AnnotatorError

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.edits import Edit
    from annotator.services.jobs import Job
    from annotator.services.project_edits import ProjectEdits
    from annotator.ui.main_window import MainWindow

_AT_ONCE = 300
"""So many marks are changed well within a tenth of a second."""


class LargeEdits(QObject):
    """Carries out jobs that make one edit, and offers to take it back."""

    failed = Signal(object)
    """An AnnotatorError that an edit met."""

    def __init__(self, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window

    def carry_out(
        self,
        edits: ProjectEdits,
        job: Job[Edit | None],
        size: int,
        on_done: Callable[[Edit], None] = lambda _: None,
    ) -> None:
        """Makes an edit of about so many marks; on_done gets it, unless there was nothing to do.

        A large one works in the background; its progress is in the status bar.
        """

        def done(edit: Edit | None) -> None:
            if edit is not None:
                on_done(edit)

        if size > _AT_ONCE:
            self._window.jobs.run(job, done)
            return
        try:
            edit = edits.at_once(job)
        except AnnotatorError as error:
            self.failed.emit(error)
        else:
            done(edit)

    def tell(self, edits: ProjectEdits, edit: Edit, sentence: str) -> None:
        """Says what was done, with a button that takes just that back."""
        self._window.notice.show_text(
            sentence,
            self.tr("Undo"),
            partial(self.carry_out, edits, edits.take_back(edit), len(edit.changes)),
        )
