"""The log of edits: every change goes through it, and it only grows.

An undo or redo is an entry as well; what can be undone is folded from the entries of a document.
"""

from __future__ import annotations

import json
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.edits import Change, Edit, HistoryEntry, HistoryStatus
from annotator.domain.ids import AnnotatorId, DocumentId, EditId
from annotator.store import codec, values
from annotator.store.driver import execute, execute_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection

_INSERT_EDIT = """
INSERT INTO edit(edit_id, kind, target_seq, verb, document_id, annotator_id, at)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""

_INSERT_CHANGE = """
INSERT INTO change(edit_seq, ordinal, kind, value_id, before, after) VALUES (?, ?, ?, ?, ?, ?)
"""
_COPY = """
INSERT INTO change(edit_seq, ordinal, kind, value_id, before, after)
SELECT ?1, ordinal, kind, value_id, before, after FROM change WHERE edit_seq = ?2 ORDER BY ordinal
"""
_COPY_TURNED = """
INSERT INTO change(edit_seq, ordinal, kind, value_id, before, after)
SELECT ?1, (SELECT max(ordinal) FROM change WHERE edit_seq = ?2) - ordinal,
    kind, value_id, after, before
FROM change WHERE edit_seq = ?2 ORDER BY ordinal DESC
"""

_BACKWARDS = """
SELECT seq, kind, target_seq FROM edit WHERE document_id = ?1
UNION ALL
SELECT seq, kind, target_seq FROM edit_document JOIN edit USING (seq)
WHERE edit_document.document_id = ?1
ORDER BY seq DESC
"""
_BACKWARDS_OF_PROJECT = """
SELECT seq, kind, target_seq FROM edit WHERE document_id IS NULL ORDER BY seq DESC
"""

_ENTRIES = """
SELECT e.seq, e.kind, e.verb, a.name, e.at, c.kind, c.before, c.after
FROM edit e JOIN annotator a ON a.id = e.annotator_id JOIN change c ON c.edit_seq = e.seq
"""
_ENTRIES_OF_DOCUMENT = _ENTRIES + "WHERE e.document_id IS ? ORDER BY e.seq, c.ordinal"
_ENTRIES_OF_VALUE = _ENTRIES + "WHERE c.value_id = ? ORDER BY e.seq, c.ordinal"


class Folded(NamedTuple):
    """The entries that undo and redo would be about, by number; None where there is none."""

    undo: int | None
    redo: int | None


def fold(backwards: Iterable[tuple[int, str, int | None]]) -> Folded:
    """What can be undone and redone.

    backwards: (number, kind, target) of a document's entries, newest first; only as many are
    read as are needed. Both stacks grow at their top, so the top of each is what was put there
    last and is still there. A new edit empties the stack of redo.
    """
    settled: set[int] = set()
    undo: int | None = None
    redo: int | None = None
    may_redo = True
    for seq, kind, target in backwards:
        original = seq if target is None else target
        if original not in settled:
            settled.add(original)
            if kind != "undo":
                undo = undo or original
            elif may_redo:
                redo = redo or original
        may_redo = may_redo and kind != "do"
        if undo and (redo or not may_redo):
            break
    return Folded(undo, redo)


def apply(connection: Connection, edit: Edit) -> None:
    """Makes an edit and logs it. An edit without changes is none."""
    if edit.changes:
        values.write(connection, edit.changes)
        _log(connection, edit)


def undo(
    connection: Connection, document_id: DocumentId | None, annotator_id: AnnotatorId, at: datetime
) -> Edit | None:
    """Takes the newest edit back that has not been; returns it, None if there is none."""
    seq = _fold(connection, document_id).undo
    if seq is None:
        return None
    done = _read_edit(connection, seq)
    _repeat(connection, "undo", seq, done.inverse(), annotator_id, at)
    return done


def redo(
    connection: Connection, document_id: DocumentId | None, annotator_id: AnnotatorId, at: datetime
) -> Edit | None:
    """Makes the edit again that was undone last; returns it, None if there is none."""
    seq = _fold(connection, document_id).redo
    if seq is None:
        return None
    done = _read_edit(connection, seq)
    _repeat(connection, "redo", seq, done, annotator_id, at)
    return done


def status(connection: Connection, document_id: DocumentId | None) -> HistoryStatus:
    """What undo and redo would do now."""
    folded = _fold(connection, document_id)
    return HistoryStatus(_verb(connection, folded.undo), _verb(connection, folded.redo))


def newest_edit(connection: Connection, document_id: DocumentId | None) -> EditId | None:
    """The edit that undo would take back; None if there is none."""
    seq = _fold(connection, document_id).undo
    row = execute(connection, "SELECT edit_id FROM edit WHERE seq = ?", (seq,)).fetchone()
    return None if row is None else EditId(row[0])


def step_size(connection: Connection, document_id: DocumentId | None, *, redo: bool) -> int:
    """How many changes undo (or redo) would make now."""
    folded = _fold(connection, document_id)
    seq = folded.redo if redo else folded.undo
    query = "SELECT count(*) FROM change WHERE edit_seq = ?"
    return int(execute(connection, query, (seq,)).fetchone()[0])


def entries(connection: Connection, document_id: DocumentId | None) -> tuple[HistoryEntry, ...]:
    """The log of a document, or of the whole project's own edits, oldest first."""
    return tuple(_entries(connection, _ENTRIES_OF_DOCUMENT, document_id))


