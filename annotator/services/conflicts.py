"""Conflicts of large edits, as sentences that say where they lie and what to do."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from annotator.domain.errors import EditConflict, NotAllowed
from annotator.domain.ids import DocumentId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.store.project import Project


@contextmanager
def explaining(
    project: Project,
    what: str,
    advice: str = "Undo that change there first, or leave everything as it is.",
) -> Iterator[None]:
    """Turns an EditConflict in the block into a NotAllowed.

    what: what did not happen, a sentence without its end: "“Tag Homs” was not done".
    """
    try:
        yield
    except EditConflict as conflict:
        where = _place(project, conflict)
        raise NotAllowed(
            f"{what}, because what it is about was changed meanwhile {where}. {advice}"
        ) from conflict


def _place(project: Project, conflict: EditConflict) -> str:
    if conflict.document_id is None:
        return "elsewhere in the project"
    title = project.info(DocumentId(conflict.document_id)).metadata.title
    return f"in the article “{title}”"
