"""Articles: their texts and what is known about them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from annotator.domain.document import (
    MOST_COPIES,
    ArticleRow,
    Document,
    DocumentInfo,
    Metadata,
    Status,
)
from annotator.domain.ids import DocumentId
from annotator.domain.text import fingerprint
from annotator.store import schema
from annotator.store.codec import from_micros, pairs_from, pairs_text, to_micros
from annotator.store.driver import Prepared, execute
from annotator.store.evidence import AlteredText

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

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
_one_info = Prepared(_info.where(_columns.id == bindparam("wanted")))
_many_infos = _info.where(_columns.id.in_(bindparam("wanted", expanding=True)))
_documents = _info.add_columns(
    _columns.text_sha256,
    _columns.source,
    _columns.source_sha256,
    _columns.imported_at,
    schema.body.c.text,
).join_from(schema.document, schema.body, schema.body.c.document_id == _columns.id)
_one_document = Prepared(_documents.where(_columns.id == bindparam("wanted")))
_many_documents = _documents.where(_columns.id.in_(bindparam("wanted", expanding=True)))

# not all copies are counted: they are looked up for each line of a list
_ROWS = f"""
SELECT d.id, d.title, d.outlet, d.published, d.status, d.flag_reason, d.length,
    d.annotation_count, d.pending_count, d.tags,
    iif(d.story_id IS NULL, 0, (SELECT count(*) FROM (
        SELECT 1 FROM document AS copy INDEXED BY document_of_story
        WHERE copy.story_id = d.story_id AND copy.hidden = 0 AND copy.id <> d.id
        LIMIT {MOST_COPIES})))
FROM json_each(?) AS asked JOIN document d ON d.id = asked.value
ORDER BY asked.key
"""


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
    _update_info.run(connection, {"wanted": row.pop("id"), **row})
    _write_tags(connection, info)


def read_info(connection: Connection, document_id: int) -> DocumentInfo | None:
    """What may be edited of an article; None if there is no such article."""
    row = _one_info.run(connection, {"wanted": document_id}).fetchone()
    return None if row is None else _info_from(row)


def read_infos(connection: Connection, ids: Sequence[DocumentId]) -> list[DocumentInfo]:
    """What may be edited of those articles that are there, in the order asked for."""
    found = {row[0]: row for row in connection.execute(_many_infos, {"wanted": ids})}
    return [_info_from(found[one]) for one in ids if one in found]


def read_document(connection: Connection, document_id: int) -> Document | None:
    """An article with its text; None if there is no such article.

    Raises AlteredText if its text is not the one that was imported.
    """
    row = _one_document.run(connection, {"wanted": document_id}).fetchone()
    return None if row is None else _true_document(row)


def read_documents(
    connection: Connection, ids: Sequence[DocumentId], *, altered: bool = False
) -> list[Document]:
    """Those articles that are there, in the order asked for.

    altered: also those whose text is not the one that was imported. Raises AlteredText otherwise.
    """
    found = {row[0]: row for row in connection.execute(_many_documents, {"wanted": ids})}
    read = _document_from if altered else _true_document
    return [read(found[one]) for one in ids if one in found]


def read_fingerprint(connection: Connection, document_id: int) -> tuple[str, int] | None:
    """text_sha256 and length, in code points, of an article's text."""
    row: tuple[str, int] | None = execute(
        connection, "SELECT text_sha256, length FROM document WHERE id = ?", (document_id,)
    ).fetchone()
    return row


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
    rows = execute(connection, _ROWS, (json.dumps(list(ids)),))
    return [_article_row(row) for row in rows]


def _write_tags(connection: Connection, info: DocumentInfo) -> None:
    connection.exec_driver_sql("DELETE FROM document_tag WHERE document_id = ?", (info.id,))
    for tag in info.tags:
        connection.exec_driver_sql("INSERT INTO document_tag VALUES (?, ?)", (tag, info.id))


def info_rows(_: Connection, infos: Sequence[DocumentInfo]) -> list[dict[str, Any]]:
    """What may be edited of articles, as their table holds it."""
    return [_info_row(info) for info in infos]


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


def _info_from(row: Sequence[Any]) -> DocumentInfo:
    number, title, outlet, byline, published, url, language, extra, *own = row
    status, flag_reason, hidden, tags, note = own
    return DocumentInfo(
        id=DocumentId(number),
        metadata=Metadata(title, outlet, byline, published, url, language, pairs_from(extra)),
        status=Status(status),
        flag_reason=flag_reason,
        hidden=bool(hidden),
        tags=_tags_from(tags),
        note=note,
    )


def _article_row(row: Sequence[Any]) -> ArticleRow:
    *start, status, reason, length, annotated, pending, tags, copies = row
    counts = (length, annotated, pending)
    values = (*start, Status(status), reason, *counts, _tags_from(tags), copies)
    return ArticleRow(*values)


def _tags_from(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def _true_document(row: Sequence[Any]) -> Document:
    document = _document_from(row)
    if fingerprint(document.text) != document.text_sha256:
        title = document.info.metadata.title
        raise AlteredText(f"the text of the article “{title}” is not the one that was imported")
    return document


def _document_from(row: Sequence[Any]) -> Document:
    *info, text_sha256, source, source_sha256, imported_at, text = row
    return Document(
        info=_info_from(info),
        text=text,
        text_sha256=text_sha256,
        source=source,
        source_sha256=source_sha256,
        imported_at=from_micros(imported_at),
    )


_update_info = Prepared(
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
