"""Reading a whole project, in batches, so that memory stays flat."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from annotator.domain.document import AnnotatedDocument
from annotator.store.annotations import read_annotations
from annotator.store.documents import read_documents
from annotator.store.entries import read_entries
from annotator.store.relations import read_relations
from annotator.store.settings import read_annotators
from annotator.store.suggestions import read_suggestions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.ids import AnnotatorId, DocumentId
    from annotator.store.connection import Database

_BATCH = 32
"""More would not be faster: the interpreter looks for garbage among all that is in memory."""


class _Owned(Protocol):
    @property
    def document_id(self) -> DocumentId: ...


T = TypeVar("T", bound=_Owned)


def annotated_documents(
    database: Database, ids: Iterable[DocumentId], *, suggestions: bool
) -> Iterator[AnnotatedDocument]:
    """Those articles that are there, in the order asked for; pending suggestions if wanted.

    Each batch is read in a transaction of its own, so nothing stays open between the steps.
    """
    rest = iter(ids)
    while batch := list(islice(rest, _BATCH)):
        with database.reading() as connection:
            found = list(_read_batch(connection, batch, suggestions=suggestions))
        yield from found


def _read_batch(
    connection: Connection, ids: list[DocumentId], *, suggestions: bool
) -> Iterator[AnnotatedDocument]:
    names = read_annotators(connection)
    annotations = _by_document(read_annotations(connection, ids))
    relations = _by_document(read_relations(connection, ids))
    pending = _by_document(
        read_suggestions(connection, ids, pending_only=True) if suggestions else []
    )
    named = {one.entry_id for mine in annotations.values() for one in mine if one.entry_id}
    entries = {one.id: one for one in read_entries(connection, named)} if named else {}
    for document in read_documents(connection, ids):
        mine, links = annotations[document.id], relations[document.id]
        yield AnnotatedDocument(
            document,
            annotations=tuple(mine),
            relations=tuple(links),
            suggestions=tuple(pending[document.id]),
            annotators=_names_of(mine, links, names),
            entries={one.entry_id: entries[one.entry_id] for one in mine if one.entry_id},
        )


def _by_document(values: Iterable[T]) -> defaultdict[DocumentId, list[T]]:
    grouped: defaultdict[DocumentId, list[T]] = defaultdict(list)
    for value in values:
        grouped[value.document_id].append(value)
    return grouped


def _names_of(
    annotations: list[Annotation], relations: list[Relation], names: dict[AnnotatorId, str]
) -> dict[AnnotatorId, str]:
    used = {one.annotator_id for one in annotations} | {one.annotator_id for one in relations}
    return {one: names[one] for one in sorted(used)}
