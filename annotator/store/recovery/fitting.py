"""From the rows that were read to the values they stood for, with as much history as fits them."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.document import DocumentInfo
from annotator.domain.entries import RegistryEntry
from annotator.domain.labels import LabelScheme
from annotator.domain.memory import PhraseRule
from annotator.domain.suggestion import Decision, Suggestion
from annotator.store import codec, values
from annotator.store.evidence import MISREADINGS
from annotator.store.recovery.chains import Row, settle, step_of, unbroken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from annotator.domain.edits import Value
    from annotator.store.recovery.chains import Settled, Step
    from annotator.store.recovery.salvage import Salvaged

SCHEME_ID = 0
MADE_UP = 3
"""Where a row is said to come from (see salvage.OWN) that nothing was read of."""

_UNKNOWN_ANNOTATORS = f"""
INSERT INTO annotator SELECT DISTINCT annotator_id, 'Unknown', {MADE_UP}, NULL FROM (
    SELECT annotator_id FROM annotation UNION SELECT annotator_id FROM edit
    UNION SELECT annotator_id FROM relation)
WHERE annotator_id NOT IN (SELECT id FROM annotator)
"""
_MENTIONED = """
SELECT suggester_id, id FROM annotation
WHERE suggester_id IS NOT NULL AND suggester_id NOT IN (SELECT id FROM suggester)
UNION ALL
SELECT suggester_id, id FROM suggestion WHERE suggester_id NOT IN (SELECT id FROM suggester)
"""
# the log holds their names in full
_TOLD_SUGGESTERS = f"""
INSERT OR IGNORE INTO suggester
SELECT suggester_id, told ->> 0, told ->> 1, told ->> 2, 1, NULL FROM (
    SELECT m.suggester_id, coalesce(c.after, c.before) -> '$.suggester' AS told
    FROM ({_MENTIONED}) m JOIN change c ON c.value_id = m.id
    WHERE c._sound IS NOT 0 AND json_valid(coalesce(c.after, c.before)))
WHERE json_type(told) = 'array'
"""
# the index that keeps them apart holds their names as well
_LISTED_SUGGESTERS = """
INSERT OR IGNORE INTO suggester
SELECT key ->> 0, seal ->> 0, seal ->> 1, seal ->> 2, 1, 0 FROM seal WHERE name = 'suggester'
"""
_UNKNOWN_SUGGESTERS = f"""
INSERT INTO suggester
SELECT DISTINCT suggester_id, 'unknown', '', suggester_id, {MADE_UP}, NULL FROM ({_MENTIONED})
"""


class Kind(NamedTuple):
    """A kind of value. made_by_edits: an edit makes each; others are imported, or suggested."""

    name: str
    value: type[Value]
    table: str
    key: str
    made_by_edits: bool


KINDS = (
    Kind("scheme", LabelScheme, "setting", "0", made_by_edits=False),
    Kind("document", DocumentInfo, "document", "id", made_by_edits=False),
    Kind("entry", RegistryEntry, "registry_entry", "id", made_by_edits=True),
    Kind("phrase", PhraseRule, "phrase_rule", "id", made_by_edits=True),
    Kind("annotation", Annotation, "annotation", "id", made_by_edits=True),
    Kind("relation", Relation, "relation", "id", made_by_edits=True),
    Kind("suggestion", Suggestion, "suggestion", "id", made_by_edits=False),
)

_TABLES = """
CREATE TABLE final(kind, id, document_id, value, PRIMARY KEY (kind, id));
CREATE INDEX final_of_document ON final(document_id, kind, id);
CREATE TABLE kept(value_id, seq, ordinal, PRIMARY KEY (seq, ordinal));
CREATE INDEX kept_of_value ON kept(value_id);
CREATE TABLE origin(document_id, kind, id, before, after);
CREATE TABLE gone(kind, id);
CREATE TABLE doubt(kind, id, document_id, what);
CREATE INDEX change_of_value ON change(kind, value_id, edit_seq, ordinal);
CREATE INDEX suggestion_of_document ON suggestion(document_id);
"""

_STEPS = """
SELECT value_id, edit_seq, ordinal, before, after, _sound FROM change
WHERE kind = ?1 AND value_id IN (
    SELECT DISTINCT value_id FROM change WHERE kind = ?1 AND value_id > ?2
    ORDER BY value_id LIMIT ?3)
