"""The registry of canonical actors and locations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from annotator.domain.entries import RegistryEntry
from annotator.domain.errors import NotAllowed
from annotator.domain.ids import EntryId
from annotator.domain.matching import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from annotator.store.schema import AnyRow

_COLUMNS = "id, label, name, aliases, kind, note, wikidata, gazetteer, latitude, longitude"
_SELECT = f"SELECT {_COLUMNS} FROM registry_entry"


def read_entry(connection: Connection, entry_id: int) -> RegistryEntry | None:
    """One entry; None if it is not there."""
    row = connection.exec_driver_sql(f"{_SELECT} WHERE id = ?", (entry_id,)).one_or_none()
    return None if row is None else _entry_from(row)


def read_entries(connection: Connection, ids: Iterable[EntryId]) -> list[RegistryEntry]:
    """Those of the entries that are there, by label and name."""
    rows = connection.exec_driver_sql(
        f"""{_SELECT} WHERE id IN (SELECT value FROM json_each(?))
        ORDER BY label, name COLLATE NOCASE, id""",
        (json.dumps(list(ids)),),
    )
    return [_entry_from(row) for row in rows]


def read_labelled(connection: Connection, labels: Iterable[str]) -> list[RegistryEntry]:
    """All entries with these labels, by label and name."""
    rows = connection.exec_driver_sql(
        f"""{_SELECT} WHERE label IN (SELECT value FROM json_each(?))
        ORDER BY label, name COLLATE NOCASE, id""",
        (json.dumps(list(labels), ensure_ascii=False),),
    )
    return [_entry_from(row) for row in rows]


def insert_entries(connection: Connection, entries: Sequence[RegistryEntry]) -> None:
    """Adds entries."""
    for entry in entries:
        connection.exec_driver_sql(
            f"INSERT INTO registry_entry({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            _row_of(entry),
        )
        _write_names(connection, entry)


def update_entry(connection: Connection, entry: RegistryEntry) -> None:
    """Writes all of an entry anew."""
    number, *rest = _row_of(entry)
    connection.exec_driver_sql(
        """UPDATE registry_entry SET label = ?, name = ?, aliases = ?, kind = ?, note = ?,
        wikidata = ?, gazetteer = ?, latitude = ?, longitude = ? WHERE id = ?""",
        (*rest, number),
    )
    connection.exec_driver_sql("DELETE FROM entry_name WHERE entry_id = ?", (number,))
    _write_names(connection, entry)


def delete_entry(connection: Connection, entry: RegistryEntry) -> None:
    """Takes an entry away. Raises NotAllowed while annotations name it."""
    left = connection.exec_driver_sql(
        "SELECT count(*) FROM annotation WHERE entry_id = ?", (entry.id,)
    ).scalar_one()
    if left:
        raise NotAllowed(
            f"“{entry.name}” cannot leave the registry while {left:,} other"
            f" {'mention names' if left == 1 else 'mentions name'} it; unlink them before,"
            " or delete it in the registry."
        )
    connection.exec_driver_sql("DELETE FROM registry_entry WHERE id = ?", (entry.id,))


def lookup_keys(entry: RegistryEntry) -> list[str]:
    """What an entry is found by: its names, their last words and their acronyms; sorted."""
    return sorted(keys_of(entry) | {name.casefold() for name in entry.names})


def _write_names(connection: Connection, entry: RegistryEntry) -> None:
    connection.exec_driver_sql(
        "INSERT INTO entry_name(name, entry_id) SELECT value, ? FROM json_each(?)",
        (entry.id, json.dumps(lookup_keys(entry))),
    )


def _row_of(entry: RegistryEntry) -> tuple[Any, ...]:
    return (
        entry.id,
        entry.label,
        entry.name,
        json.dumps(entry.aliases, ensure_ascii=False),
        entry.kind,
        entry.note,
        entry.wikidata,
        entry.gazetteer,
        entry.latitude,
        entry.longitude,
    )


def _entry_from(row: AnyRow) -> RegistryEntry:
    number, label, name, aliases, *rest = row
    return RegistryEntry(EntryId(number), label, name, tuple(json.loads(aliases)), *rest)
