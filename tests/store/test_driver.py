from __future__ import annotations

import sqlite3
from contextlib import suppress

import pytest
from sqlalchemy import bindparam, column, select, table

from annotator.domain.errors import EditConflict
from annotator.store.driver import Prepared, execute, execute_many

_annotator = table("annotator", column("id"), column("name"))
_add = Prepared(_annotator.insert())
_named = Prepared(select(_annotator).where(_annotator.c.name == bindparam("wanted")))


@pytest.fixture
def database(project):
    return project._database


def test_a_prepared_statement_takes_its_values_by_name(database):
    with database.writing() as connection:
        _add.run(connection, {"name": "Cleo", "id": 7, "shoe size": 38})

        assert _named.run(connection, {"wanted": "Cleo"}).fetchall() == [(7, "Cleo")]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_prepared_statement_runs_once_for_each_row(database, count):
    rows = [{"id": 100 + number, "name": "Cleo"} for number in range(count)]

    with database.writing() as connection:
        _add.run_for_each(connection, rows)

        found = _named.run(connection, {"wanted": "Cleo"}).fetchall()
        assert found == [(row["id"], "Cleo") for row in rows]


def test_what_it_writes_belongs_to_the_transaction(database):
    with suppress(KeyError), database.writing() as connection:
        _add.run(connection, {"id": 7, "name": "Cleo"})
        raise KeyError

    with database.reading() as connection:
        assert _named.run(connection, {"wanted": "Cleo"}).fetchall() == []


def test_an_error_has_the_name_that_it_has_everywhere(database, path):
    with database.writing() as connection:
        _add.run(connection, {"id": 7, "name": "Cleo"})

        with pytest.raises(EditConflict, match=path.name) as caught:
            _add.run(connection, {"id": 7, "name": "Dora"})
        with pytest.raises(EditConflict, match=path.name):
            execute_many(connection, "INSERT INTO annotator VALUES (?, ?)", [(7, "E"), (8, "F")])

    assert isinstance(caught.value.__cause__, sqlite3.IntegrityError)


def test_a_statement_that_makes_no_sense_is_a_bug_and_no_sentence_for_the_user(database):
    with (
        database.reading() as connection,
        pytest.raises(sqlite3.OperationalError, match="no such table"),
    ):
        execute(connection, "SELECT id FROM nowhere")
