"""What the rows of our tables look like: how a row is known that no tree leads to."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from annotator.store.definitions import made_in_memory
from annotator.store.fifth_schema import STATEMENTS
from annotator.store.migrations import VERSION
from annotator.store.sealing import seal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.store.recovery.records import SqlValue

WANTED = (
    # orphans are tried in this order, so those with more to tell them by come first
    "document",
    "suggestion",
    "annotation",
    "registry_entry",
    "edit",
    "relation",
    "phrase_rule",
    "suggester",
    "annotator",
    "body",
    "change",
    "setting",
    "suggestion_run",
    "saved_filter",
)
"""Tables whose rows are saved; the others are made of these anew."""

_LEAST_COLUMNS = {"document": 17, "suggestion": 10, "annotation": 14}
"""Of tables that got columns since version 1, how many they had then."""

_NAMED = {
    "setting": ("label scheme", "revision", "memory", "sketches", "session"),
    "edit": ("do", "undo", "redo"),
    "phrase_rule": ("offer", "withhold", "ignore"),
}
"""Words of which one stands in a certain column: see _TELLING."""
_TELLING = {"setting": 0, "edit": 2, "phrase_rule": 3}

_LEAST_ID = 1 << 40
"""Ids made by the clock are larger than this; the numbers of suggesters are not."""

_TYPES: dict[str, tuple[type, ...]] = {
    "INTEGER": (int,),
    "REAL": (float, int),
    "TEXT": (str,),
    "BLOB": (bytes,),
}


class Column(NamedTuple):
    """kind: SQLite's type. is_rowid: the row's number stands for it."""

    name: str
    kind: str
    is_optional: bool
    is_rowid: bool


class Table(NamedTuple):
    """keys: how many columns name a row; they come first. has_rowid: in the record they do not."""

    name: str
    columns: tuple[Column, ...]
    keys: int
    has_rowid: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(one.name for one in self.columns)

    def row(self, rowid: int | None, values: Sequence[SqlValue]) -> tuple[SqlValue, ...] | None:
        """The row as the newest version has it; None if no row of this table looks like that."""
        least = _LEAST_COLUMNS.get(self.name, len(self.columns))
        if not least <= len(values) <= len(self.columns) or self.has_rowid != (rowid is not None):
            return None
        row: list[SqlValue] = []
        for column, value in zip(self.columns, values, strict=False):
            if column.is_rowid:
                if value is not None:
                    return None
                row.append(rowid)
            elif value is None:
                if not column.is_optional:
                    return None
                row.append(None)
            elif not isinstance(value, _TYPES[column.kind]):
                return None
            else:
                row.append(float(value) if column.kind == "REAL" else value)
        return (*row, *self.defaults()[len(values) :])

    def defaults(self) -> tuple[SqlValue, ...]:
        """What columns hold that a row of an older version lacks."""
        return tuple(
            None if one.is_optional else "" if one.kind == "TEXT" else 0 for one in self.columns
        )

    def is_sure(self, row: Sequence[SqlValue]) -> bool:
        """Whether a row that nothing leads to is one of this table rather than of another."""
        if self.name in _TELLING:
            return row[_TELLING[self.name]] in _NAMED[self.name]
        if self.name in ("suggester", "suggestion_run"):
            return isinstance(row[0], int) and 0 < row[0] < _LEAST_ID
        if self.name == "annotator":
            return len(str(row[1])) < 100 and "\n" not in str(row[1])
        return self.name != "saved_filter" or str(row[1]).startswith("{")


class Seal(NamedTuple):
    """An index that holds seals.

    keys: where in its records the row's key stands. at: where the seal, with the columns `plain`
    before it. length: of a record; the index of an older version, without seals, has shorter ones.
    """

    table: str
    keys: tuple[int, ...]
    at: int
    length: int
    plain: tuple[str, ...]
    columns: tuple[str, ...]


@cache
def tables() -> Mapping[str, Table]:
    """The tables that are saved, by name, in the order of WANTED."""
    with made_in_memory(VERSION) as connection:
        found = {}
        for name in WANTED:
            info = connection.execute(f"PRAGMA table_info({name})").fetchall()
            (sql,) = connection.execute(
                "SELECT sql FROM sqlite_schema WHERE name = ?", (name,)
            ).fetchone()
            has_rowid = "WITHOUT ROWID" not in sql
            columns = tuple(
                Column(column, kind, not required and not key, has_rowid and bool(key))
                for _, column, kind, required, _, key in info
            )
            keys = sum(1 for one in info if one[5])
            found[name] = Table(name, columns, keys, has_rowid)
        return found


# in the records of these indexes: where the key stands, where the seal, and how long they are
_PLACES = {
    "edit_of_document": ((1,), 2, 4),
    "change_of_value": ((1, 2), 3, 4),
    "suggestion_of_document": ((2,), 3, 5),
    "annotation_by_label": ((3,), 2, 4),
    "relation_of_document": ((2,), 1, 3),
    "entry_by_name": ((2,), 3, 5),
    "phrase_rule_sealed": ((0,), 1, 3),
    "document_sealed": ((0,), 1, 3),
    "annotator_sealed": ((0,), 1, 3),
    "setting_sealed": ((0,), 1, 2),
    "saved_filter_sealed": ((0,), 1, 2),
}

_INDEX = re.compile(r"CREATE INDEX (\w+) ON (\w+)\((.*?)seal\(([^)]*)\)", re.DOTALL)


@cache
def seals() -> Mapping[str, Seal]:
    """The indexes with seals of rows that are saved, by name."""
    found = {}
    for statement in STATEMENTS:
        match = _INDEX.match(statement)
        if match and match[1] in _PLACES:
            keys, at, length = _PLACES[match[1]]
            plain, columns = (_columns(match[number]) for number in (3, 4))
            found[match[1]] = Seal(match[2], keys, at, length, plain, columns)
    return found


def _columns(text: str) -> tuple[str, ...]:
    return tuple(one.strip().partition(" ")[0].strip('"') for one in text.split(",") if one.strip())


def seal_of(table: Table, one: Seal, row: Sequence[SqlValue]) -> list[SqlValue]:
    """What the index should hold of a row: plain columns, then the seal."""
    values = dict(zip(table.names, row, strict=True))
    return [*(values[name] for name in one.plain), seal(*(values[name] for name in one.columns))]


EVIDENCE = {
    "document_by_title": ("document", 2, (1,)),
    "annotation_mark": ("annotation", 3, (0, 1, 2, 4)),
    "relation_of_document": ("relation", -1, (0,)),
    "suggestion_of_document": ("suggestion", 2, (0,)),
    "entry_by_name": ("registry_entry", 2, (1,)),
}
"""Indexes by which lost rows are known: of which table, where the id stands, what else is told."""
