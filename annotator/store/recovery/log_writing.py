"""The history that a saved project keeps: its own steps, and before them what they begin with."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from annotator.store import codec

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from annotator.store.recovery.account import Account
    from annotator.store.schema import AnyRow

VERB = "Recover"
_KINDS = ("do", "undo", "redo")
_LOST_VERB = "A step of which the name is lost"

_ORIGINS = "SELECT document_id, kind, id, before, after FROM origin ORDER BY document_id, id"

_EDITS = """
SELECT n.seq, e.edit_id, e.kind, e.target_seq, e.verb, e.document_id, e.annotator_id, e.at, e._sound
FROM (SELECT DISTINCT seq FROM kept) n LEFT JOIN edit e ON e.seq = n.seq ORDER BY n.seq
"""
_CHANGES = """
SELECT c.ordinal, c.kind, c.value_id, c.before, c.after
FROM kept k JOIN change c ON c.edit_seq = k.seq AND c.ordinal = k.ordinal
WHERE k.seq = ? ORDER BY c.ordinal
"""
_INCOMPLETE = """
SELECT seq FROM (
    SELECT seq FROM edit UNION SELECT edit_seq FROM change
) WHERE seq NOT IN (SELECT seq FROM kept)
    OR seq IN (SELECT edit_seq FROM change LEFT JOIN kept
        ON kept.seq = change.edit_seq AND kept.ordinal = change.ordinal WHERE kept.seq IS NULL)
ORDER BY seq
"""


class Entry(NamedTuple):
    """A row of the log's table of edits, but for its number."""

    edit_id: int
    kind: str
    target: int | None
    verb: str
    document_id: int | None
    annotator_id: int
    at: int


class LogWriting:
    """Writes the log. documents: the articles that the new project has."""

    def __init__(
        self,
        scratch: Connection,
        target: Connection,
        account: Account,
        new_id: Callable[[], int],
        at: datetime,
    ) -> None:
        self._scratch = scratch
        self._target = target
        self._account = account
        self._new_id = new_id
        self._at = codec.to_micros(at)
        self._documents = {one for (one,) in target.exec_driver_sql("SELECT id FROM document")}
        self._people: list[int] = [
            one for (one,) in target.exec_driver_sql("SELECT id FROM annotator")
        ]
        self._numbers: dict[int, int] = {}
        """Of the old edits, those that can be the target of an undo: old to new numbers."""
        self._unnamed: Counter[int | None] = Counter()
        """How many steps of each article (None: the project) are known by their changes alone."""

    def run(self) -> None:
        """Writes all of it, and tells what of the old one is missing."""
        origins = self._scratch.exec_driver_sql(_ORIGINS).all()
        for document_id, group in groupby(origins, itemgetter(0)):
            self._write_origin(document_id, list(group))
        before = self._at
        for row in self._scratch.exec_driver_sql(_EDITS).all():
            before = self._write_edit(row, before)
        self._account.lose_many(
            "step",
            self._unnamed,
            "the name and time of a step are lost.",
            "the names and times of {0} steps are lost.",
        )
        self._tell_lost()

    def _write_origin(self, document_id: int | None, rows: Sequence[AnyRow]) -> None:
        entry = Entry(self._new_id(), "do", None, VERB, document_id, self._person(), self._at)
        # entries before the annotations that name them, and these before their relations
        order = ("entry", "phrase", "annotation", "suggestion", "relation")
        changes = sorted((tuple(row[1:]) for row in rows), key=lambda one: order.index(one[0]))
        self._insert(entry, [(n, *change) for n, change in enumerate(changes)])

    def _write_edit(self, row: AnyRow, before: int) -> int:
        """before: when the edit before it was made; returns when this one was."""
        seq, edit_id, kind, target, verb, document_id, annotator_id, at, sound = row
        changes = [tuple(one) for one in self._scratch.exec_driver_sql(_CHANGES, (seq,))]
        if edit_id is None:
            entry = self._nameless(changes, before)
            self._unnamed[entry.document_id] += 1
        else:
            is_odd = (kind == "do") != (target is None) or kind not in _KINDS
            if sound == 0 or is_odd or (target is not None and target not in self._numbers):
                edit_id, kind, target = self._new_id(), "do", None
            if document_id not in self._documents:
                document_id = None
            if not _is_time(at):
                at = before
            number = None if target is None else self._numbers[target]
            entry = Entry(edit_id, kind, number, verb, document_id, annotator_id, at)
            if sound == 0:
                sentence = f"the name or time of the step “{verb}” may be damaged."
                self._account.lose("step", document_id, sentence)
        number = self._insert(entry, changes)
        if entry.kind == "do":
            self._numbers[seq] = number
        self._account.saved["step"] += 1
        return entry.at

    def _nameless(self, changes: Sequence[tuple[object, ...]], at: int) -> Entry:
        documents = _documents_of(changes)
        document_id = next(iter(documents)) if len(documents) == 1 else None
        return Entry(self._new_id(), "do", None, _LOST_VERB, document_id, self._person(), at)

    def _insert(self, entry: Entry, changes: Sequence[tuple[object, ...]]) -> int:
        seq = self._target.exec_driver_sql(
            """INSERT INTO edit(edit_id, kind, target_seq, verb, document_id, annotator_id, at)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING seq""",
            tuple(entry),
        ).scalar_one()
        for change in changes:
            self._target.exec_driver_sql(
                "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)", (seq, *change)
            )
        if entry.document_id is None:
            for document_id in sorted(_documents_of(changes) & self._documents):
                self._target.exec_driver_sql(
                    "INSERT INTO edit_document VALUES (?, ?)", (document_id, seq)
                )
        return int(seq)

    def _person(self) -> int:
        if not self._people:
            self._people.append(1)
            self._target.exec_driver_sql("INSERT INTO annotator VALUES (1, 'Unknown')")
        return self._people[0]

    def _tell_lost(self) -> None:
        for (seq,) in self._scratch.exec_driver_sql(_INCOMPLETE).all():
            found = self._scratch.exec_driver_sql(
                "SELECT verb, document_id FROM edit WHERE seq = ?", (seq,)
            ).first()
            verb, document_id = found or (_LOST_VERB, None)
            part = "part of " if seq in self._numbers else ""
            sentence = f"{part}the step “{verb}” is lost from the history."
            self._account.lose("step", document_id, sentence)
        known = self._scratch.exec_driver_sql(
            """SELECT count(*), coalesce(max(seq), 0) FROM (
                SELECT seq FROM edit UNION SELECT edit_seq FROM change)"""
        ).one()
        gone = known[1] - known[0]
        if gone > 0:
            steps = "a step is" if gone == 1 else f"{gone:,} steps are"
            self._account.lose("step", None, f"{steps} lost from the history.", gone)


def _is_time(micros: int) -> bool:
    try:
        codec.from_micros(micros)
    except OverflowError:
        return False
    return True


def _documents_of(changes: Sequence[tuple[object, ...]]) -> set[int]:
    found = set()
    for _, kind, _, before, after in changes:
        for text in (before, after):
            value = None if text is None else json.loads(str(text))
            if value is not None and kind in ("annotation", "relation", "suggestion", "document"):
                found.add(value["id" if kind == "document" else "document"])
    return found
