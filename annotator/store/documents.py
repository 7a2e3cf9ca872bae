"""Articles: their texts, what is known about them, and the list of them."""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import bindparam, select

from annotator.domain.document import ArticleRow, Document, DocumentInfo, Metadata, Status
from annotator.domain.ids import DocumentId
from annotator.store import schema
from annotator.store.codec import from_micros, pairs_from, pairs_text, to_micros

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from annotator.domain.document import ArticleFilter
    from annotator.store.schema import AnyRow

_columns = schema.document.c
_info = select(
    _columns.id,
    _columns.title,
    _columns.outlet,
    _columns.byline,
    _columns.published,
    _columns.url,
    _columns.language,
    _columns.extra,
    _columns.status,
    _columns.flag_reason,
    _columns.hidden,
    _columns.tags,
    _columns.note,
)
_one_info = _info.where(_columns.id == bindparam("wanted"))
_documents = _info.add_columns(
    _columns.text_sha256,
    _columns.source,
    _columns.source_sha256,
    _columns.imported_at,
    schema.body.c.text,
).join_from(schema.document, schema.body, schema.body.c.document_id == _columns.id)
_one_document = _documents.where(_columns.id == bindparam("wanted"))
_many_documents = _documents.where(_columns.id.in_(bindparam("wanted", expanding=True)))

_ROWS = """
SELECT d.id, d.title, d.outlet, d.published, d.status, d.flag_reason, d.length,
    d.annotation_count, d.pending_count
FROM json_each(?) AS asked JOIN document d ON d.id = asked.value
ORDER BY asked.key
"""

_NEXT = """
SELECT id FROM document INDEXED BY document_unfinished
WHERE hidden = 0 AND status <> 'done' AND id > ? AND id < ? ORDER BY id LIMIT 1
"""

_LAST = (1 << 63) - 1


def insert_documents(connection: Connection, documents: Sequence[Document]) -> None:
    """Adds articles and their texts."""
    if not documents:
        return
    connection.execute(schema.document.insert(), [_row_of(document) for document in documents])
    connection.execute(
        schema.body.insert(),
        [{"document_id": document.id, "text": document.text} for document in documents],
    )
    for document in documents:
        if document.info.tags:
            _write_tags(connection, document.info)


def update_info(connection: Connection, info: DocumentInfo) -> None:
    """Writes what may be edited of an article."""
    row = _info_row(info)
    connection.execute(_update_info, {"wanted": row.pop("id"), **row})
    _write_tags(connection, info)


def read_info(connection: Connection, document_id: int) -> DocumentInfo | None:
    """What may be edited of an article; None if there is no such article."""
    row = connection.execute(_one_info, {"wanted": document_id}).one_or_none()
    return None if row is None else _info_from(row)


def read_document(connection: Connection, document_id: int) -> Document | None:
    """An article with its text; None if there is no such article."""
    row = connection.execute(_one_document, {"wanted": document_id}).one_or_none()
    return None if row is None else _document_from(row)


def read_documents(connection: Connection, ids: Sequence[DocumentId]) -> list[Document]:
    """Those articles that are there, in the order asked for."""
    found = {row.id: row for row in connection.execute(_many_documents, {"wanted": ids})}
    return [_document_from(found[one]) for one in ids if one in found]


