"""From a damaged file to a scratch database with every row of it that can be read."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.text import fingerprint
from annotator.store.recovery.pages import Pages
from annotator.store.recovery.records import decode
from annotator.store.recovery.tables import EVIDENCE, seal_of, seals, tables
from annotator.store.recovery.trees import INDEX_INNER, INDEX_LEAF, TABLE_LEAF, Trees, free_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from annotator.store.recovery.records import Record, SqlValue
    from annotator.store.recovery.tables import Table
    from annotator.store.recovery.trees import Cell

    OnStep = Callable[[int, int], None]

OWN, STRAY, BACKUP = 0, 1, 2
"""Where a row came from: the tree it belongs to, a page that no tree leads to, a backup."""

_BATCH = 256
_MOST_TORN = 2_000

_SHAS, _SUGGESTERS = "sqlite_autoindex_document_1", "sqlite_autoindex_suggester_1"
_LISTS = (_SHAS, _SUGGESTERS)


class Root(NamedTuple):
    """Where something of the schema begins."""

    kind: str
    name: str
    page: int


class Salvaged(NamedTuple):
    """What was met on the way.

    missing: pages that the file should have and has not. whole_lists: tables of which an index
    names every row.
    """

    pages: int
    missing: int
    broken_pages: int
    broken_rows: dict[str, int]
    lost_frames: int
    whole_lists: frozenset[str]
    has_schema: bool


def make_scratch(path: Path) -> sqlite3.Connection:
    """An empty scratch database with the tables that rows are put into.

    Each has all columns of ours, and _from (see OWN) and _sound: 1 if the row's seal is right, 0
    if it is not, NULL if it has none.
    """
    scratch = sqlite3.connect(path, isolation_level=None)
    scratch.execute("PRAGMA journal_mode = OFF")
    scratch.execute("PRAGMA synchronous = OFF")
    for table in tables().values():
        columns = ", ".join(f'"{name}"' for name in table.names)
        keys = ", ".join(f'"{name}"' for name in table.names[: table.keys])
        scratch.execute(
            f"CREATE TABLE {table.name}({columns}, _from, _sound, PRIMARY KEY ({keys}))"
        )
    scratch.execute("CREATE TABLE other_body(document_id, text, _from)")
    scratch.execute("CREATE TABLE seal(name, key, seal, PRIMARY KEY (name, key)) WITHOUT ROWID")
    scratch.execute("CREATE TABLE evidence(name, id, told, PRIMARY KEY (name, id)) WITHOUT ROWID")
    scratch.execute("CREATE TABLE text_sha(document_id PRIMARY KEY, sha)")
    return scratch


def salvage(path: Path, scratch: sqlite3.Connection, on_step: OnStep) -> Salvaged:
    """Reads every page of a file. Raises OSError, and whatever on_step() raises."""
    with Pages(path) as pages:
        return _Salvage(pages, scratch, on_step).run()


def add_backup(backup: Path, scratch: sqlite3.Connection, *, with_log: bool) -> None:
    """Adds what a backup has and the scratch database lacks.

    with_log: the history as well, which must be the beginning of the same one.
    """
    source = sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        for table in tables().values():
            if table.name in ("edit", "change") and not with_log:
                continue
            known = {row[1] for row in source.execute(f"PRAGMA table_info({table.name})")}
            names = [name for name in table.names if name in known]
            columns = ", ".join(f'"{name}"' for name in names)
            rows = source.execute(f"SELECT {columns} FROM {table.name}")
            for row in rows:
                values = tuple(row) + table.defaults()[len(names) :]
                _insert(scratch, table, values, BACKUP, 1)
    finally:
        source.close()


def _insert(
    scratch: sqlite3.Connection,
    table: Table,
    row: Sequence[SqlValue],
    origin: int,
    sound: int | None,
) -> None:
    """Keeps a row, unless one of that key is there; other texts of an article are kept beside."""
    marks = ", ".join("?" * (len(row) + 2))
    made = scratch.execute(
        f"INSERT OR IGNORE INTO {table.name} VALUES ({marks})", (*row, origin, sound)
    )
    if table.name == "body" and not made.rowcount:
        scratch.execute("INSERT INTO other_body VALUES (?, ?, ?)", (*row, origin))
    elif not made.rowcount and sound == 1:
        # what is there may be the damaged one of the two
        keys = " AND ".join(f'"{name}" IS ?' for name in table.names[: table.keys])
        gone = scratch.execute(
            f"DELETE FROM {table.name} WHERE {keys} AND _sound = 0", row[: table.keys]
        )
        if gone.rowcount:
            scratch.execute(f"INSERT INTO {table.name} VALUES ({marks})", (*row, origin, sound))


class _Salvage:
    """One reading of one file."""

    def __init__(self, pages: Pages, scratch: sqlite3.Connection, on_step: OnStep) -> None:
        self._pages = pages
        self._trees = Trees(pages)
        self._scratch = scratch
        self._on_step = on_step
        self._seen: set[int] = set()
        self._broken_pages: set[int] = set()
        self._broken_rows: dict[str, int] = {}
        self._whole_lists: set[str] = set()
        self._unclear: list[tuple[int, Record]] = []
        self._torn: set[int] = set()
        """Pages of trees that were read in part, or not at all."""
        self._done = 0

    def run(self) -> Salvaged:
        self._scratch.execute("BEGIN")
        roots = self._roots()
        indexes = [one for one in roots if one.kind == "index"]
        for root in indexes:
            self._read_index(root)
        for root in roots:
            if root.kind == "table":
                self._read_tree(root)
        self._read_strays()
        self._settle_unclear()
        self._read_torn()
        self._scratch.execute("COMMIT")
        lists = {EVIDENCE[name][0] for name in self._whole_lists}
        return Salvaged(
            self._pages.count + self._pages.missing,
            self._pages.missing,
            len({one for one in self._broken_pages if one <= self._pages.count}),
            self._broken_rows,
            self._pages.lost_frames,
            frozenset(lists),
            bool(roots),
        )

    def _roots(self) -> list[Root]:
        """Where tables and indexes begin, as far as the schema can be read."""
        found = {}
        for number in self._reach(1, is_table=True):
            for cell in self._trees.cells(number):
                record = decode(cell.payload) if cell else None
                if record is None or len(record.values) != 5:
                    self._count_row("sqlite_schema")
                    continue
                kind, name, _, page, _ = record.values
                if isinstance(page, int) and 1 < page <= self._pages.count:
                    found[str(name)] = Root(str(kind), str(name), page)
        return list(found.values())

    def _reach(self, root: int, *, is_table: bool) -> Iterator[int]:
        walk = self._trees.walk(root, is_table=is_table)
        self._broken_pages.update(walk.broken)
        self._torn.update(walk.broken)
        for number in walk.pages:
            if number not in self._seen:
                self._seen.add(number)
                self._step()
                yield number

    def _step(self) -> None:
        self._done = min(self._done + 1, self._pages.count)
        if self._done % _BATCH == 0:
            self._on_step(self._done, self._pages.count)

    def _read_index(self, root: Root) -> None:
        before = len(self._broken_pages) + sum(self._broken_rows.values())
        sealed, evidence = seals().get(root.name), EVIDENCE.get(root.name)
        is_list = root.name in _LISTS
        for number in self._reach(root.page, is_table=False):
            if sealed is None and evidence is None and not is_list:
                continue
            for cell in self._trees.cells(number):
                record = decode(cell.payload) if cell and cell.is_whole else None
                if record is None or not record.is_whole:
                    self._count_row(root.name)
                    continue
                try:
                    self._take_entry(root.name, record.values)
                except IndexError:
                    self._count_row(root.name)
        if len(self._broken_pages) + sum(self._broken_rows.values()) == before and evidence:
            self._whole_lists.add(root.name)

    def _take_entry(self, name: str, values: Sequence[SqlValue]) -> None:
        if name == _SUGGESTERS:
            told = json.dumps(values[:3], default=str)
            query = "INSERT OR IGNORE INTO seal VALUES ('suggester', ?, ?)"
            self._scratch.execute(query, (json.dumps([values[3]]), told))
        if name == _SHAS:
            self._scratch.execute(
                "INSERT OR IGNORE INTO text_sha VALUES (?, ?)", (values[1], values[0])
            )
        sealed = seals().get(name)
        if sealed is not None and len(values) == sealed.length:
            key = json.dumps([values[at] for at in sealed.keys], default=str)
            self._scratch.execute(
                "INSERT OR IGNORE INTO seal VALUES (?, ?, ?)",
                (sealed.table, key, json.dumps(values[: sealed.at + 1], default=str)),
            )
        if name in EVIDENCE:
            table, at, names = EVIDENCE[name]
            self._scratch.execute(
                "INSERT OR IGNORE INTO evidence VALUES (?, ?, ?)",
                (table, values[at], json.dumps([values[one] for one in names], default=str)),
            )

    def _read_tree(self, root: Root) -> None:
        table = tables().get(root.name)
        is_table = table is None or table.has_rowid
        if table is None and self._trees.kind(root.page) in (INDEX_LEAF, INDEX_INNER):
            is_table = False  # some other table without row numbers
        for number in self._reach(root.page, is_table=is_table):
            if table is not None:
                self._read_rows(number, table)

    def _read_rows(self, number: int, table: Table) -> None:
        for cell in self._trees.cells(number):
            record = decode(cell.payload) if cell else None
            if cell is None or record is None:
                self._count_row(table.name)
                self._torn.add(number)
                continue
            row = table.row(cell.rowid, record.values)
            if row is None or not (record.is_whole or table.name == "body"):
                self._count_row(table.name)
            else:
                _insert(self._scratch, table, row, OWN, self._is_sound(table, row))

    def _read_strays(self) -> None:
        """Pages that no tree leads to; those that are known to be free are left out."""
        head = self._pages.head()
        free = free_pages(self._pages)
        if len(free) != int.from_bytes(head[36:40], "big"):
            free = set()  # the list of them is damaged
        left_out = self._seen | self._trees.used | free
        for number in range(1, self._pages.count + 1):
            if number in left_out or number in self._trees.used:
                continue
            self._step()
            if self._trees.kind(number) not in (TABLE_LEAF, INDEX_LEAF, INDEX_INNER):
                if len(self._torn) < _MOST_TORN:
                    self._torn.add(number)
                continue
            for cell in self._trees.cells(number):
                self._take_stray(cell)
                if cell is None:
                    self._torn.add(number)

    def _take_stray(self, cell: Cell | None) -> None:
        record = decode(cell.payload) if cell else None
        if cell is None or record is None:
            return
        if cell.rowid is not None and len(record.values) == 2:
            self._unclear.append((cell.rowid, record))
            return
        for table in tables().values():
            row = table.row(cell.rowid, record.values)
            if row is None or not record.is_whole:
                continue
            sound = self._is_sound(table, row)
            if sound == 1 or (sound is None and table.is_sure(row)):
                _insert(self._scratch, table, row, STRAY, sound)
                return

    def _settle_unclear(self) -> None:
        """Rows of one number and one text: texts of articles, or names of annotators."""
        query = """SELECT EXISTS (SELECT 1 FROM document WHERE id = ?1)
            OR EXISTS (SELECT 1 FROM text_sha WHERE document_id = ?1)
            OR EXISTS (SELECT 1 FROM evidence WHERE name = 'document' AND id = ?1)"""
        for rowid, record in self._unclear:
            is_article = bool(self._scratch.execute(query, (rowid,)).fetchone()[0])
            table = tables()["body" if is_article else "annotator"]
            row = table.row(rowid, record.values)
            if row is not None and (is_article or (record.is_whole and table.is_sure(row))):
                _insert(self._scratch, table, row, STRAY, self._is_sound(table, row))
            elif row is not None and record.is_whole:
                _insert(self._scratch, tables()["body"], row, STRAY, None)

    def _read_torn(self) -> None:
        """Looks for rows at every byte of pages of which the head is damaged."""
        for number in sorted(self._torn - self._trees.used):
            self._on_step(self._done, self._pages.count)
            for cell in self._trees.scattered(number):
                record = decode(cell.payload)
                if record is None or not record.is_whole:
                    continue
                for table in tables().values():
                    row = table.row(cell.rowid, record.values)
                    if row is not None and self._is_known(table, row):
                        _insert(self._scratch, table, row, STRAY, self._is_sound(table, row))

    def _is_known(self, table: Table, row: Sequence[SqlValue]) -> bool:
        """Whether something else than its looks tells that a row is one."""
        if table.name == "body":
            asked = fingerprint(str(row[1]))
            query = """SELECT 1 FROM text_sha WHERE document_id = ?1 AND sha = ?2
                UNION ALL SELECT 1 FROM document WHERE id = ?1 AND text_sha256 = ?2"""
            return self._scratch.execute(query, (row[0], asked)).fetchone() is not None
        return self._is_sound(table, row) == 1

    def _is_sound(self, table: Table, row: Sequence[SqlValue]) -> int | None:
        sealed = next((one for one in seals().values() if one.table == table.name), None)
        if sealed is None and table.name != "suggester":
            return None
        wanted = list(row[1:]) if sealed is None else seal_of(table, sealed, row)
        key = json.dumps(list(row[: table.keys]), default=str)
        found = self._scratch.execute(
            "SELECT seal FROM seal WHERE name = ? AND key = ?", (table.name, key)
        ).fetchone()
        return None if found is None else int(json.loads(found[0]) == wanted)

    def _count_row(self, name: str) -> None:
        self._broken_rows[name] = self._broken_rows.get(name, 0) + 1
