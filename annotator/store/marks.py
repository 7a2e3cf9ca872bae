"""What a view of an article paints: the one query that must be fast."""

from __future__ import annotations

import json
from functools import partial
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING

import orjson

from annotator.domain.segments import Mark
from annotator.store.driver import execute

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from annotator.domain.ids import DocumentId
    from annotator.domain.span import Span

_as_mark = partial(tuple.__new__, Mark)

# a column as one JSON text: 50,000 rows are read in two thirds of the time that rows take.
# Both come sorted from an index
_ANNOTATIONS = """
SELECT json_group_array(start), json_group_array("end"), json_group_array(id),
    json_group_array(label)
FROM (SELECT start, "end", id, label FROM annotation WHERE document_id = ?
    ORDER BY start, "end" DESC, id)
"""
_PENDING = """
SELECT json_group_array(start), json_group_array("end"), json_group_array(id),
    json_group_array(label), count(score)
FROM (SELECT start, "end", id, label, score FROM suggestion
    WHERE document_id = ? AND decision = 'pending' ORDER BY start, "end" DESC, id)
"""
# JSON would round them
_SCORES = """
SELECT score FROM suggestion
WHERE document_id = ? AND decision = 'pending' ORDER BY start, "end" DESC, id
"""


def read_marks(connection: Connection, document_id: int) -> list[Mark]:
    """Annotations and pending suggestions, by start; those that start together in no order."""
    row = execute(connection, _ANNOTATIONS, (document_id,)).fetchone()
    columns = map(orjson.loads, row)
    marks = list(map(_as_mark, zip(*columns, repeat(False), repeat(None), strict=False)))
    *row, scored = execute(connection, _PENDING, (document_id,)).fetchone()
    scores: Iterable[float | None] = repeat(None)
    if scored:
        scores = map(itemgetter(0), execute(connection, _SCORES, (document_id,)).fetchall())
    columns = map(orjson.loads, row)
    marks += map(_as_mark, zip(*columns, repeat(True), scores, strict=False))
    marks.sort(key=itemgetter(0))  # two sorted runs: this merges them
    return marks


# CROSS: else SQLite would go over all that the article has
_AMONG = """
SELECT start, "end", suggestion.id, label, score
FROM json_each(?2) CROSS JOIN suggestion ON suggestion.id = value
WHERE document_id = ?1 AND decision = 'pending'
"""


def read_pending_among(connection: Connection, document_id: int, ids: Iterable[int]) -> list[Mark]:
    """Those of some suggestions that are pending in this article, in no order."""
    rows = execute(connection, _AMONG, (document_id, json.dumps(list(ids))))
    return [Mark(start, end, id_, label, True, score) for start, end, id_, label, score in rows]


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
