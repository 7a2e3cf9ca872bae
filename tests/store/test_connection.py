from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from annotator.domain.errors import ProjectError
from tests.factories import make_annotation, make_creation


@pytest.fixture
def database(project):
    return project._database


def _names(database):
    with database.reading() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT name FROM annotator")]


def _add(connection, name):
    connection.exec_driver_sql("INSERT INTO annotator(name) VALUES (?)", (name,))


def test_what_follows_a_failed_transaction_sees_nothing_of_it(database):
    before = _names(database)
    with suppress(KeyError), database.writing() as connection:
        _add(connection, "Cleo")
        raise KeyError
    assert _names(database) == before

    with database.writing() as connection:
        _add(connection, "Dora")

    assert _names(database) == [*before, "Dora"]


def test_reading_and_writing_by_turns_sees_each_state_at_once(database):
    before = _names(database)
    for number in range(5):
        with database.writing() as connection:
            _add(connection, f"C{number}")

        assert _names(database) == [*before, *(f"C{one}" for one in range(number + 1))]


def test_many_threads_read_and_write_at_once(database):
    together = threading.Barrier(8)

    def work(number):
        together.wait()
        for step in range(5):
            with database.writing() as connection:
                _add(connection, f"{number}.{step}")
            assert f"{number}.{step}" in _names(database)

    before = len(_names(database))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))

    assert len(_names(database)) == before + 40


def test_closing_folds_the_log_into_the_file_whatever_was_read_last(project, document, path):
    project.apply(make_creation(make_annotation(document)))
    assert project.annotations(document.id)
    assert path.with_name(f"{path.name}-wal").exists()

    project.close()

    assert not path.with_name(f"{path.name}-wal").exists()
    with pytest.raises(ProjectError, match="has been closed"):
        project.annotations(document.id)
