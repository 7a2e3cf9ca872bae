"""Whether a project is sound: the file, the texts, the offsets, relations, registry, the log."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from annotator.domain.errors import DamagedProject, KnownError
from annotator.domain.ids import DocumentId, EntryId, id_text
from annotator.domain.suggestion import Decision, Suggestion
from annotator.domain.text import fingerprint
from annotator.store import codec, derived, values
from annotator.store.annotations import read_annotations
from annotator.store.definitions import check_definitions
from annotator.store.documents import read_documents
from annotator.store.listing import ids_from
from annotator.store.relations import read_relations
from annotator.store.search_check import check_search
from annotator.store.settings import read_scheme
from annotator.store.suggestions import read_suggestions

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.document import Document
    from annotator.domain.edits import Value
    from annotator.domain.ids import AnnotationId
    from annotator.domain.labels import LabelScheme
    from annotator.store.connection import Database
    from annotator.store.schema import AnyRow

    _Step = tuple[int, list[str]]

_BATCH = 64
_LONGEST_LIST = 100

_FOREIGN_KEYS = 'SELECT "table", rowid, parent FROM pragma_foreign_key_check'

_UNLOGGED = """
SELECT 'annotation', id FROM annotation WHERE id NOT IN (SELECT value_id FROM change)
UNION ALL
SELECT 'entry', id FROM registry_entry WHERE id NOT IN (SELECT value_id FROM change)
UNION ALL
SELECT 'phrase', id FROM phrase_rule WHERE id NOT IN (SELECT value_id FROM change)
UNION ALL
SELECT 'relation', id FROM relation WHERE id NOT IN (SELECT value_id FROM change)
UNION ALL
SELECT 'suggestion', id FROM suggestion
WHERE decision NOT IN ('pending', 'withheld') AND id NOT IN (SELECT value_id FROM change)
"""

_CHANGES = """
SELECT value_id, kind, before, after FROM change
WHERE value_id IN (
    SELECT DISTINCT value_id FROM change WHERE value_id > ? ORDER BY value_id LIMIT ?
)
ORDER BY value_id, edit_seq, ordinal
"""


def check(database: Database, on_step: Callable[[int, int], None]) -> list[str]:
    """Sentences about what is wrong; none when all is well.

    on_step: gets how many steps of how many are done. What is read is read in batches, so a
    project may be large, and others may write to it meanwhile.
    """
    found = [database.remark] if database.remark else []
    try:
        return found + _check(database, on_step)
    except DamagedProject as error:  # too damaged to be read on
        return [*found, str(error)]


def _check(database: Database, on_step: Callable[[int, int], None]) -> list[str]:
    with database.reading() as connection:
        found = list(_check_file(connection))
        if found:  # there is no sense in reading on
            return found
        found += check_definitions(connection)
        found += derived.check_indexes(connection)
        documents = ids_from(connection, "SELECT id FROM document ORDER BY id", ())
        entries = ids_from(connection, "SELECT id FROM registry_entry ORDER BY id", ())
        logged = _number(connection, "SELECT count(DISTINCT value_id) FROM change")
    total = 1 + len(documents) + len(entries) + logged
    found += check_search(database, lambda: on_step(0, total))
    done = 1
    on_step(done, total)
    for count, sentences in chain(
        _check_corpus(database, documents),
        _check_registry(database, entries),
        _check_history(database),
    ):
        found += sentences
        done = min(done + count, total)
        on_step(done, total)
    with database.reading() as connection:
        unlogged = connection.exec_driver_sql(_UNLOGGED)
        found += [
            f"The history does not know of the {kind} {id_text(one)}." for kind, one in unlogged
        ]
    return found


def _check_corpus(database: Database, ids: array[int]) -> Iterator[_Step]:
    for start in range(0, len(ids), _BATCH):
        batch = [DocumentId(one) for one in ids[start : start + _BATCH]]
        with database.reading() as connection:
            yield len(batch), list(_check_documents(connection, batch))


def _check_registry(database: Database, ids: array[int]) -> Iterator[_Step]:
    for start in range(0, len(ids), _BATCH):
        batch = [EntryId(one) for one in ids[start : start + _BATCH]]
        with database.reading() as connection:
            yield len(batch), list(derived.check_entries(connection, batch))


def _check_history(database: Database) -> Iterator[_Step]:
    after = -1
    while True:
        with database.reading() as connection:
            rows = connection.exec_driver_sql(_CHANGES, (after, _BATCH)).all()
            grouped = [(one, list(group)) for one, group in groupby(rows, itemgetter(0))]
            if not grouped:
                return
            found = [
                sentence
                for value_id, group in grouped
                for sentence in _check_value(connection, value_id, group)
            ]
        yield len(grouped), found
        after = grouped[-1][0]


def _check_file(connection: Connection) -> Iterator[str]:
    for (answer,) in connection.exec_driver_sql(f"PRAGMA integrity_check({_LONGEST_LIST})"):
        if answer != "ok":
            yield f"The file is damaged: SQLite finds “{answer}”."
    for table, row, parent in connection.exec_driver_sql(_FOREIGN_KEYS):
        yield f"Row {row} of the table {table} refers to a row of {parent} that is not there."


def _check_documents(connection: Connection, ids: Sequence[DocumentId]) -> Iterator[str]:
    scheme = read_scheme(connection)
    documents = {one.id: one for one in read_documents(connection, ids, altered=True)}
    for document_id in ids:
        if document_id in documents:
            yield from _check_text(documents[document_id])
        else:
            yield f"The article {id_text(document_id)} has no text."
    annotations = {one.id: one for one in read_annotations(connection, ids)}
    spans: list[Annotation | Suggestion] = [*annotations.values()]
    for value in (*spans, *read_suggestions(connection, ids)):
        if value.document_id in documents:
            yield from _check_span(value, documents[value.document_id])
    for annotation in annotations.values():
        yield from _check_label(annotation, scheme)
    yield from derived.check_links(connection, annotations.values(), scheme)
    yield from derived.check_documents(connection, list(documents.values()))
    for relation in read_relations(connection, ids):
        yield from _check_relation(relation, annotations, scheme)


def _check_text(document: Document) -> Iterator[str]:
    if fingerprint(document.text) != document.text_sha256:
        yield f"The text of {_name(document)} is not the one that was imported."


def _check_span(value: Annotation | Suggestion, document: Document) -> Iterator[str]:
    if value.span.end > len(document.text):
        kind = type(value).__name__.lower()
        yield (
            f"The {kind} {id_text(value.id)} [{value.span.start}:{value.span.end}) passes the end"
            f" of {_name(document)}, which has {len(document.text)} characters."
        )


def _check_label(annotation: Annotation, scheme: LabelScheme) -> Iterator[str]:
    try:
        scheme.check_attributes(annotation.label, annotation.attributes)
    except KnownError as error:
        yield f"The annotation {id_text(annotation.id)} is not allowed: {error}"


def _check_relation(
    relation: Relation, annotations: Mapping[AnnotationId, Annotation], scheme: LabelScheme
) -> Iterator[str]:
    source = annotations.get(relation.source_id)
    target = annotations.get(relation.target_id)
    name = f"The relation {id_text(relation.id)}"
    if source is None or target is None:
        yield f"{name} joins annotations that are not there."
    elif not source.document_id == target.document_id == relation.document_id:
        yield f"{name} joins annotations of different articles."
    else:
        try:
            scheme.check_relation(relation.label, source.label, target.label)
        except KnownError as error:
            yield f"{name} is not allowed: {error}"


def _check_value(connection: Connection, value_id: int, rows: Sequence[AnyRow]) -> Iterator[str]:
    name = f"the {rows[0][1]} {id_text(value_id)}"
    steps = [(_value(kind, before), _value(kind, after)) for _, kind, before, after in rows]
    for (_, after), (before, _) in pairwise(steps):
        if before != after:
            yield f"The history of {name} does not fit together."
            return
    last = steps[-1][1] or steps[-1][0]
    assert last is not None
    stored = values.read(connection, type(last), value_id)
    if _unwithheld(stored) != _unwithheld(steps[-1][1]):
        yield f"What is stored of {name} is not what its history leads to."


def _unwithheld(value: Value | None) -> Value | None:
    """The value but for what the memory does without an edit."""
    if isinstance(value, Suggestion) and value.decision is Decision.WITHHELD:
        return replace(value, decision=Decision.PENDING)
    return value


def _value(kind: str, text: str | None) -> Value | None:
    return None if text is None else codec.loads(kind, text)


def _name(document: Document) -> str:
    return f"the article “{document.info.metadata.title}” ({id_text(document.id)})"


def _number(connection: Connection, query: str) -> int:
    return int(connection.exec_driver_sql(query).scalar_one())
