from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.store.project import Project
from annotator.store.sealing import allow_seals, seal
from tests.factories import NER, make_annotation, make_creation, make_project, make_relation


def test_a_seal_never_changes():
    # a file of any version must be found sound by any later one
    assert seal("a", 1, None, 0.5) == 1376036657
    assert seal("е\u0301😀") == 3755467975
    assert seal(b"\x00\xff") == 1826356594


def test_a_seal_tells_columns_apart():
    assert len({seal("ab", "c"), seal("a", "bc"), seal("abc"), seal("a", "b", "c")}) == 4
    assert len({seal(1), seal(1.0), seal(None), seal("")}) == 4


@pytest.fixture
def worked_on(path, document):
    with make_project(path, document) as project:
        quote, actor = make_annotation(document, 31, 48, "QUOTE"), make_annotation(document)
        project.apply(make_creation(quote, actor, make_relation(quote, actor)))
        prediction = Prediction(Span(0, 3), "ACTOR", reason="a body")
        project.store_suggestions(document.id, document.text_sha256, {NER: [prediction]})
    return path


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("edit", "verb = 'Cdd annotation'"),
        ("edit", "at = at + 1"),
        ("change", "after = replace(after, 'ACTOR', 'BCTOR')"),
        ("suggestion", "reason = 'b body'"),
        ("annotation", "note = 'x'"),
        ("relation", "created_at = created_at + 1"),
        ("document", "source = 'brticle.txt'"),
        ("document", "imported_at = 0"),
        ("annotator", "name = 'Bna'"),
        ("setting", "value = replace(value, 'speaks', 'speakt') WHERE name = 'label scheme'"),
    ],
)
def test_what_changes_in_a_row_and_not_in_its_seal_is_found(worked_on, table, change):
    change_behind_the_seal(worked_on, table, change)

    with Project.open(worked_on) as project:
        found = project.check()

    assert any("The file is damaged: SQLite finds “row " in one for one in found), found


def change_behind_the_seal(path, table, change):
    """As a disk would do it: the row is another, and no index knows."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        allow_seals(connection)
        connection.execute("PRAGMA writable_schema = ON")
        kept = connection.execute(
            "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema"
            " WHERE tbl_name = ? AND type <> 'table'",
            (table,),
        ).fetchall()
        connection.execute(
            "DELETE FROM sqlite_schema WHERE tbl_name = ? AND type <> 'table' AND sql <> ''",
            (table,),
        )
        (version,) = connection.execute("PRAGMA schema_version").fetchone()
        connection.execute(f"PRAGMA schema_version = {version + 1}")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        allow_seals(connection)
        connection.execute(f"UPDATE {table} SET {change}")
        connection.execute("PRAGMA writable_schema = ON")
        connection.executemany(
            "INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", [row for row in kept if row[4]]
        )
        connection.execute(f"PRAGMA schema_version = {version + 2}")