ORDER BY value_id, edit_seq, ordinal
"""
_BATCH = 256


def fit(connection: Connection, salvaged: Salvaged, on_step: Callable[[], None]) -> None:
    """Fills the scratch database's tables final, kept, origin and doubt.

    final: what each value is; suggestions that no edit was about are left where they are. kept:
    the changes of the log that can stay. origin: what the history of a value must begin with.
    doubt: values that were damaged or had to be made of their history.
    """
    for statement in filter(str.strip, _TABLES.split(";")):
        connection.exec_driver_sql(statement)
    _add_unknown(connection)
    is_whole = not salvaged.broken_pages and _is_log_whole(connection)
    for kind in KINDS:
        stored = _ids(connection, kind)
        is_listed = kind.table in salvaged.whole_lists
        for value_id, steps in _histories(connection, kind):
            stored.discard(value_id)
            _settle(connection, kind, value_id, steps, is_whole=is_whole, is_listed=is_listed)
            on_step()
        if kind.value is not Suggestion:
            for value_id in sorted(stored):
                _settle(connection, kind, value_id, [], is_whole=is_whole, is_listed=is_listed)
                on_step()
        else:
            _settle_decided(connection)


def _is_log_whole(connection: Connection) -> bool:
    """Whether each number is there, which they have in the order in which they were made."""
    count, last = connection.exec_driver_sql(
        """SELECT count(*), max(seq) FROM edit
        WHERE seq IN (SELECT edit_seq FROM change WHERE _sound IS NOT 0)"""
    ).one()
    return bool(count == last)


def _settle(
    connection: Connection,
    kind: Kind,
    value_id: int,
    steps: list[Step | None],
    *,
    is_whole: bool,
    is_listed: bool,
) -> None:
    row = _row(connection, kind, value_id, is_listed=is_listed)
    found = settle(
        row,
        unbroken(steps),
        is_whole=is_whole and bool(steps) and steps[-1] is not None,
        made_by_edits=kind.made_by_edits,
    )
    _store(connection, kind, value_id, found)
    if found.value is None and row.value is None and not row.is_listed:
        return  # it was deleted
    if found.value is None:
        _doubt(connection, kind, value_id, None, "could not be read")
    elif row.is_sound is False and found.value == row.value:
        _doubt(connection, kind, value_id, found.value, "is damaged, and was kept as it was read")
    elif not found.steps and row.is_sound is not True and steps:
        _doubt(connection, kind, value_id, found.value, "does not fit its history")


def _store(connection: Connection, kind: Kind, value_id: int, found: Settled) -> None:
    for step in found.steps:
        connection.exec_driver_sql("INSERT INTO kept VALUES (?, ?, ?)", (value_id, *step.place))
    value = found.value
    if value is not None:
        connection.exec_driver_sql(
            "INSERT INTO final VALUES (?, ?, ?, ?)",
            (kind.name, value_id, document_of(value), codec.dumps(value)),
        )
    if found.origin is not None:
        put_origin(connection, kind.name, None, found.origin)
    elif not found.steps:
        _note_decision(connection, value)


def put_origin(connection: Connection, kind: str, before: Value | None, after: Value) -> None:
    """Remembers a change that the new project's history is to begin with."""
    connection.exec_driver_sql(
        "INSERT INTO origin VALUES (?, ?, ?, ?, ?)",
        (
            document_of(after),
            kind,
            values.id_of(after),
            None if before is None else codec.dumps(before),
            codec.dumps(after),
        ),
    )


def document_of(value: Value) -> int | None:
    """The article that a value belongs to; None if it belongs to the project."""
    if isinstance(value, DocumentInfo):
        return value.id
    return getattr(value, "document_id", None)


def _settle_decided(connection: Connection) -> None:
    """Suggestions that were decided about, though nothing is left of how."""
    rows = connection.exec_driver_sql(
        """SELECT id FROM suggestion WHERE decision NOT IN ('pending', 'withheld')
        AND id NOT IN (SELECT id FROM final WHERE kind = 'suggestion')"""
    ).all()
    for (value_id,) in rows:
        _note_decision(connection, _read(connection, Suggestion, value_id))


