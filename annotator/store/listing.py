"""The list of articles: which ids it holds, and in what order, a million as quickly as a hundred.

Ids are read from indexes alone. Where a filter leaves few, the rest is asked of their rows; where
it leaves many, the sets that the indexes give are laid over each other here.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import orjson

from annotator.domain.document import ArticleFilter, ListOrder, OrderBy, Status
from annotator.domain.errors import Cancelled
from annotator.domain.ids import DocumentId
from annotator.store.conditions import conditions
from annotator.store.driver import execute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence, Set

    from sqlalchemy import Connection

    from annotator.store.conditions import Condition

_FEW = 20_000
"""So many rows are looked up, and sorted, in a blink."""
_SORTABLE = 100_000
"""So many are sorted sooner than an index of a million is read."""
_CHUNK = 1 << 19
"""Characters of JSON, or ids, that are worked on before another thread may have its turn."""
_STEPS = 20_000
"""Of SQLite's machine: ten milliseconds or so, if rows are fetched in them."""
_LOOKS = 10
"""How often it is looked, in that time, whether there is some left."""


class _Walk(NamedTuple):
    """A stretch of a list in its order.

    by: the index that gives it. sort: what is sorted by before the id. only: a condition.
    """

    by: str
    sort: str = ""
    only: str = "1"


_BY = {
    OrderBy.IMPORTED: _Walk("document_listed"),
    OrderBy.PUBLISHED: _Walk("document_by_published", "d.published"),
    OrderBy.TITLE: _Walk("document_by_title", "d.title COLLATE NOCASE"),
    OrderBy.OUTLET: _Walk("document_by_outlet", "d.outlet COLLATE NOCASE"),
    OrderBy.LENGTH: _Walk("document_by_length", "d.length"),
    OrderBy.ANNOTATIONS: _Walk("document_by_annotations", "d.annotation_count"),
    OrderBy.PENDING: _Walk("document_by_pending", "d.pending_count"),
}
# in the order of work, which is not that of the alphabet
_STATUSES = [_Walk("document_by_status", only=f"d.status = '{one}'") for one in Status]
_RANK = " ".join(f"WHEN '{one}' THEN {number}" for number, one in enumerate(Status))


def read_ids(
    connection: Connection,
    where: ArticleFilter,
    order: ListOrder = ListOrder(),  # noqa: B008 - a frozen value
    *,
    is_stopped: Callable[[], bool] = lambda: False,
) -> array[int]:
    """Ids of the articles that the filter lets through, in that order.

    Raises Cancelled soon after is_stopped() has become true.
    """
    with interruptible(connection, is_stopped, _STEPS):
        wanted = conditions(where)
        if not wanted:
            return _all(connection, where, order)
        few = _few(connection, where, wanted, order)
        return few if few is not None else _many(connection, where, wanted, order)