def entries_of_value(connection: Connection, value_id: int) -> tuple[HistoryEntry, ...]:
    """The log as far as it touches one value, oldest first, with no other changes."""
    return tuple(_entries(connection, _ENTRIES_OF_VALUE, value_id))


def _entries(connection: Connection, query: str, parameter: int | None) -> Iterator[HistoryEntry]:
    rows = connection.exec_driver_sql(query, (parameter,))
    for (_, kind, verb, annotator, at), group in groupby(rows, itemgetter(slice(0, 5))):
        changes = tuple(_change(*row[5:]) for row in group)
        yield HistoryEntry(kind, verb, annotator, codec.from_micros(at), changes)


def _repeat(
    connection: Connection,
    kind: str,
    seq: int,
    turned: Edit,
    annotator_id: AnnotatorId,
    at: datetime,
) -> None:
    values.write(connection, turned.changes)
    entry = Edit(turned.id, turned.verb, turned.document_id, annotator_id, at, turned.changes)
    number = _insert_edit(connection, kind, seq, entry)
    # the texts are in the log already: to copy them is ten times as fast as to write them anew
    copy = _COPY_TURNED if kind == "undo" else _COPY
    execute(connection, copy, (number, seq))


def _log(connection: Connection, edit: Edit) -> None:
    number = _insert_edit(connection, "do", None, edit)
    execute_many(
        connection,
        _INSERT_CHANGE,
        (
            (
                number,
                ordinal,
                codec.kind_of(change.value),
                values.id_of(change.value),
                None if change.before is None else codec.dumps(change.before),
                None if change.after is None else codec.dumps(change.after),
            )
            for ordinal, change in enumerate(edit.changes)
        ),
    )


def _insert_edit(
    connection: Connection, kind: str, target_seq: int | None, edit: Edit
) -> int | None:
    """Begins an entry of the log, and returns its number."""
    at = codec.to_micros(edit.at)
    seq = execute(
        connection,
        _INSERT_EDIT,
        (edit.id, kind, target_seq, edit.verb, edit.document_id, edit.annotator_id, at),
    ).lastrowid
    if edit.document_id is None:
        connection.exec_driver_sql(
            "INSERT INTO edit_document(document_id, seq) SELECT value, ? FROM json_each(?)",
            (seq, json.dumps(sorted(edit.documents()))),
        )
    return seq


def _fold(connection: Connection, document_id: DocumentId | None) -> Folded:
    if document_id is None:
        query = connection.exec_driver_sql(_BACKWARDS_OF_PROJECT)
    else:
        query = connection.exec_driver_sql(_BACKWARDS, (document_id,))
    with closing(query) as rows:
        return fold(rows)


def _verb(connection: Connection, seq: int | None) -> str | None:
    if seq is None:
        return None
    row = connection.exec_driver_sql("SELECT verb FROM edit WHERE seq = ?", (seq,)).one()
    return str(row[0])


def _read_edit(connection: Connection, seq: int) -> Edit:
    number, verb, document_id, annotator_id, at = connection.exec_driver_sql(
        "SELECT edit_id, verb, document_id, annotator_id, at FROM edit WHERE seq = ?", (seq,)
    ).one()
    rows = connection.exec_driver_sql(
        "SELECT kind, before, after FROM change WHERE edit_seq = ? ORDER BY ordinal", (seq,)
    )
    return Edit(
        id=EditId(number),
        verb=verb,
        document_id=None if document_id is None else DocumentId(document_id),
        annotator_id=AnnotatorId(annotator_id),
        at=codec.from_micros(at),
        changes=tuple(_change(*row) for row in rows),
    )


def _change(kind: str, before: str | None, after: str | None) -> Change:
    return Change(
        None if before is None else codec.loads(kind, before),
        None if after is None else codec.loads(kind, after),
    )
