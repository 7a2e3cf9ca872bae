"""Relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, or_, select

from annotator.domain.annotation import Relation
from annotator.domain.ids import AnnotationId, AnnotatorId, DocumentId, RelationId
from annotator.store import schema
from annotator.store.codec import from_micros, to_micros
from annotator.store.driver import Prepared

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import BindParameter, Connection

_r = schema.relation.c

_wanted: BindParameter[int] = bindparam("wanted")
_many: BindParameter[int] = bindparam("wanted", expanding=True)
_one = Prepared(select(schema.relation).where(_r.id == _wanted))
_of_documents = select(schema.relation).where(_r.document_id.in_(_many)).order_by(_r.id)
_at_annotation = Prepared(
    select(schema.relation)
    .where(or_(_r.source_id == _wanted, _r.target_id == _wanted))
    .order_by(_r.id)
)
_named = (
    select(schema.relation)
    .where(_r.label.in_(bindparam("names", expanding=True)))
    .order_by(_r.document_id, _r.id)
)
_a = schema.annotation.c
_labelled = select(_a.id).where(_a.label.in_(bindparam("labels", expanding=True)))
_joining = (
    select(schema.relation)
    .where(or_(_r.source_id.in_(_labelled), _r.target_id.in_(_labelled)))
    .order_by(_r.document_id, _r.id)
)
_insert = Prepared(schema.relation.insert())
_delete = Prepared(schema.relation.delete().where(_r.id == _wanted))
_update = Prepared(
    schema.relation.update()
    .where(_r.id == _wanted)
    .values({one.name: bindparam(one.name) for one in _r if one.name != "id"})
)


def read_relation(connection: Connection, relation_id: int) -> Relation | None:
    """One relation; None if it is not there."""
    row = _one.run(connection, {"wanted": relation_id}).fetchone()
    return None if row is None else _relation_from(row)


def read_relations(connection: Connection, documents: Sequence[DocumentId]) -> list[Relation]:
    """All relations of the articles, by id."""
    rows = connection.execute(_of_documents, {"wanted": documents})
    return [_relation_from(row) for row in rows]


def read_relations_at(connection: Connection, annotation_id: int) -> list[Relation]:
    """The relations that have the annotation at either end, by id."""
    rows = _at_annotation.run(connection, {"wanted": annotation_id})
    return [_relation_from(row) for row in rows]


def read_named(connection: Connection, names: Collection[str]) -> list[Relation]:
    """All relations of these types, those of hidden articles too, article by article."""
    rows = connection.execute(_named, {"names": list(names)})
    return [_relation_from(row) for row in rows]


def read_joining(connection: Connection, labels: Collection[str]) -> list[Relation]:
    """All relations with an annotation of one of these labels at an end, article by article."""
    rows = connection.execute(_joining, {"labels": list(labels)})
    return [_relation_from(row) for row in rows]


def insert_relations(connection: Connection, relations: Sequence[Relation]) -> None:
    """Adds relations."""
    _insert.run_for_each(connection, relation_rows(connection, relations))


def update_relation(connection: Connection, relation: Relation) -> None:
    """Writes all of a relation anew."""
    row = _relation_row(relation)
    _update.run(connection, {"wanted": row.pop("id"), **row})


def delete_relation(connection: Connection, relation_id: int) -> None:
    """Takes a relation away."""
    _delete.run(connection, {"wanted": relation_id})


def relation_rows(_: Connection, relations: Sequence[Relation]) -> list[dict[str, Any]]:
    """Relations as their table holds them, its columns in their order."""
    return [_relation_row(one) for one in relations]


def _relation_row(value: Relation) -> dict[str, Any]:
    return {
        "id": value.id,
        "document_id": value.document_id,
        "label": value.label,
        "source_id": value.source_id,
        "target_id": value.target_id,
        "annotator_id": value.annotator_id,
        "created_at": to_micros(value.created_at),
    }


def _relation_from(row: Sequence[Any]) -> Relation:
    number, document_id, label, source_id, target_id, annotator_id, created_at = row
    return Relation(
        id=RelationId(number),
        document_id=DocumentId(document_id),
        label=label,
        source_id=AnnotationId(source_id),
        target_id=AnnotationId(target_id),
        annotator_id=AnnotatorId(annotator_id),
        created_at=from_micros(created_at),
    )
