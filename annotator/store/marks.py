"""What a view of an article paints: the one query that must be fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.segments import Mark

if TYPE_CHECKING:
    from sqlalchemy import Connection

# both halves come sorted from an index, so SQLite only merges them
_MARKS = """
SELECT start, "end", id, label, 0, NULL FROM annotation WHERE document_id = ?1
UNION ALL
SELECT start, "end", id, label, 1, score FROM suggestion
WHERE document_id = ?1 AND decision = 'pending'
ORDER BY 1, 2 DESC, 3
"""


def read_marks(connection: Connection, document_id: int) -> list[Mark]:
    """Annotations and pending suggestions, by start, then the longest first, then by id."""
    rows = connection.exec_driver_sql(_MARKS, (document_id,)).cursor.fetchall()
    return [
        Mark(start, end, number, label, kind == 1, score)
        for start, end, number, label, kind, score in rows
    ]
