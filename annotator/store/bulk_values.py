"""Many changes of one kind at once: one query checks them, one statement writes them.

What it takes and refuses is what values.write() does with each by itself.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.document import DocumentInfo
from annotator.domain.errors import EditConflict
from annotator.domain.suggestion import Suggestion
from annotator.store import annotations as annotation_rows
from annotator.store import documents, relations, suggestions
from annotator.store.driver import execute, execute_many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection

    from annotator.domain.edits import Change, Value

    Row = tuple[Any, ...]

LEAST = 16
"""Of fewer changes each is written by itself: no slower, and less to go wrong."""

_CHUNK = 5_000


class _Table(NamedTuple):
    """Where values of a kind are stored; the first column of their rows is the id."""

    name: str
    rows_of: Callable[[Connection, Sequence[Any]], list[dict[str, Any]]]


_TABLES: dict[type[Value], _Table] = {
    Annotation: _Table("annotation", annotation_rows.annotation_rows),
    Relation: _Table("relation", relations.relation_rows),
    Suggestion: _Table("suggestion", suggestions.suggestion_rows),
    DocumentInfo: _Table("document", documents.info_rows),
}


def takes(kind: type[Value], changes: Sequence[Change]) -> bool:
    """Whether replace() can make these changes of one kind, none of which creates anything."""
    return (
        len(changes) >= LEAST
        and kind in _TABLES
        and len({cast("Any", change.value).id for change in changes}) == len(changes)
        and not (kind is DocumentInfo and any(_concerns_tags(change) for change in changes))
    )


def replace(connection: Connection, kind: type[Value], changes: Sequence[Change]) -> None:
    """Updates and deletes values of one kind, no two changes of the same one.

    Raises EditConflict if a `before` is not what is stored; some may be written by then.
    """
    table = _TABLES[kind]
    for some in _chunks(changes):
        before = table.rows_of(connection, [change.before for change in some])
        _check(connection, table, some, before)
        kept = [one.after for one in some if one.after is not None]
        _update(connection, table, before, table.rows_of(connection, kept))
        _delete(connection, table, [one for one in some if one.after is None])


def _check(
    connection: Connection,
    table: _Table,
    changes: Sequence[Change],
    before: Sequence[dict[str, Any]],
) -> None:
    names = ", ".join(f'"{name}"' for name in before[0])
    rows = execute(
        connection,
        f"SELECT {names} FROM {table.name} WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps([row["id"] for row in before]),),
    )
    stored: dict[int, Row] = {row[0]: row for row in rows}
    for change, row in zip(changes, before, strict=True):
        if stored.get(row["id"]) != tuple(row.values()):
            found = stored.get(row["id"])
            raise EditConflict(
                f"stored is {found!r}, not {change.before!r}", document_id=row.get("document_id")
            )


def _update(
    connection: Connection,
    table: _Table,
    before: Sequence[dict[str, Any]],
    after: Sequence[dict[str, Any]],
) -> None:
    """Writes the columns that differ in any row: of the others no index need be touched."""
    was = {row["id"]: row for row in before}
    changed = [
        name
        for name in (after[0] if after else ())
        if any(row[name] != was[row["id"]][name] for row in after)
    ]
    if changed:
        columns = ", ".join(f'"{name}" = ?' for name in changed)
        rows = [(*[row[name] for name in changed], row["id"]) for row in after]
        execute_many(connection, f"UPDATE {table.name} SET {columns} WHERE id = ?", rows)


def _delete(connection: Connection, table: _Table, changes: Sequence[Change]) -> None:
    if changes and table.name == "document":
        raise ValueError("no edit can delete a DocumentInfo")
    if changes:
        rows = [(cast("Any", change.before).id,) for change in changes]
        execute_many(connection, f"DELETE FROM {table.name} WHERE id = ?", rows)


def _concerns_tags(change: Change) -> bool:
    before, after = change.before, change.after
    return (
        isinstance(before, DocumentInfo)
        and isinstance(after, DocumentInfo)
        and before.tags != after.tags
    )


def _chunks(changes: Sequence[Change]) -> Iterator[list[Change]]:
    # in steps, so that other threads get their turn between the long calls
    rest = iter(changes)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
