"""What a view of an article paints: the one query that must be fast."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotator.domain.segments import Mark
from annotator.store.driver import execute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from annotator.domain.ids import DocumentId
    from annotator.domain.span import Span

_as_mark = partial(tuple.__new__, Mark)

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
    rows = execute(connection, _MARKS, (document_id,)).fetchall()
    # rows are marks already but for their type (and 0 for False): half the time of calling Mark
    return list(map(_as_mark, rows))


_THE_SAME = """
SELECT start, "end", id, label, 0, NULL FROM annotation
WHERE document_id = ?1 AND start = ?2 AND "end" = ?3 AND label = ?4
UNION ALL
SELECT start, "end", id, label, 1, score FROM suggestion
WHERE document_id = ?1 AND start = ?2 AND "end" = ?3 AND label = ?4 AND decision = 'pending'
ORDER BY 5, 3 LIMIT 1
"""


def read_mark_of(
    connection: Connection, document_id: DocumentId, span: Span, label: str
) -> Mark | None:
    """The first annotation of just that span and label, else such a pending suggestion."""
    place = (document_id, span.start, span.end, label)
    row = execute(connection, _THE_SAME, place).fetchone()
    return None if row is None else Mark(*row)


def read_annotated_near(
    connection: Connection, document_id: DocumentId, offset: int, labels: Sequence[str], count: int
) -> list[Mark]:
    """The annotations with these labels that begin nearest to the offset, the nearest first."""
    wanted = ", ".join("?" for _ in labels)
    found: list[Mark] = []
    for side, order in (("start <= ?", "DESC"), ("start > ?", "ASC")):
        rows = connection.exec_driver_sql(
            f"""SELECT start, "end", id, label, 0 FROM annotation
                WHERE document_id = ? AND {side} AND label IN ({wanted})
                ORDER BY start {order} LIMIT ?""",
            (document_id, offset, *labels, count),
        )
        found += [Mark(start, end, id_, label, False) for start, end, id_, label, _ in rows]
    found.sort(key=lambda mark: (abs(mark.start - offset), mark.start, mark.id))
    return found[:count]
