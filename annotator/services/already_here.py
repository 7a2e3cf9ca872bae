"""What of a file an article has already.

Where the file says who annotated, the same span and label by somebody else are new. Where it does
not, they are here whoever made them: many formats have no annotators, and what they bring back
would be there twice, the second time as one's own.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.ids import AnnotationId
    from annotator.domain.span import Span

    Place = tuple[Span, str]


class AlreadyHere:
    """The annotations and relations of one article. add() tells it of those that are to come."""

    def __init__(
        self, annotations: Iterable[Annotation] = (), relations: Iterable[Relation] = ()
    ) -> None:
        self._by_place: defaultdict[Place, list[Annotation]] = defaultdict(list)
        self._by_id: dict[AnnotationId, Annotation] = {}
        for one in annotations:
            self.add(one)
        self._relations = list(relations)

    def add(self, annotation: Annotation) -> None:
        """Takes one more annotation."""
        self._by_place[_place(annotation)].append(annotation)
        self._by_id[annotation.id] = annotation

    def like(self, annotation: Annotation, *, is_named: bool) -> Annotation | None:
        """The annotation of that span and label that is here; None if it is new.

        is_named: whether the file says who annotated. Of several, the one that says the same.
        """
        here = self._by_place.get(_place(annotation), ())
        if is_named:
            here = [one for one in here if one.annotator_id == annotation.annotator_id]
        if not here:
            return None
        return max(
            here,
            key=lambda one: (
                says_the_same(annotation, one),
                one.annotator_id == annotation.annotator_id,
            ),
        )

    def has(self, relation: Relation, unnamed: Container[AnnotationId]) -> bool:
        """Whether a relation is here, whoever made it.

        unnamed: those of its ends of which the file does not say who annotated; another
        annotation of the same span and label is as good.
        """
        return any(
            one.label == relation.label
            and self._is_end(one.source_id, relation.source_id, unnamed)
            and self._is_end(one.target_id, relation.target_id, unnamed)
            for one in self._relations
        )

    def _is_end(
        self, here: AnnotationId, wanted: AnnotationId, unnamed: Container[AnnotationId]
    ) -> bool:
        if here == wanted:
            return True
        one, other = self._by_id.get(here), self._by_id.get(wanted)
        if one is None or other is None or wanted not in unnamed:
            return False
        return _place(one) == _place(other)


def says_the_same(annotation: Annotation, here: Annotation) -> bool:
    """Whether an annotation out of a file says nothing of its span that is not here as well."""
    return annotation.attributes in ((), here.attributes) and annotation.note in ("", here.note)


def _place(annotation: Annotation) -> Place:
    return annotation.span, annotation.label
