"""The write-ahead log: keys never pay for copying it into the file, and it does not grow."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from annotator.domain.errors import ProjectError
from tests.factories import make_annotation, make_creation

_SQLITES_OWN_LIMIT = 1_000 * 4_096
_LOG_LIMIT = 8 * 1_048_576


@pytest.fixture
def log(path):
    return path.with_name(path.name + "-wal")


def in_the_file(path):
    """How many annotations the file itself holds, whatever lies in the log."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        return connection.execute("SELECT count(*) FROM annotation").fetchone()[0]


def tag(project, document, note=""):
    project.apply(make_creation(make_annotation(document, note=note)))


def test_many_keys_leave_the_file_alone_until_it_is_folded(project, document, path, log):
    project.fold()
    count = 0
    while log.stat().st_size < 1.2 * _SQLITES_OWN_LIMIT:
        tag(project, document, "x" * 20_000)
        count += 1
    assert in_the_file(path) == 0
    assert project.unfolded == count

    project.fold()

    assert in_the_file(path) == count
    assert project.unfolded == 0


def test_the_log_is_short_again_after_a_large_edit(project, document, log):
    tag(project, document, "x" * 3 * _LOG_LIMIT)
    assert log.stat().st_size > _LOG_LIMIT

    project.fold()
    tag(project, document)

    assert log.stat().st_size <= _LOG_LIMIT


def test_without_a_pause_the_log_is_folded_all_the_same(project, document, path, log):
    for _ in range(3):
        tag(project, document, "x" * 5 * _LOG_LIMIT)

    assert in_the_file(path) >= 2


def test_it_is_folded_beside_whatever_else_is_done(project, document):
    with ThreadPoolExecutor(2) as pool:
        folding = pool.submit(lambda: [project.fold() for _ in range(30)])
        for _ in range(30):
            tag(project, document)
            assert project.annotations(document.id)
        folding.result()

    assert len(project.annotations(document.id)) == 30
    assert project.check() == []


def test_a_closed_project_cannot_be_folded(project):
    project.close()
    with pytest.raises(ProjectError, match="closed"):
        project.fold()
