"""Every change to what is known about an article, or about many at once; each can be undone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.domain.document import Status, tidy_tags
from annotator.domain.edits import Change
from annotator.domain.errors import NotAllowed
from annotator.domain.ids import DocumentId
from annotator.domain.published import checked_published

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotator.domain.document import DocumentInfo, Metadata
    from annotator.domain.edits import Edit
    from annotator.services.jobs import Job, JobContext
    from annotator.services.project_edits import ProjectEdits
    from annotator.store.project import Project

_BATCH = 500
_MOST = 200_000
"""Articles in one edit: it is in memory as a whole when it is made, and when it is undone."""


@dataclass(frozen=True, slots=True)
class ArticleChanges:
    """What is to become of many articles.

    status: None to leave it. reason: kept with FLAGGED only. added, removed: tags.
    """

    status: Status | None = None
    reason: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def of(self, info: DocumentInfo) -> DocumentInfo:
        """An article's details as they become."""
        tags = tidy_tags((*(one for one in info.tags if one not in self.removed), *self.added))
        if self.status is None:
            return replace(info, tags=tags)
        reason = self.reason if self.status is Status.FLAGGED else ""
        return replace(info, tags=tags, status=self.status, flag_reason=reason)


class ArticleEditing:
    """Edits articles' details. Raises UnknownName for an article that is not there."""

    def __init__(self, project: Project, edits: ProjectEdits) -> None:
        self._project = project
        self._edits = edits

    def set_metadata(self, document_id: DocumentId, metadata: Metadata) -> None:
        """Writes title, outlet, author, date, link and language.

        Raises NotAllowed if the date is none.
        """
        before = self._project.info(document_id)
        published = metadata.published
        if published != before.metadata.published:
            published = checked_published(published)
        self._update("Edit details", before, metadata=replace(metadata, published=published))

    def set_tags(self, document_id: DocumentId, tags: Iterable[str]) -> None:
        """Gives an article these tags and no others."""
        self._update("Edit tags", self._project.info(document_id), tags=tidy_tags(tags))

    def set_note(self, document_id: DocumentId, note: str) -> None:
        """Writes the note on an article; "" removes it."""
        self._update("Edit article note", self._project.info(document_id), note=note)

    def restore(self, document_id: DocumentId) -> None:
        """Brings an article that was removed back into the list."""
        self._update("Bring back article", self._project.info(document_id), hidden=False)

    def job_for(self, ids: Sequence[int], changes: ArticleChanges) -> Job[Edit | None]:
        """A job that changes many articles in one edit. Raises NotAllowed for too many."""
        if len(ids) > _MOST:
            raise NotAllowed(
                f"{len(ids):,} articles are too many for one step that can be undone; narrow the"
                f" list to {_MOST:,} with a filter first."
            )

        def build(context: JobContext) -> list[Change]:
            return list(self._changes(context, ids, changes))

        return self._edits.job("Changing articles", _verb(changes, len(ids)), build)

    def _changes(
        self, context: JobContext, ids: Sequence[int], changes: ArticleChanges
    ) -> Iterator[Change]:
        for start in range(0, len(ids), _BATCH):
            context.check_cancelled()
            context.report(start, len(ids))
            for before in self._project.infos([*map(DocumentId, ids[start : start + _BATCH])]):
                after = changes.of(before)
                if after != before:
                    yield Change(before, after)

    def _update(self, verb: str, before: DocumentInfo, **values: object) -> None:
        after = replace(before, **values)  # type: ignore[arg-type] # names are fields of it
        if after != before:
            self._edits.apply(verb, [Change(before, after)], document_id=before.id)


def _verb(changes: ArticleChanges, count: int) -> str:
    articles = f"{count:,} articles" if count != 1 else "1 article"
    if changes.status:
        return f"Mark {articles} as {changes.status}"
    return f"Tag {articles}" if changes.added else f"Untag {articles}"
