from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from annotator.domain.errors import Cancelled
from annotator.store.project import Project
from annotator.store.search_check import check_search
from tests.factories import make_document, make_project

LONG = "Storm\n\n" + "Nadia Orbeli went to Tbilisi on Monday. " * 50


@pytest.fixture
def closed(path):
    make_project(path, *(make_document(f"{n} {LONG}") for n in range(20))).close()
    return path


def test_a_word_that_the_search_has_lost_is_found_wherever_it_stands(closed):
    with closing(sqlite3.connect(closed)) as connection:
        rows = connection.execute("SELECT id, block FROM body_search_data").fetchall()
        for number, block in rows:
            changed = block.replace(b"monday", b"mondax")
            connection.execute(
                "UPDATE body_search_data SET block = ? WHERE id = ?", (changed, number)
            )
        connection.commit()

    with Project.open(closed) as project:
        assert project.check() == [
            "The search in the articles' texts is damaged: it would not find what is there."
        ]


def test_it_can_be_stopped(path, project):
    def stop():
        raise Cancelled

    with pytest.raises(Cancelled):
        check_search(project._database, stop)


def test_nothing_is_changed_by_it(closed):
    before = closed.read_bytes()

    with Project.open(closed, read_only=True) as project:
        assert project.check() == []

    assert closed.read_bytes() == before
