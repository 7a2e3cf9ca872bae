"""Finding articles and reading them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.domain.document import ListOrder, Status
from annotator.domain.segments import in_order
from annotator.domain.suggestion import Decision, Suggestion
from annotator.services.jobs import Job

if TYPE_CHECKING:
    from array import array
    from collections.abc import Collection, Sequence

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.document import ArticleFilter, ArticleRow, Document, DocumentInfo
    from annotator.domain.ids import AnnotationId, AnnotatorId, DocumentId, SuggestionId
    from annotator.domain.labels import LabelScheme
    from annotator.domain.segments import Mark
    from annotator.domain.statistics import Statistics
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """An article as the view opens it; marks are sorted by their start."""

    document: Document
    marks: list[Mark]


class Browsing:
    """Reads; never changes anything."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def open(self, document_id: DocumentId) -> OpenArticle:
        """The article with its marks. Raises UnknownName if there is none."""
        return OpenArticle(self._project.document(document_id), self._project.marks(document_id))

    def marks(self, document_id: DocumentId) -> list[Mark]:
        """Annotations and pending suggestions in reading order: by (start, -end, id)."""
        return in_order(self._project.marks(document_id))

    def pending_among(self, document_id: DocumentId, ids: Collection[SuggestionId]) -> list[Mark]:
        """Those of some suggestions that are pending in this article, in no order."""
        return self._project.pending_among(document_id, ids)

    def nearest(
        self, document_id: DocumentId, offset: int, labels: Sequence[str], *, count: int = 40
    ) -> list[Mark]:
        """The annotations with these labels that begin nearest to an offset, the nearest first."""
        return self._project.annotated_near(document_id, offset, labels, count)

    def info(self, document_id: DocumentId) -> DocumentInfo:
        """What may be edited of an article besides its annotations."""
        return self._project.info(document_id)

    def ids(
        self,
        where: ArticleFilter,
        order: ListOrder = ListOrder(),  # noqa: B008 - a frozen value
    ) -> array[int]:
        """The articles that a list shows, in its order."""
        return self._project.article_ids(where, order)

    def ids_job(self, where: ArticleFilter, order: ListOrder) -> Job[array[int]]:
        """The same as a job, for many articles; stopped, it raises Cancelled."""

        def work(context: JobContext) -> array[int]:
            return self._project.article_ids(where, order, is_stopped=lambda: context.is_cancelled)

        return Job("Listing articles", work)

    def first_ids(self, where: ArticleFilter, order: ListOrder, limit: int) -> array[int] | None:
        """The first of them; None if finding them would keep a window waiting."""
        return self._project.lists.first_ids(where, order, limit)

    def passing(self, where: ArticleFilter, ids: Sequence[DocumentId]) -> set[DocumentId]:
        """Which of a few articles the filter lets through."""
        return self._project.lists.passing(where, ids)

    def known_outlets(self) -> list[str]:
        """The first few hundred outlets, by name."""
        return self._project.lists.known("outlet")

    def known_tags(self) -> list[str]:
        """The first few hundred tags, by name."""
        return self._project.lists.known("tag")

    def annotators(self) -> dict[AnnotatorId, str]:
        """The names of all who annotated here."""
        return self._project.annotators()

    def first_unfinished(self, ids: Sequence[int]) -> DocumentId | None:
        """The first of the articles, in the order given, that is visible and not done."""
        return self._project.lists.first_unfinished(ids)

    def rows(self, ids: Sequence[DocumentId]) -> list[ArticleRow]:
        """The lines of a list, in the order asked."""
        return self._project.rows(ids)

    def next_unfinished(self, after: DocumentId | None) -> DocumentId | None:
        """The next article that is not done, wrapping round; None if all others are."""
        return self._project.next_unfinished(after)

    def annotation(self, annotation_id: AnnotationId) -> Annotation | None:
        """The annotation of that id."""
        return self._project.annotation(annotation_id)

    def suggestion(self, suggestion_id: SuggestionId) -> Suggestion | None:
        """The suggestion of that id, whatever was decided about it."""
        return self._project.suggestion(suggestion_id)

    def suggestion_of(self, value: Annotation | Suggestion) -> Suggestion | None:
        """The suggestion that an annotation was; None if it was none, or lies elsewhere."""
        if isinstance(value, Suggestion) or value.provenance.suggestion_id is None:
            return None
        return self._project.suggestion(value.provenance.suggestion_id)

    def relations_of(self, annotation_id: AnnotationId) -> tuple[Relation, ...]:
        """The relations that begin or end at an annotation."""
        return self._project.relations_of(annotation_id)

    def scheme(self) -> LabelScheme:
        """The labels and relations of the project."""
        return self._project.scheme()

    def annotator_name(self, annotator_id: int) -> str:
        """The name of an annotator; "" if it is not known."""
        return {int(key): name for key, name in self._project.annotators().items()}.get(
            annotator_id, ""
        )

    def statistics(self) -> Statistics:
        """Counts; each status and each label of the scheme is there, with 0 if need be."""
        found = self._project.statistics()
        scheme = self._project.scheme()
        decisions = dict.fromkeys((str(one) for one in Decision), 0)
        labels = (*scheme.names(), *sorted(set(found.suggestions) - set(scheme.names())))
        return replace(
            found,
            articles={str(one): found.articles.get(one, 0) for one in Status},
            annotations=dict.fromkeys(scheme.names(), 0) | dict(found.annotations),
            suggestions={one: decisions | dict(found.suggestions.get(one, {})) for one in labels},
            relations=dict.fromkeys((one.name for one in scheme.relations), 0)
            | dict(found.relations),
        )