def read_fingerprint(connection: Connection, document_id: int) -> tuple[str, int] | None:
    """text_sha256 and length, in code points, of an article's text."""
    row = connection.exec_driver_sql(
        "SELECT text_sha256, length FROM document WHERE id = ?", (document_id,)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def known_texts(connection: Connection, hashes: Iterable[str]) -> dict[str, DocumentId]:
    """Which of the texts are here already, hidden articles included."""
    rows = connection.exec_driver_sql(
        """SELECT d.text_sha256, d.id
        FROM json_each(?) AS asked JOIN document d ON d.text_sha256 = asked.value""",
        (json.dumps(list(hashes)),),
    )
    return {sha256: DocumentId(document_id) for sha256, document_id in rows}


def read_rows(connection: Connection, ids: Sequence[DocumentId]) -> list[ArticleRow]:
    """Lines of the article list, in the order asked for."""
    rows = connection.exec_driver_sql(_ROWS, (json.dumps(list(ids)),))
    return [ArticleRow(row[0], row[1], row[2], row[3], Status(row[4]), *row[5:]) for row in rows]


def read_ids(connection: Connection, where: ArticleFilter) -> array[int]:
    """Ids of the visible articles that the filter lets through, ascending."""
    words = where.words.casefold().split()
    conditions = "hidden = 0" + " AND instr(words, ?)" * len(words)
    if where.statuses is None:
        query = f"SELECT id FROM document WHERE {conditions} ORDER BY id"
        return ids_from(connection, query, tuple(words))
    # left to itself, SQLite takes the index that is in the right order, and reads every row
    query = f"""SELECT id FROM document INDEXED BY document_by_status
        WHERE status IN (SELECT value FROM json_each(?)) AND {conditions}"""
    found = ids_from(connection, query, (json.dumps(sorted(where.statuses)), *words))
    return array("q", sorted(found))


def ids_from(connection: Connection, query: str, parameters: tuple[object, ...]) -> array[int]:
    """The single column of a query, in its order."""
    # one JSON text from SQLite is three times as fast as a million rows
    text = connection.exec_driver_sql(
        f"SELECT json_group_array(id) FROM ({query})", parameters
    ).scalar_one()
    return array("q", orjson.loads(text))


def next_unfinished(connection: Connection, after: DocumentId | None) -> DocumentId | None:
    """The next visible article that is not done, wrapping round; never `after` itself."""
    stretches = [(-1, _LAST)] if after is None else [(after, _LAST), (-1, after)]
    for low, high in stretches:
        found = connection.exec_driver_sql(_NEXT, (low, high)).scalar_one_or_none()
        if found is not None:
            return DocumentId(found)
    return None


def _write_tags(connection: Connection, info: DocumentInfo) -> None:
    connection.exec_driver_sql("DELETE FROM document_tag WHERE document_id = ?", (info.id,))
    for tag in info.tags:
        connection.exec_driver_sql("INSERT INTO document_tag VALUES (?, ?)", (tag, info.id))


def _info_row(info: DocumentInfo) -> dict[str, Any]:
    metadata = info.metadata
    return {
        "id": info.id,
        "title": metadata.title,
        "outlet": metadata.outlet,
        "byline": metadata.byline,
        "published": metadata.published,
        "url": metadata.url,
        "language": metadata.language,
        "extra": pairs_text(metadata.extra),
        "words": "\n".join((metadata.title, metadata.outlet, metadata.byline)).casefold(),
        "status": info.status,
        "flag_reason": info.flag_reason,
        "hidden": int(info.hidden),
        "tags": "\n".join(info.tags),
        "note": info.note,
    }


def _row_of(document: Document) -> dict[str, Any]:
    return {
        **_info_row(document.info),
        "length": len(document.text),
        "source": document.source,
        "source_sha256": document.source_sha256,
        "text_sha256": document.text_sha256,
        "imported_at": to_micros(document.imported_at),
    }


def _info_from(row: AnyRow) -> DocumentInfo:
    return DocumentInfo(
        id=DocumentId(row.id),
        metadata=Metadata(
            title=row.title,
            outlet=row.outlet,
            byline=row.byline,
            published=row.published,
            url=row.url,
            language=row.language,
            extra=pairs_from(row.extra),
        ),
        status=Status(row.status),
        flag_reason=row.flag_reason,
        hidden=bool(row.hidden),
        tags=tuple(row.tags.split("\n")) if row.tags else (),
        note=row.note,
    )


def _document_from(row: AnyRow) -> Document:
    return Document(
        info=_info_from(row),
        text=row.text,
        text_sha256=row.text_sha256,
        source=row.source,
        source_sha256=row.source_sha256,
        imported_at=from_micros(row.imported_at),
    )


_update_info = (
    schema.document.update()
    .where(_columns.id == bindparam("wanted"))
    .values(
        {
            name: bindparam(name)
            for name in (
                "title",
                "outlet",
                "byline",
                "published",
                "url",
                "language",
                "extra",
                "words",
                "status",
                "flag_reason",
                "hidden",
                "tags",
                "note",
            )
        }
    )
)
