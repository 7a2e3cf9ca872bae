"""Edits of many articles, or of many things in one: made in a job, one undo each."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from annotator.domain.errors import NotAllowed
from annotator.services.changes import changed_by
from annotator.services.conflicts import explaining
from annotator.services.drafts import Drafts
from annotator.services.jobs import Job, JobContext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from annotator.domain.annotation import Annotator
    from annotator.domain.edits import Change, Edit, HistoryStatus
    from annotator.domain.ids import DocumentId
    from annotator.services.changes import ChangeHub
    from annotator.store.project import Project

    Build = Callable[[JobContext], Sequence[Change]]

T = TypeVar("T")


class ProjectEdits:
    """Applies edits and publishes them, on the thread it is called on.

    While one of its jobs stores its edit, no gesture waits: each is refused with a sentence.
    Changes of one kind that follow each other are stored together, so builders sort them by kind.
    """

    def __init__(self, project: Project, annotator: Annotator, changes: ChangeHub) -> None:
        self._project = project
        self._annotator = annotator
        self._changes = changes
        self._drafts = Drafts(project, annotator)

    def job(
        self, title: str, verb: str, build: Build, *, document_id: DocumentId | None = None
    ) -> Job[Edit | None]:
        """A job that makes one edit of the changes that `build` returns; None for no changes.

        title: for the status bar. verb: for the menu's undo. build: gets the job's context, may
        report progress and raise; nothing is stored then. document_id: whose undo the edit
        belongs to, None for that of each article it touches.
        Cancelled, the job stores nothing. It raises NotAllowed if something was changed meanwhile.
        """

        def work(context: JobContext) -> Edit | None:
            scheme = self._project.scheme()
            edit = self._drafts.edit(verb, build(context), document_id)
            context.check_cancelled()
            if edit.changes:
                context.report(0, None, "storing")
                with self._explaining(edit), self._project.engaged():
                    if self._project.scheme() != scheme:
                        raise NotAllowed(
                            f"“{verb}” was not done, because the label scheme was changed"
                            " meanwhile. Look and try again."
                        )
                    self._project.apply(edit)
                    self._publish(edit)  # before anybody can write again, or it would come late
            return edit if edit.changes else None

        return Job(title, work)

    def apply(
        self, verb: str, changes: Sequence[Change], *, document_id: DocumentId | None = None
    ) -> Edit | None:
        """Makes a small edit at once; returns it, None for no changes. Raises as the job does."""
        if not changes:
            return None
        edit = self._drafts.edit(verb, changes, document_id)
        with self._explaining(edit), self._project.together():
            self._project.apply(edit)
        self._publish(edit)
        return edit

    def at_once(self, job: Job[T]) -> T:
        """Does the work of a small job here and now.

        Raises what the job raises, or ProjectError while a large change is being stored.
        """
        with self._project.soon():
            return job.work(JobContext())

    def undo(self) -> Edit | None:
        """Takes back the newest edit of the whole project; None if there is none.

        Raises NotAllowed if something it touched was changed since.
        """
        return self._step(None, self._project.together(), redo=False)

    def redo(self) -> Edit | None:
        """Does again what undo() took back last; None if there is nothing."""
        return self._step(None, self._project.together(), redo=True)

    def history_job(self, document_id: DocumentId | None, *, redo: bool) -> Job[Edit | None]:
        """The same as a job, for edits too large for a key press; document_id: as everywhere."""

        def work(context: JobContext) -> Edit | None:
            context.report(0, None)
            with self._project.engaged():  # until it is published
                return self._step(document_id, self._project.engaged(), redo=redo)

        return Job("Redoing" if redo else "Undoing", work)

    def take_back(self, edit: Edit) -> Job[Edit | None]:
        """A job that undoes just this edit; it raises NotAllowed if something was done since."""

        def work(context: JobContext) -> Edit | None:
            context.report(0, None)
            with self._project.engaged():
                if self._project.newest_edit(edit.document_id) != edit.id:
                    raise NotAllowed(
                        f"“{edit.verb}” is not the last change any more."
                        " Undo what was done after it first."
                    )
                return self._step(edit.document_id, self._project.engaged(), redo=False)

        return Job("Undoing", work)

    def history_status(self) -> HistoryStatus:
        """What undo() and redo() would do."""
        return self._project.history_status(None)

    # ------------------------------------------------------------ parts

    def _explaining(self, edit: Edit) -> AbstractContextManager[None]:
        return explaining(self._project, f"“{edit.verb}” was not done", "Look and try again.")

    def _step(
        self, document_id: DocumentId | None, during: AbstractContextManager[None], *, redo: bool
    ) -> Edit | None:
        step = self._project.redo if redo else self._project.undo
        what = "done again" if redo else "taken back"
        with explaining(self._project, f"The last change cannot be {what}"), during:
            done = step(document_id, annotator_id=self._annotator.id, at=self._project.now())
        if done is not None:
            self._publish(done if redo else done.inverse())
        return done

    def _publish(self, edit: Edit) -> None:
        self._changes.publish(changed_by(edit))
