"""What tables cannot hold, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation
from annotator.domain.losses import Fate, Kind, loss_of_many, loss_of_span
from annotator.formats.carrying import Carries, tell_uncarried

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.losses import Loss
    from annotator.formats.tables.sheets import Line

_METADATA = frozenset({"title", "outlet", "byline", "published", "url", "language"})
_STATE = frozenset({"status", "flag_reason", "tags", "note"})

ANNOTATIONS_CARRY = Carries(
    overlaps=True,
    exact=True,
    relations=True,
    attributes=True,
    notes=True,
    links=True,
    annotators=True,
    history=True,
    metadata=_METADATA,
    state=frozenset({"status"}),
)
ARTICLES_CARRY = Carries(metadata=_METADATA | {"extra"}, state=_STATE)
RELATIONS_CARRY = Carries(relations=True)
BOOK_CARRIES = replace(ANNOTATIONS_CARRY, metadata=_METADATA | {"extra"}, state=_STATE)

_NO_TEXT = "The table has the annotated passages and not the whole articles."
_NO_ROW = "An article without annotations has no row in the table of annotations."
_NO_ANNOTATIONS = "The table has a row for each article, and none for annotations."
_NOT_LINKED = "The table has a row for each relation, and none for annotations without one."
_NO_TIME = "The table has no annotator and time of relations."


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells what of an article is not in a table of one kind."""

    title: str
    lost: Callable[[Loss], None]

    def of_annotations(self, article: AnnotatedDocument) -> None:
        """For a table of annotations."""
        tell_uncarried(article, self.title, ANNOTATIONS_CARRY, self.lost)
        document = article.document
        self.lost(loss_of_many(document, Kind.AROUND, 1, _NO_TEXT))
        if not article.annotations:
            self.lost(loss_of_many(document, Kind.UNANNOTATED, 1, _NO_ROW))
        if article.relations:
            self.lost(loss_of_many(document, Kind.HISTORY, len(article.relations), _NO_TIME))

    def of_articles(self, article: AnnotatedDocument) -> None:
        """For a table of articles."""
        tell_uncarried(article, self.title, ARTICLES_CARRY, self.lost)
        for one in article.annotations:
            self.lost(loss_of_span(article.document, one.span, one.label, _NO_ANNOTATIONS))

    def of_relations(self, article: AnnotatedDocument) -> None:
        """For a table of relations."""
        tell_uncarried(article, self.title, RELATIONS_CARRY, self.lost)
        self.lost(loss_of_many(article.document, Kind.AROUND, 1, _NO_TEXT))
        ends = {end for one in article.relations for end in (one.source_id, one.target_id)}
        for one in article.annotations:
            if one.id not in ends:
                self.lost(loss_of_span(article.document, one.span, one.label, _NOT_LINKED))

    def of_row(
        self, article: AnnotatedDocument, line: Line, rule: str, fate: Fate, kind: Kind = Kind.TEXT
    ) -> None:
        """For something in one row, whose annotation or relation is named."""
        subject = line.subject
        if subject is None:
            self.lost(loss_of_many(article.document, kind, 1, rule, fate=fate))
            return
        if isinstance(subject, Annotation):
            span = subject.span
        else:
            spans = {one.id: one.span for one in article.annotations}
            span = spans[subject.source_id]
        self.lost(loss_of_span(article.document, span, subject.label, rule, fate=fate, kind=kind))
