"""Which annotations of the chosen articles an export has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.domain.annotation import Origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotator.domain.annotation import Annotation
    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.ids import AnnotatorId


@dataclass(frozen=True, slots=True)
class Selection:
    """Which annotations are exported; the rest is as if it were not there.

    labels: None for all. annotators: names, None for everybody's.
    by_hand_only: without suggestions that were accepted as they stood.
    annotated_only: only articles that have one of these annotations.
    """

    labels: frozenset[str] | None = None
    annotators: frozenset[str] | None = None
    by_hand_only: bool = False
    annotated_only: bool = False

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection()

    def of(self, article: AnnotatedDocument) -> AnnotatedDocument:
        """The article with the annotations that are wanted, and the relations between them."""
        if self.is_everything:
            return article
        kept = tuple(one for one in article.annotations if self._wants(one, article.annotators))
        ids = {one.id for one in kept}
        relations = tuple(
            one for one in article.relations if one.source_id in ids and one.target_id in ids
        )
        labels = self.labels
        suggestions = tuple(
            one for one in article.suggestions if labels is None or one.label in labels
        )
        return replace(article, annotations=kept, relations=relations, suggestions=suggestions)

    def _wants(self, annotation: Annotation, names: Mapping[AnnotatorId, str]) -> bool:
        return (
            (self.labels is None or annotation.label in self.labels)
            and (self.annotators is None or names.get(annotation.annotator_id) in self.annotators)
            and not (self.by_hand_only and annotation.provenance.origin is Origin.ACCEPTED)
        )
