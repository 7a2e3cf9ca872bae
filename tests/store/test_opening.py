from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from annotator.domain.errors import (
    DamagedProject,
    NewerProject,
    NotAProject,
    ProjectError,
    ProjectInUse,
    ProjectMissing,
)
from annotator.store.project import Project
from tests.factories import (
    IS_ROOT,
    make_annotation,
    make_creation,
    make_document,
    make_project,
    make_scheme,
)


@pytest.fixture
def closed(path):
    """The path of a project of some size, which nobody has open."""
    documents = [make_document(f"Article {number}. " + "Rain fell. " * 400) for number in range(40)]
    make_project(path, *documents).close()
    return path


def state_of(folder):
    """Names, bytes and times of everything in a folder."""
    return {
        one.name: (one.stat().st_mtime_ns, one.read_bytes() if one.is_file() else None)
        for one in folder.rglob("*")
    }


def refuse(path, kind, sentence):
    """Opening fails, in both ways, with a sentence that names the file; nothing is touched."""
    before = state_of(path.parent)
    for read_only in (False, True):
        with pytest.raises(kind, match=sentence) as caught:
            Project.open(path, read_only=read_only)
        assert str(path) in str(caught.value)
    assert state_of(path.parent) == before
    return caught.value


def pragma(path, statement):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_a_file_that_is_not_there(path):
    refuse(path, ProjectMissing, "There is no file")


def test_a_folder(path):
    path.mkdir()

    refuse(path, NotAProject, "is a folder")


def test_an_empty_file(path):
    path.touch()

    refuse(path, NotAProject, "is empty")


@pytest.mark.parametrize("content", [b"x", b"%PDF-1.7\n" * 100, b"SQLite format 3\0", b"\0" * 4096])
def test_a_file_of_another_kind(path, content):
    path.write_bytes(content)

    refuse(path, NotAProject, "is not a project")


def test_a_database_of_another_program(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE note(text)")

    refuse(path, NotAProject, "is a database of another program")


def test_a_file_of_a_newer_version(closed):
    pragma(closed, "PRAGMA user_version = 99")

    refuse(closed, NewerProject, "newer version of this program. Update the program")


@pytest.mark.parametrize("kept", [150, 4096, 5000, 100_000])
def test_a_truncated_file(closed, kept):
    closed.write_bytes(closed.read_bytes()[:kept])

    refuse(closed, DamagedProject, "bytes are missing at its end")


def test_a_file_with_an_overwritten_middle(closed):
    content = bytearray(closed.read_bytes())
    for page in range(2, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 200] = os.urandom(200)
    closed.write_bytes(content)

    refuse(closed, DamagedProject, "is damaged: SQLite finds “")


def test_a_corrupt_file_with_a_log_beside_it(closed):
    content = bytearray(closed.read_bytes())
    content[4096 : 4096 + 3000] = os.urandom(3000)
    closed.write_bytes(content)
    closed.with_name(closed.name + "-wal").write_bytes(b"7" * 5000)

    refuse(closed, DamagedProject, "is damaged")


def test_a_damaged_file_comes_with_its_newest_good_backup(path):
    with make_project(path, make_document()) as project:
        good = project.back_up()
        project.add_documents([(make_document("Another article."), None)])
        bad = project.back_up()
    bad.write_bytes(bad.read_bytes()[:5000])
    path.write_bytes(path.read_bytes()[:5000])

    error = refuse(path, DamagedProject, "Its newest good backup is")

    assert error.backup == good
    assert str(good) in str(error)


def test_a_damaged_file_without_a_backup_says_so(closed):
    closed.write_bytes(closed.read_bytes()[:5000])

    assert refuse(closed, DamagedProject, "It has no backup").backup is None


@pytest.mark.parametrize("content", [b"", b"\0" * 9000])
def test_a_file_that_was_a_project_once_is_damaged_not_foreign(path, content):
    with make_project(path, make_document()) as project:
        good = project.back_up()
    path.write_bytes(content)

    assert refuse(path, DamagedProject, "is damaged").backup == good


@pytest.mark.skipif(IS_ROOT, reason="root may read everything")
def test_a_file_that_may_not_be_read(closed):
    closed.chmod(0)

    refuse_unread(closed, "cannot be read", read_only=True)
    refuse_unread(closed, "cannot be read", read_only=False)


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_a_file_that_may_not_be_written_to(closed):
    closed.chmod(0o400)

    refuse_unread(closed, "may not be written to", read_only=False)


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to(closed):
    folder = closed.parent
    folder.chmod(0o500)
    try:
        refuse_unread(closed, "is not writable, so Storm.annotator cannot", read_only=False)
        with pytest.raises(ProjectError, match="is not writable"):
            Project.create(folder / "New.annotator", scheme=make_scheme())
    finally:
        folder.chmod(0o700)


def refuse_unread(path, sentence, *, read_only):
    names = sorted(path.parent.iterdir())
    with pytest.raises(ProjectError, match=sentence):
        Project.open(path, read_only=read_only)
    assert sorted(path.parent.iterdir()) == names


def test_the_same_process_cannot_open_a_project_twice(project, path, document):
    with pytest.raises(ProjectInUse, match=rf"open in another window.*process {os.getpid()}"):
        Project.open(path)

    assert project.document(document.id) == document


def test_another_process_cannot_open_an_open_project(project, path):
    code = (
        "import sys; from pathlib import Path\n"
        "from annotator.domain.errors import ProjectInUse\n"
        "from annotator.store.project import Project\n"
        "try: Project.open(Path(sys.argv[1]))\n"
        "except ProjectInUse as error: print(error)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=True
    )

    assert f"(process {os.getpid()}). Close it there first." in run.stdout


def test_a_project_that_was_closed_can_be_opened_again(path, project):
    project.close()

    for _ in range(3):
        Project.open(path).close()
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_lock_left_behind_by_a_dead_process_does_not_matter(closed):
    lock = closed.with_name(closed.name + "-lock")
    lock.write_text(" 99999999\n")

    Project.open(closed).close()

    assert not lock.exists()


def test_closing_again_does_not_take_the_lock_of_whoever_has_it_now(closed):
    first = Project.open(closed)
    first.close()
    with Project.open(closed):
        first.close()

        with pytest.raises(ProjectInUse):
            Project.open(closed)


def test_a_file_whose_process_died_while_folding_its_log_in_is_whole(path, project, document):
    project.close()
    annotation = make_annotation(document)
    other = path.with_name("Other.annotator")
    wal = path.with_name(path.name + "-wal")
    with Project.open(path) as project:
        project.apply(make_creation(annotation))
        pages = pages_in(wal.read_bytes()) - {1}
        content = bytearray(path.read_bytes())
        for page in pages:  # half written; the log has them whole
            content[page * 4096 - 2048 : page * 4096] = b"\xff" * 2048
        other.write_bytes(content)
        other.with_name(other.name + "-wal").write_bytes(wal.read_bytes())

    assert pages
    with Project.open(other) as project:
        assert project.annotations(document.id) == (annotation,)
        assert project.check() == []


def pages_in(log):
    """Numbers of the pages of 4,096 bytes that a write-ahead log holds."""
    frames = range(32, len(log), 24 + 4096)
    return {int.from_bytes(log[start : start + 4], "big") for start in frames}
