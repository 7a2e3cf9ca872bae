"""Annotations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from annotator.domain.annotation import Annotation, Origin, Provenance
from annotator.domain.span import Span
from annotator.store import schema
from annotator.store.codec import attributes_from, attributes_text, from_micros, to_micros
from annotator.store.driver import Prepared, execute
from annotator.store.overlaps import overlapping, place_of
from annotator.store.suggesters import numbers_of, read_infos

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import BindParameter, Connection

    from annotator.domain.ids import DocumentId
    from annotator.store.suggesters import Infos

_a = schema.annotation.c
_SUGGESTER = list(_a.keys()).index("suggester_id")

# most annotations have it, and making it costs as much as the rest of one
_OWN = Provenance()
_HUMAN = Origin.HUMAN.value

_wanted: BindParameter[int] = bindparam("wanted")
_annotations = select(schema.annotation)
_one_annotation = Prepared(_annotations.where(_a.id == _wanted))
_SELECT = f"""SELECT {", ".join(f'"{one.name}"' for one in _a)} FROM annotation"""
_ANNOTATIONS_OF = f"""
{_SELECT} WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY start, "end", id
"""
_ANNOTATIONS_BY_ID = f"{_SELECT} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
_annotations_over = Prepared(
    _annotations.where(overlapping(schema.annotation)).order_by(_a.start, _a.end, _a.id)
)
_labelled = _annotations.where(_a.label.in_(bindparam("labels", expanding=True))).order_by(
    _a.document_id, _a.start, _a.end, _a.id
)
_insert_annotation = Prepared(schema.annotation.insert())
_delete_annotation = Prepared(schema.annotation.delete().where(_a.id == _wanted))
_update_annotation = Prepared(
    schema.annotation.update()
    .where(_a.id == _wanted)
    .values({one.name: bindparam(one.name) for one in _a if one.name != "id"})
)


def read_annotation(connection: Connection, annotation_id: int) -> Annotation | None:
    """One annotation; None if it is not there."""
    row = _one_annotation.run(connection, {"wanted": annotation_id}).fetchone()
    if row is None:
        return None
    return _annotation_from(row, _infos_for([row], connection))


def read_annotations(connection: Connection, documents: Sequence[DocumentId]) -> list[Annotation]:
    """All annotations of the articles, by span, then by id."""
    infos = read_infos(connection)
    # past SQLAlchemy, whose rows cost as much as SQLite's part: an export reads millions
    rows = execute(connection, _ANNOTATIONS_OF, (json.dumps(list(documents)),))
    return [_annotation_from(row, infos) for row in rows]


def read_annotations_by_id(connection: Connection, ids: Sequence[int]) -> list[Annotation]:
    """Those of the annotations that are there, by id."""
    rows = execute(connection, _ANNOTATIONS_BY_ID, (json.dumps(list(ids)),)).fetchall()
    infos = _infos_for(rows, connection)
    return [_annotation_from(row, infos) for row in rows]


def read_annotations_over(
    connection: Connection, document_id: DocumentId, span: Span
) -> list[Annotation]:
    """Those that share a character with the span, by span, then by id."""
    rows = _annotations_over.run(connection, place_of(document_id, span)).fetchall()
    infos = _infos_for(rows, connection)
    return [_annotation_from(row, infos) for row in rows]


def read_labelled(connection: Connection, labels: Collection[str]) -> list[Annotation]:
    """All annotations with these labels, those of hidden articles too, article by article."""
    infos = read_infos(connection)
    rows = connection.execute(_labelled, {"labels": list(labels)})
    return [_annotation_from(row, infos) for row in rows]


def count_labels(connection: Connection) -> dict[str, int]:
    """How many annotations have which label, those of hidden articles too."""
    rows = connection.exec_driver_sql("SELECT label, count(*) FROM annotation GROUP BY label")
    return {label: count for label, count in rows}  # noqa: C416 - a Row is no pair to mypy


def insert_annotations(connection: Connection, annotations: Sequence[Annotation]) -> None:
    """Adds annotations."""
    _insert_annotation.run_for_each(connection, annotation_rows(connection, annotations))


def update_annotation(connection: Connection, annotation: Annotation) -> None:
    """Writes all of an annotation anew."""
    (row,) = annotation_rows(connection, [annotation])
    _update_annotation.run(connection, {"wanted": row.pop("id"), **row})


def delete_annotation(connection: Connection, annotation_id: int) -> None:
    """Takes an annotation away; its relations must be gone when the transaction ends."""
    _delete_annotation.run(connection, {"wanted": annotation_id})


def _infos_for(rows: Sequence[Sequence[Any]], connection: Connection) -> Infos:
    return read_infos(connection) if any(row[_SUGGESTER] is not None for row in rows) else {}


def annotation_rows(connection: Connection, values: Sequence[Annotation]) -> list[dict[str, Any]]:
    """Annotations as their table holds them, its columns in their order."""
    numbers = numbers_of(connection, (one.provenance.suggester for one in values))
    return [_annotation_row(one, numbers[one.provenance.suggester]) for one in values]


def _annotation_row(value: Annotation, suggester_id: int | None) -> dict[str, Any]:
    provenance = value.provenance
    return {
        "id": value.id,
        "document_id": value.document_id,
        "start": value.span.start,
        "end": value.span.end,
        "label": value.label,
        "annotator_id": value.annotator_id,
        "created_at": to_micros(value.created_at),
        "modified_at": to_micros(value.modified_at),
        "attributes": attributes_text(value.attributes),
        "note": value.note,
        "origin": provenance.origin,
        "suggestion_id": provenance.suggestion_id,
        "suggester_id": suggester_id,
        "score": provenance.score,
        "entry_id": value.entry_id,
    }


def _annotation_from(row: Sequence[Any], infos: Infos) -> Annotation:
    (
        number,
        document_id,
        start,
        end,
        label,
        annotator_id,
        created_at,
        modified_at,
        attributes,
        note,
        origin,
        suggestion_id,
        suggester_id,
        score,
        entry_id,
    ) = row
    if origin == _HUMAN and suggestion_id is suggester_id is score is None:
        provenance = _OWN
    else:
        suggester = None if suggester_id is None else infos[suggester_id]
        provenance = Provenance(Origin(origin), suggestion_id, suggester, score)
    # by place, and without naming the kinds of ids: this runs for each annotation of an export
    return Annotation(
        number,
        document_id,
        Span(start, end),
        label,
        annotator_id,
        from_micros(created_at),
        from_micros(modified_at),
        attributes_from(attributes) if attributes else (),
        note,
        provenance,
        entry_id,
    )