def _note_decision(connection: Connection, value: Value | None) -> None:
    if isinstance(value, Suggestion) and value.decision not in (
        Decision.PENDING,
        Decision.WITHHELD,
    ):
        pending = replace(value, decision=Decision.PENDING)
        put_origin(connection, "suggestion", pending, value)


def _row(connection: Connection, kind: Kind, value_id: int, *, is_listed: bool) -> Row:
    value = _read(connection, kind.value, value_id)
    where = "name = 'label scheme' OR ?" if kind.value is LabelScheme else f"{kind.key} = ?"
    found = connection.exec_driver_sql(
        f"SELECT _sound FROM {kind.table} WHERE {where}", (value_id,)
    ).first()
    sound = None if found is None or found[0] is None else bool(found[0])
    listed: bool | None = None
    if is_listed:
        listed = (
            connection.exec_driver_sql(
                "SELECT 1 FROM evidence WHERE name = ? AND id = ?", (kind.table, value_id)
            ).first()
            is not None
        )
    return Row(value, sound, listed)


def _read(connection: Connection, kind: type[Value], value_id: int) -> Value | None:
    try:
        return values.read(connection, kind, value_id)
    except MISREADINGS:
        return None


def _ids(connection: Connection, kind: Kind) -> set[int]:
    if kind.value is LabelScheme:
        return {SCHEME_ID}
    if kind.value is Suggestion:
        return set()
    return {one for (one,) in connection.exec_driver_sql(f"SELECT id FROM {kind.table}")}


def _histories(connection: Connection, kind: Kind) -> Iterator[tuple[int, list[Step | None]]]:
    after = -1
    while True:
        rows = connection.exec_driver_sql(_STEPS, (kind.name, after, _BATCH)).all()
        if not rows:
            return
        for value_id, group in groupby(rows, itemgetter(0)):
            after = value_id
            yield (
                value_id,
                [
                    None if sound == 0 else step_of((seq, ordinal), kind.name, value_id, old, new)
                    for _, seq, ordinal, old, new, sound in group
                ],
            )


def _doubt(
    connection: Connection, kind: Kind, value_id: int, value: Value | None, what: str
) -> None:
    document_id = None if value is None else document_of(value)
    connection.exec_driver_sql(
        "INSERT INTO doubt VALUES (?, ?, ?, ?)", (kind.name, value_id, document_id, what)
    )


def _add_unknown(connection: Connection) -> None:
    """Names for annotators and suggesters that others mention and that are lost."""
    for statement in (
        _UNKNOWN_ANNOTATORS,
        "DELETE FROM suggester WHERE _sound = 0",
        _TOLD_SUGGESTERS,
        _LISTED_SUGGESTERS,
        _UNKNOWN_SUGGESTERS,
    ):
        connection.exec_driver_sql(statement)
    for table in ("annotator", "suggester"):
        connection.exec_driver_sql(
            f"""INSERT INTO doubt SELECT '{table}', id, NULL, 'is lost' FROM {table}
            WHERE _from = {MADE_UP}"""
        )
    connection.exec_driver_sql(
        """INSERT INTO doubt SELECT 'suggester', id, NULL, 'may be damaged' FROM suggester
        WHERE _sound = 0"""
    )


def final_values(
    connection: Connection, kind: str, document_id: int | None = None
) -> Iterator[Value]:
    """The values of a kind, of one article or of all, by id."""
    query = "SELECT value FROM final WHERE kind = ?"
    parameters: tuple[object, ...] = (kind,)
    if document_id is not None:
        query += " AND document_id = ?"
        parameters = (kind, document_id)
    for (text,) in connection.exec_driver_sql(f"{query} ORDER BY id", parameters).all():
        yield codec.loads(kind, text)


def drop(connection: Connection, kind: str, value_id: int) -> None:
    """Forgets a value, and with it its history: it cannot be kept, and that was told."""
    connection.exec_driver_sql("INSERT INTO gone VALUES (?, ?)", (kind, value_id))
    connection.exec_driver_sql("DELETE FROM final WHERE kind = ? AND id = ?", (kind, value_id))
    connection.exec_driver_sql("DELETE FROM kept WHERE value_id = ?", (value_id,))
    connection.exec_driver_sql("DELETE FROM origin WHERE kind = ? AND id = ?", (kind, value_id))
