from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from annotator.domain.errors import DamagedProject
from annotator.store.definitions import definitions
from annotator.store.migrations import VERSION
from annotator.store.project import Project
from tests.factories import NER, NOON


@pytest.fixture
def closed(path, project):
    project.close()
    return path


def change(path, *statements):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "UPDATE sqlite_schema SET sql = replace(sql, 'title TEXT NOT NULL', 'title TEXT')"
            " WHERE name = 'document'",
            "The definition of the table document is not the one that this program makes.",
        ),
        ("DROP TRIGGER body_added", "The trigger body_added is missing from the file."),
        (
            "CREATE TABLE mine(id INTEGER PRIMARY KEY)",
            "The table mine in the file is not one of this program.",
        ),
    ],
)
def test_a_definition_that_is_not_ours_is_found(closed, statement, sentence):
    change(closed, statement)

    with Project.open(closed) as project:
        assert project.check() == [sentence]


def test_every_version_has_its_own():
    assert len({len(definitions(number)) for number in range(1, VERSION + 1)}) == VERSION


@pytest.mark.parametrize("version", range(VERSION))
def test_a_file_that_says_it_is_older_than_it_is_is_called_damaged(closed, version):
    change(closed, f"PRAGMA user_version = {version}")

    with pytest.raises(DamagedProject):
        Project.open(closed, clock=lambda: NOON)


def test_a_table_that_is_gone_is_damage_and_not_a_bug(closed, document):
    change(closed, "DROP TABLE suggestion_run")

    with Project.open(closed) as project, pytest.raises(DamagedProject, match="is missing from"):
        project.store_suggestions(document.id, document.text_sha256, {NER: []})
