"""The label scheme, edited while the project is open: each edit counted first, and undoable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import NotAllowed
from annotator.domain.scheme_draft import SchemeDraft, checked
from annotator.formats.scheme_file import write_scheme
from annotator.services.atomic import atomic_file
from annotator.services.jobs import Job
from annotator.services.scheme_migration import Migration
from annotator.services.starter_schemes import scheme_from

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from annotator.domain.edits import Edit
    from annotator.domain.labels import LabelScheme
    from annotator.services.jobs import JobContext
    from annotator.services.project_edits import ProjectEdits
    from annotator.services.scheme_impact import Impact
    from annotator.store.project import Project


class Schemes:
    """Drafts of another label scheme for a project, what they would do, and doing it."""

    def __init__(self, project: Project, edits: ProjectEdits) -> None:
        self._project = project
        self._edits = edits

    def draft(self) -> SchemeDraft:
        """A draft that changes nothing yet."""
        return SchemeDraft(self._project.scheme())

    def counts(self) -> Mapping[str, int]:
        """How many annotations each label of the scheme has, those of hidden articles too."""
        return dict.fromkeys(self._project.scheme().names(), 0) | self._project.labelled.counts()

    def preview(self, draft: SchemeDraft) -> Job[Impact]:
        """A job that counts what a draft would do; it stores nothing. Raises as job() does."""

        def work(context: JobContext) -> Impact:
            migration = self._migration(draft, context)
            migration.changes()
            return migration.impact

        return Job("Counting", work)

    def job(self, draft: SchemeDraft) -> Job[Edit | None]:
        """A job that makes a draft the project's scheme; all that is annotated follows: one edit.

        Returns None if that changes nothing. Where the scheme gets names that it did not have,
        suggesters will go over all articles once more, since what they said under these names
        was dropped. Nobody else can write meanwhile; cancelled, it stores nothing.
        It raises InvalidScheme for a scheme that contradicts itself, NotAllowed if annotations
        are left whose label is gone, or if the scheme was changed since the draft was begun.
        """

        def work(context: JobContext) -> Edit | None:
            with self._project.engaged():
                changes = self._migration(draft, context).changes()
                context.check_cancelled()
                context.report(0, None, "storing")
                return self._edits.apply(draft.verb, changes)

        return Job("Changing the label scheme", work)

    def undo_verb(self) -> str | None:
        """The newest edit of the whole project, as menus name it; None if there is none."""
        return self._edits.history_status().undo_verb

    def read_file(self, path: Path) -> LabelScheme:
        """The scheme in a file. Raises UnreadableInput or InvalidScheme."""
        return scheme_from(path)

    def write_file(self, scheme: LabelScheme, path: Path) -> None:
        """Writes a scheme to a file. Raises ExportFailed."""
        with atomic_file(path) as file:
            file.write(write_scheme(scheme))

    def _migration(self, draft: SchemeDraft, context: JobContext) -> Migration:
        if draft.base != self._project.scheme():
            raise NotAllowed("The label scheme was changed meanwhile; begin anew.")
        checked(draft.scheme)
        return Migration(self._project, draft, context)
