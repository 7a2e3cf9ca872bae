"""Annotations on their way from one label scheme to another, and the words that they are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.edits import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.domain.annotation import Annotation
    from annotator.domain.ids import AnnotationId, DocumentId
    from annotator.domain.suggestion import Suggestion
    from annotator.store.project import Project


class Mentions:
    """Annotations, and what becomes of them; None: they go. joined: into which others."""

    def __init__(self, annotations: Iterable[Annotation]) -> None:
        self.before = {one.id: one for one in annotations}
        self.now: dict[AnnotationId, Annotation | None] = dict(self.before)
        self.joined: dict[AnnotationId, AnnotationId] = {}

    def add(self, annotation: Annotation) -> None:
        """Looks after one more, unless it is known."""
        if annotation.id not in self.before:
            self.before[annotation.id] = self.now[annotation.id] = annotation

    def changes(self) -> Iterator[Change]:
        """Of those that change."""
        for annotation_id, before in self.before.items():
            after = self.now[annotation_id]
            if after != before:
                yield Change(before, after)


class WordsUnder:
    """The words under spans; the text of one article in memory at a time."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._document_id: DocumentId | None = None
        self._text = ""

    def of(self, one: Annotation | Suggestion) -> str:
        """The words that one is on."""
        if one.document_id != self._document_id:
            self._document_id = one.document_id
            self._text = self._project.document(one.document_id).text
        return one.span.text_of(self._text)
