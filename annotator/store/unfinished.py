"""Which article of a list is still to be worked on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from annotator.domain.ids import DocumentId
from annotator.store.driver import execute
from annotator.store.listing import ids_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

_NEAR, _FAR = 50, 200_000
"""So many articles are looked at one by one; for more a set of all unfinished is sooner there."""
_LAST = (1 << 63) - 1
_UNFINISHED = """SELECT id FROM document INDEXED BY document_unfinished
    WHERE document.hidden = 0 AND document.status <> 'done'"""


def next_unfinished(connection: Connection, after: DocumentId | None) -> DocumentId | None:
    """The next visible article that is not done, wrapping round; never `after` itself."""
    stretches = [(-1, _LAST)] if after is None else [(after, _LAST), (-1, after)]
    for low, high in stretches:
        row = execute(
            connection, f"{_UNFINISHED} AND id > ? AND id < ? ORDER BY id LIMIT 1", (low, high)
        )
        found = row.fetchone()
        if found is not None:
            return DocumentId(found[0])
    return None


def read_first_unfinished(connection: Connection, ids: Sequence[int]) -> DocumentId | None:
    """The first of the articles, in the order given, that is visible and not done."""
    for piece in (ids[:_NEAR], ids[_NEAR:_FAR]):  # mostly it is one of the next few
        query = f"""SELECT value FROM json_each(?)
            WHERE EXISTS ({_UNFINISHED} AND document.id = value) LIMIT 1"""
        row = execute(connection, query, (json.dumps(list(piece)),)).fetchone()
        if row is not None:
            return DocumentId(row[0])
    if len(ids) <= _FAR:
        return None
    unfinished = set(ids_from(connection, _UNFINISHED, ()))
    found = next(filter(unfinished.__contains__, ids[_FAR:]), None)
    return None if found is None else DocumentId(found)
