from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from annotator.domain.errors import DamagedProject, DiskRefused, EditConflict, ProjectError
from annotator.store.failures import translate
from tests.factories import make_annotation, make_creation, make_document


@pytest.fixture
def full_disk(project):
    """The project's file may not grow any more, as on a full disk; a call gives room again."""
    with project._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    # held by every connection of the pool: there is one, as there is one thread
    with project._database.reading() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def give_room():
        with project._database.reading() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")

    return give_room


def test_a_full_disk_is_a_sentence_and_nothing_is_lost(project, document, full_disk):
    annotation = make_annotation(document)
    project.apply(make_creation(annotation))
    big = make_document("Rain fell. " * 10_000)

    with pytest.raises(ProjectError, match="disk is full") as caught:
        project.add_documents([(big, None)])

    assert str(project.path) in str(caught.value)
    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)
    assert project.annotations(document.id) == (annotation,)
    full_disk()
    project.add_documents([(big, None)])
    assert project.document(big.id) == big
    assert project.check() == []


def test_a_file_that_another_program_holds_is_a_sentence(path, project, document, monkeypatch):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with project._database.reading() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 10")

        with pytest.raises(ProjectError, match="Another program is using"):
            project.apply(make_creation(make_annotation(document)))

    project.apply(make_creation(make_annotation(document)))
    assert len(project.annotations(document.id)) == 1


def test_damage_that_shows_while_working_is_a_damaged_project(path, project, document):
    backup = project.back_up()
    for number in range(60):
        project.add_documents([(make_document(f"{number} " + "Rain fell. " * 500), None)])
    project.close()
    project = type(project).open(path)
    try:
        content = path.read_bytes()
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (len(content) - 4096))

        with pytest.raises(DamagedProject, match="is damaged: SQLite says “") as caught:
            project.document(document.id)
    finally:
        project.close()
    assert caught.value.backup == backup


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_FULL, DiskRefused, "disk is full"),
        (sqlite3.SQLITE_READONLY, DiskRefused, "may not be written to"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, DiskRefused, "may not be written to"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, DiskRefused, "Another program"),
        (sqlite3.SQLITE_IOERR_FSYNC, DiskRefused, "reported an error"),
        (sqlite3.SQLITE_CANTOPEN, DiskRefused, "cannot be opened"),
        (sqlite3.SQLITE_CORRUPT_INDEX, DamagedProject, "is damaged"),
        (sqlite3.SQLITE_NOTADB, DamagedProject, "is damaged"),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, EditConflict, ""),
    ],
)
def test_each_failure_of_sqlite_has_its_sentence(path, code, kind, words):
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code

    translated = translate(error, path)

    assert type(translated) is kind
    assert words in str(translated)
    assert str(path) in str(translated)


@pytest.mark.parametrize(
    "words",
    [
        "invalid fts5 file format (found 0, expected 4) - run 'rebuild'",
        "malformed database schema (annotation)",
    ],
)
def test_what_only_a_damaged_file_calls_forth_is_damage(path, words):
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode = sqlite3.SQLITE_ERROR

    assert type(translate(error, path)) is DamagedProject


def test_what_can_only_be_a_bug_is_not_translated(path):
    error = sqlite3.OperationalError("no such column")
    error.sqlite_errorcode = sqlite3.SQLITE_ERROR

    assert translate(error, path) is None
    assert translate(ValueError("no"), path) is None
