from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from annotator.domain.errors import NewerProject, ProjectError
from annotator.store import migrations, opening, schema
from annotator.store.inspection import read_header
from annotator.store.migrations import STEPS, VERSION
from annotator.store.project import Project
from tests.factories import NOON


def add_table(connection):
    connection.exec_driver_sql("CREATE TABLE topic(id INTEGER PRIMARY KEY) STRICT")


def fail(connection):
    connection.exec_driver_sql("CREATE TABLE half(id INTEGER PRIMARY KEY) STRICT")
    connection.exec_driver_sql("DELETE FROM body")
    raise RuntimeError("the step fails")


@pytest.fixture
def closed(path, project):
    project.close()
    return path


def open_with(path, *steps):
    return opening.open_for_writing(path, lambda: NOON, steps=(*STEPS, *steps))


def tables_in(path):
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}


def test_a_new_file_is_marked_as_ours_with_its_version(closed):
    header = read_header(closed)

    assert header.is_ours
    assert header.version == VERSION == len(STEPS)
    assert header.size == closed.stat().st_size


def test_the_tables_are_those_that_queries_name(closed):
    with closing(sqlite3.connect(closed)) as connection:
        stored = {
            table.name: [row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")]
            for table in schema.TABLES
        }

    assert stored == {table.name: [one.name for one in table.columns] for table in schema.TABLES}


def test_an_older_file_is_brought_up_to_date_after_a_backup(closed):
    database, lock = open_with(closed, add_table)
    assert migrations.version_of(database) == VERSION + 1
    database.close()
    lock.release()

    assert "topic" in tables_in(closed)
    (backup,) = closed.with_name(closed.name + "-backups").iterdir()
    assert read_header(backup).version == VERSION
    assert "topic" not in tables_in(backup)


def test_a_file_that_is_up_to_date_is_not_backed_up(closed):
    Project.open(closed).close()

    assert [one.name for one in closed.parent.iterdir()] == [closed.name]


def test_a_failing_step_leaves_the_file_as_it_was(closed, document):
    before = closed.read_bytes()

    with pytest.raises(RuntimeError, match="the step fails"):
        open_with(closed, fail)

    assert closed.read_bytes() == before
    with Project.open(closed) as project:  # neither locked nor changed
        assert project.document(document.id) == document


def test_steps_before_the_failing_one_are_kept(closed):
    with pytest.raises(RuntimeError):
        open_with(closed, add_table, fail)

    assert read_header(closed).version == VERSION + 1
    assert "topic" in tables_in(closed)
    assert "half" not in tables_in(closed)
    with pytest.raises(NewerProject):
        Project.open(closed)


def test_an_older_file_cannot_be_opened_for_reading_only(closed, monkeypatch):
    monkeypatch.setattr(opening, "STEPS", (*STEPS, add_table))

    with pytest.raises(ProjectError, match="made by an older version"):
        Project.open(closed, read_only=True)
