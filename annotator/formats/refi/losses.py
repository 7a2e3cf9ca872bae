"""What a REFI-QDA project cannot say as it is, besides what it has no place for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.losses import Fate, Kind, loss_of_many, loss_of_span
from annotator.formats.common.xml_text import is_writable
from annotator.formats.refi.variables import values_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.losses import Loss

_CHARACTERS = "XML cannot hold some control characters; each became “\ufffd”."
_RELATIONS = "REFI-QDA does not say who made a link and when."


def changes(article: AnnotatedDocument) -> Iterator[Loss]:
    """What XML cannot write as it is, and what of the history of things has no place."""
    document, annotations = article.document, article.annotations
    for one in annotations:
        if not is_writable(one.label):
            yield loss_of_span(document, one.span, one.label, _CHARACTERS, fate=Fate.CHANGED)
    spans = {one.id: one.span for one in annotations}
    for relation in article.relations:
        if not is_writable(relation.label):
            yield loss_of_span(
                document,
                spans[relation.source_id],
                relation.label,
                _CHARACTERS,
                fate=Fate.CHANGED,
                kind=Kind.RELATION,
            )
    for kind, texts in _texts(article):
        count = sum(not is_writable(text) for text in texts)
        if count:
            yield loss_of_many(document, kind, count, _CHARACTERS, fate=Fate.CHANGED)
    if article.relations:
        yield loss_of_many(document, Kind.HISTORY, len(article.relations), _RELATIONS)


def _texts(article: AnnotatedDocument) -> Iterator[tuple[Kind, list[str]]]:
    info, annotations = article.document.info, article.annotations
    yield Kind.NOTE, [one.note for one in annotations]
    people = {one.annotator_id for one in annotations}
    yield Kind.ANNOTATOR, [article.annotators.get(key, "") for key in people]
    values = [value for _, value in values_of(info)]
    yield Kind.METADATA, [info.note, *values, *(name for name, _ in info.metadata.extra)]
