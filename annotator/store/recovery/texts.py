"""Which articles there are, and which of the texts that were read is each one's."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.document import Document, DocumentInfo, Metadata
from annotator.domain.ids import DocumentId
from annotator.domain.text import fingerprint
from annotator.store.codec import from_micros
from annotator.store.recovery.fitting import drop, final_values
from annotator.store.recovery.salvage import BACKUP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from annotator.store.recovery.account import Account

_KNOWN = """
SELECT id FROM document
UNION SELECT document_id FROM body
UNION SELECT id FROM (
    SELECT id FROM evidence WHERE name = 'document'
    UNION ALL SELECT document_id FROM text_sha
    UNION ALL SELECT key ->> 0 FROM seal WHERE name = 'document')
    GROUP BY id HAVING count(*) > 1
UNION SELECT document_id FROM final WHERE document_id IS NOT NULL
    AND (kind, id) NOT IN (SELECT kind, id FROM doubt)
UNION SELECT document_id FROM suggestion WHERE _sound IS NOT 0
UNION SELECT document_id FROM edit WHERE document_id IS NOT NULL AND _sound IS NOT 0
ORDER BY 1
"""

_ROW = """
SELECT text_sha256, source, source_sha256, imported_at, _from FROM document WHERE id = ?
"""
_TEXTS = """
SELECT text, _from FROM body WHERE document_id = ?1
UNION ALL SELECT text, _from FROM other_body WHERE document_id = ?1
"""

_FIRST_ID_MS = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp() * 1000)
_COUNTER_BITS = 22
_LONGEST_TITLE = 100


class Found(NamedTuple):
    """An article. is_altered: its text is not the one that was imported. is_filled: some of it
    came from a backup."""

    document: Document
    is_altered: bool
    is_filled: bool


def known_articles(connection: Connection) -> list[int]:
    """The ids of all articles that anything mentions."""
    return [one for (one,) in connection.exec_driver_sql(_KNOWN)]


def collect_titles(connection: Connection, account: Account) -> None:
    """Learns the titles of articles from wherever one is told."""
    told = connection.exec_driver_sql(
        """SELECT id, json_extract(told, '$[0]') FROM evidence WHERE name = 'document'
        UNION ALL SELECT id, title FROM document
        UNION ALL SELECT id, json_extract(value, '$.title') FROM final WHERE kind = 'document'"""
    )
    account.titles.update((one, str(title)) for one, title in told if title)


def found_articles(connection: Connection, account: Account) -> Iterator[Found]:
    """The articles of which there is a text; the others are told of."""
    for document_id in known_articles(connection):
        found = _article(connection, document_id, account)
        if found is None:
            drop(connection, "document", document_id)
            account.lose("article", document_id, "its text is lost.")
            continue
        yield found


def _article(connection: Connection, document_id: int, account: Account) -> Found | None:
    row = connection.exec_driver_sql(_ROW, (document_id,)).first()
    texts = connection.exec_driver_sql(_TEXTS, (document_id,)).all()
    wanted = {sha for (sha,) in _shas(connection, document_id)} | ({row[0]} if row else set())
    whole = next(((text, origin) for text, origin in texts if fingerprint(text) in wanted), None)
    text, text_from = whole or max(texts, key=lambda one: len(one[0]), default=("", None))
    if text_from is None or (not text and whole is None):
        return None
    infos = list(final_values(connection, "document", document_id))
    info = infos[0] if infos else None
    if not isinstance(info, DocumentInfo):
        drop(connection, "document", document_id)
        info = _info(document_id, text, account)
        account.titles.setdefault(document_id, info.metadata.title)
        account.lose("article", document_id, "what was known of it besides its text is lost.")
    elif row is None:
        account.lose("article", document_id, "which file it came from is lost.")
    document = Document(
        info=info,
        text=text,
        text_sha256=fingerprint(text),
        source=row[1] if row else "",
        source_sha256=row[2] if row else "",
        imported_at=_imported_at(document_id, row[3] if row else None),
    )
    is_filled = text_from == BACKUP or (row is not None and row[4] == BACKUP)
    return Found(document, whole is None and bool(wanted), is_filled)


def _shas(connection: Connection, document_id: int) -> list[tuple[str]]:
    rows = connection.exec_driver_sql(
        "SELECT sha FROM text_sha WHERE document_id = ?", (document_id,)
    )
    return [(sha,) for (sha,) in rows]


def _info(document_id: int, text: str, account: Account) -> DocumentInfo:
    title = account.titles.get(document_id) or text.strip().partition("\n")[0][:_LONGEST_TITLE]
    return DocumentInfo(DocumentId(document_id), Metadata(title=title))


def _imported_at(document_id: int, micros: int | None) -> datetime:
    """When an article came; where that is lost, when its id was made, which it says itself."""
    if micros is not None:
        with suppress(OverflowError):
            return from_micros(micros)
    milliseconds = (document_id >> _COUNTER_BITS) + _FIRST_ID_MS
    try:
        return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0, tz=UTC)