def read_first_ids(
    connection: Connection, where: ArticleFilter, order: ListOrder, limit: int
) -> array[int] | None:
    """The first of them; None if finding them would keep a window waiting."""
    looks = iter(range(_LOOKS))
    found: array[int] = array("q")
    wanted = conditions(where)
    try:
        with interruptible(connection, lambda: next(looks, None) is None, _STEPS // _LOOKS):
            for walk in _walks(order):
                found += _page(connection, where, wanted, order, walk, limit - len(found))
                if len(found) >= limit:
                    break
    except Cancelled:
        return None
    return found


def read_passing(
    connection: Connection, where: ArticleFilter, ids: Sequence[DocumentId]
) -> set[DocumentId]:
    """Which of a few articles the filter lets through."""
    asked = [one.for_one() for one in conditions(where)]
    sql = "".join(f" AND {one}" for one, _ in asked)
    parameters = [value for _, values in asked for value in values]
    rows = execute(
        connection,
        f"""SELECT d.id FROM json_each(?) AS asked CROSS JOIN document d ON d.id = asked.value
            WHERE d.hidden = ?{sql}""",
        (json.dumps(list(ids)), int(where.hidden), *parameters),
    )
    return {DocumentId(row[0]) for row in rows}


def read_known(connection: Connection, column: str, limit: int = 500) -> list[str]:
    """The first of the outlets or tags that visible articles have. column: "outlet" or "tag"."""
    after = {
        "outlet": """SELECT outlet FROM document INDEXED BY document_by_outlet
            WHERE hidden = 0 AND outlet > {0} COLLATE NOCASE
            ORDER BY outlet COLLATE NOCASE LIMIT 1""",
        "tag": "SELECT tag FROM document_tag WHERE tag > {0} ORDER BY tag LIMIT 1",
    }[column]
    rows = execute(
        connection,
        # from one name to the next, whatever number of articles has it
        f"""WITH RECURSIVE known(name) AS (
            SELECT ({after.format("''")})
            UNION ALL SELECT ({after.format("known.name")}) FROM known WHERE name IS NOT NULL)
        SELECT name FROM known WHERE name IS NOT NULL LIMIT ?""",
        (limit,),
    )
    return [name for (name,) in rows]


def ids_from(connection: Connection, query: str, parameters: Sequence[object]) -> array[int]:
    """The single column of a query, in its order; it is called id."""
    # one JSON text from SQLite is three times as fast as a million rows
    (text,) = execute(
        connection, f"SELECT json_group_array(id) FROM ({query})", parameters
    ).fetchone()
    ids: array[int] = array("q")
    begin = 1
    while begin < len(text):  # in pieces: while one is read, no other thread can run
        end = text.find(",", begin + _CHUNK)
        end = len(text) - 1 if end < 0 else end
        ids.extend(orjson.loads(f"[{text[begin:end]}]"))
        begin = end + 1
    return ids


# ------------------------------------------------------------ the ways to find them


def _all(connection: Connection, where: ArticleFilter, order: ListOrder) -> array[int]:
    found: array[int] = array("q")
    for walk in _walks(order):
        query = f"""SELECT d.id FROM document d INDEXED BY {walk.by}
            WHERE d.hidden = ? AND {walk.only} ORDER BY {_sorting(walk.sort, order)}"""
        found += ids_from(connection, query, (int(where.hidden),))
    return found


def _few(
    connection: Connection, where: ArticleFilter, wanted: list[Condition], order: ListOrder
) -> array[int] | None:
    """The list, if one of the conditions leaves few articles; None if none does."""
    for condition in wanted:
        source = condition.source
        ids = ids_from(
            connection,
            f"{source.query} LIMIT {_FEW + 1}",
            source.parameters,
        )
        if len(ids) <= _FEW:
            rest = [one for one in wanted if one is not condition or not source.is_exact]
            return _asked(connection, where, rest, ids, _order_of_rows(order))
    return None


def _many(
    connection: Connection, where: ArticleFilter, wanted: list[Condition], order: ListOrder
) -> array[int]:
    first, *others = dict.fromkeys(one.source for one in wanted)
    found = ids_from(connection, first.query, first.parameters)
    knows_hidden = first.knows_hidden
    for source in others:
        found = _kept(found, ids_from(connection, source.query, source.parameters))
        knows_hidden = knows_hidden or source.knows_hidden
    left = [one for one in wanted if not one.source.is_exact]
    if len(found) <= _SORTABLE:
        return _asked(connection, where, left, found, _order_of_rows(order))
    if order.by is OrderBy.IMPORTED and knows_hidden:
        found = array("q", sorted(found, reverse=order.descending))
    else:
        found = _kept(_all(connection, where, order), found)
    if left:
        pieces = [found[at : at + _FEW] for at in range(0, len(found), _FEW)]
        found = array("q")
        for piece in pieces:
            found += _asked(connection, where, left, piece, "asked.key")
    return found


def _page(
    connection: Connection,
    where: ArticleFilter,
    wanted: list[Condition],
    order: ListOrder,
    walk: _Walk,
    limit: int,
) -> array[int]:
    table, only, sort = f"document d INDEXED BY {walk.by}", walk.only, walk.sort
    parameters: tuple[object, ...] = ()
    searched = next((one for one in wanted if one.table), None)
    if searched is not None and order.by is OrderBy.IMPORTED:
        # a search finds the oldest or newest first by itself
        table = f"{searched.table} AS s CROSS JOIN document d ON d.id = s.rowid"
        only, parameters = f"{searched.table} MATCH ?", searched.parameters
        wanted = [one for one in wanted if one is not searched]
        sorting = "s.rowid DESC" if order.descending else "s.rowid"
    else:
        sorting = _sorting(sort, order)
    query = f"""SELECT d.id FROM {table}
        WHERE {only} AND d.hidden = ?{_and(wanted)} ORDER BY {sorting} LIMIT {limit:d}"""
    return ids_from(connection, query, (*parameters, int(where.hidden), *_values(wanted)))


def _asked(
    connection: Connection,
    where: ArticleFilter,
    wanted: list[Condition],
    ids: array[int],
    sorting: str,
) -> array[int]:
    """Those of the ids whose rows fulfil the conditions."""
    query = f"""SELECT d.id FROM json_each(?) AS asked CROSS JOIN document d ON d.id = asked.value
        WHERE d.hidden = ?{_and(wanted)} ORDER BY {sorting}"""
    values = (json.dumps(ids.tolist()), int(where.hidden), *_values(wanted))
    return ids_from(connection, query, values)


def _kept(ids: Iterable[int], others: Iterable[int]) -> array[int]:
    """Those of the ids that are among the others, in their order."""
    known: Set[int] = set(others)
    found: array[int] = array("q")
    left = iter(ids)
    while chunk := list(islice(left, _CHUNK // 8)):
        found.extend(filter(known.__contains__, chunk))
    return found


# ------------------------------------------------------------ parts


def _and(wanted: Iterable[Condition]) -> str:
    return "".join(f" AND {one.sql}" for one in wanted)


def _values(wanted: Iterable[Condition]) -> list[object]:
    return [value for one in wanted for value in one.parameters]


def _walks(order: ListOrder) -> list[_Walk]:
    if order.by is not OrderBy.STATUS:
        return [_BY[order.by]]
    return _STATUSES[::-1] if order.descending else _STATUSES


def _order_of_rows(order: ListOrder) -> str:
    """The order where no index gives it."""
    is_status = order.by is OrderBy.STATUS
    return _sorting(f"CASE d.status {_RANK} END" if is_status else _BY[order.by].sort, order)


def _sorting(sort: str, order: ListOrder) -> str:
    direction = " DESC" if order.descending else ""
    return ", ".join(f"{one}{direction}" for one in (sort, "d.id") if one)


@contextmanager
def interruptible(
    connection: Connection, is_stopped: Callable[[], bool], steps: int
) -> Iterator[None]:
    """Lets SQLite ask, now and then, whether to stop; raises Cancelled if so."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.set_progress_handler(is_stopped, steps)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        raise Cancelled from error
    finally:
        driver.set_progress_handler(None, 0)
