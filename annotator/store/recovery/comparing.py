"""What the newest good backup has that a damaged project does not yield."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from annotator.store.inspection import uri
from annotator.store.recovery.salvage import BACKUP

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from annotator.store.connection import Database

_DELETED = """
SELECT 1 FROM change WHERE value_id = ? AND after IS NULL AND _sound IS NOT 0
ORDER BY edit_seq DESC LIMIT 1
"""


def is_same_history(backup: Path, scratch: sqlite3.Connection) -> bool:
    """Whether the backup's history is the beginning of the one that was read."""
    with closing(_opened(backup)) as old:
        edits = dict(old.execute("SELECT seq, edit_id FROM edit"))
    found = scratch.execute("SELECT seq, edit_id FROM edit WHERE _sound IS NOT 0").fetchall()
    common = [(seq, edit_id) for seq, edit_id in found if seq in edits]
    return bool(common) and all(edits[seq] == edit_id for seq, edit_id in common)


def old_text(backup: Path | None, document_id: int) -> str | None:
    """An article's text in a backup, to quote from."""
    if backup is None:
        return None
    with closing(_opened(backup)) as old:
        row = old.execute("SELECT text FROM body WHERE document_id = ?", (document_id,)).fetchone()
    return None if row is None else str(row[0])


def compare(database: Database, backup: Path, scratch: Connection) -> tuple[str, ...]:
    """Sentences about the articles of which the backup has more than the project."""
    with database.reading() as connection:
        marks = {one for (one,) in connection.exec_driver_sql("SELECT id FROM annotation")}
        texts = {
            one: sha
            for one, sha, _ in connection.exec_driver_sql("SELECT id, text_sha256, 1 FROM document")
        }
    found = []
    with closing(_opened(backup)) as old:
        more: dict[int, int] = {}
        for value_id, document_id in old.execute("SELECT id, document_id FROM annotation"):
            if value_id not in marks and not scratch.exec_driver_sql(_DELETED, (value_id,)).first():
                more[document_id] = more.get(document_id, 0) + 1
        rows = old.execute("SELECT id, title, text_sha256 FROM document ORDER BY id").fetchall()
    for document_id, title, sha in rows:
        count = more.get(document_id, 0)
        if document_id not in texts:
            found.append(f"“{title}”: the whole article.")
        elif texts[document_id] != sha:
            found.append(f"“{title}”: its text undamaged.")
        elif count:
            found.append(f"“{title}”: {count:,} more annotation{'' if count == 1 else 's'}.")
    return tuple(found)


def count_filled(scratch: Connection, target: Connection) -> int:
    """How many annotations of the new project come from the backup alone."""
    query = """SELECT id FROM annotation WHERE _from = ?1 AND NOT EXISTS
        (SELECT 1 FROM change WHERE value_id = annotation.id AND _from <> ?1)"""
    found = scratch.exec_driver_sql(query, (BACKUP,)).scalars().all()
    there = "SELECT EXISTS (SELECT 1 FROM annotation WHERE id = ?)"
    return sum(target.exec_driver_sql(there, (one,)).scalar_one() for one in found)


def _opened(backup: Path) -> sqlite3.Connection:
    return sqlite3.connect(uri(backup, mode="ro", immutable="1"), uri=True)
