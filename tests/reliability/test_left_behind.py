"""A -wal and a -shm that were left beside a project, or beside what is no longer that project.

SQLite takes any log that it finds for that of the file. Each way in which the two may not belong
together is told or handled; a mixture of two states is never opened.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.domain.errors import ForeignLog, ProjectMissing
from annotator.services import projects
from annotator.store.project import Project
from tests.factories import ANA, make_annotation, make_creation, make_document, make_scheme
from tests.reliability.dumps import dump

ROOT = Path(__file__).parents[2]
DOCUMENTS = [make_document(f"Story {number}. " + "Rain fell. " * 300) for number in range(12)]

WRITER = """
import os, pickle, signal, sys
from pathlib import Path
from annotator.store.project import Project
from tests.factories import make_annotation, make_creation

path, edits = Path(sys.argv[1]), pickle.loads(sys.stdin.buffer.read())
project = Project.open(path)
for edit in edits:
    project.apply(edit)
os.kill(os.getpid(), signal.SIGKILL)
"""

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "SIGKILL"), reason="the system cannot kill like that"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with articles, closed."""
    path = tmp_path / "Storm.annotator"
    with Project.create(path, scheme=make_scheme()) as project:
        project.ensure_annotator(ANA)
        project.add_documents([(one, None) for one in DOCUMENTS])
    return path


def beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def tag(project: Project, *numbers: int) -> None:
    """An edit in each of these articles."""
    for number in numbers:
        project.apply(make_creation(make_annotation(DOCUMENTS[number], 0, 5)))


def die_tagging(path: Path, *numbers: int) -> None:
    """Another process makes these edits, and is killed; its log stays."""
    import pickle

    edits = [make_creation(make_annotation(DOCUMENTS[one], 0, 5)) for one in numbers]
    done = subprocess.run(
        [sys.executable, "-c", WRITER, path], input=pickle.dumps(edits), cwd=ROOT, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert beside(path, "-wal").stat().st_size


def tagged(path: Path, *, read_only: bool = False) -> set[int]:
    """The articles that have an annotation; the project is sound."""
    with Project.open(path, read_only=read_only) as project:
        assert project.check() == []
        return {n for n, one in enumerate(DOCUMENTS) if project.annotations(one.id)}


def copy(path: Path, to: Path, *endings: str) -> None:
    for ending in endings:
        shutil.copyfile(beside(path, ending), beside(to, ending))


def refused(path: Path) -> None:
    """Opening is refused in both ways, and touches nothing."""
    before = contents(path.parent)
    for read_only in (True, False):
        with pytest.raises(ForeignLog, match=r"Storm\.annotator-wal, which lies beside"):
            Project.open(path, read_only=read_only)
    assert contents(path.parent) == before


def contents(folder: Path) -> dict[str, bytes]:
    """All files, but for the lock that a dead process left."""
    files = [one for one in folder.iterdir() if one.is_file() and one.suffix != ".annotator-lock"]
    return {one.name: one.read_bytes() for one in files}


@pytest.mark.parametrize("read_only", [True, False])
def test_what_a_killed_process_left_is_taken(path, read_only):
    die_tagging(path, 1, 2)

    assert tagged(path, read_only=read_only) == {1, 2}
    assert tagged(path) == {1, 2}


def test_logs_of_several_killed_processes_are_taken(path):
    die_tagging(path, 1)
    die_tagging(path, 2)
    die_tagging(path, 3)

    assert tagged(path) == {1, 2, 3}


def test_the_index_of_the_log_alone_does_not_matter(path):
    die_tagging(path, 1)
    copy(path, path.with_name("Old"), "-shm")
    assert tagged(path) == {1}
    with Project.open(path) as project:
        tag(project, 2)
    copy(path.with_name("Old"), path, "-shm")

    assert tagged(path) == {1, 2}


def test_a_log_and_no_index_is_taken(path):
    die_tagging(path, 1)
    beside(path, "-shm").unlink(missing_ok=True)

    assert tagged(path, read_only=True) == {1}


def test_a_log_without_its_file_is_told_of(path):
    die_tagging(path, 1)
    path.rename(path.with_name("Elsewhere.annotator"))

    with pytest.raises(ProjectMissing, match=r"Its last steps, Storm\.annotator-wal, lie there"):
        Project.open(path)


def test_a_new_project_is_not_mixed_with_the_log_of_one_that_is_gone(path):
    die_tagging(path, 1)
    log = beside(path, "-wal").read_bytes()
    path.unlink()

    with Project.create(path, scheme=make_scheme()) as project:
        assert project.article_ids().tolist() == []
        assert "were put aside as Storm (left over," in project.remark
        assert project.check() == [project.remark]
    (kept,) = path.parent.glob("Storm (left over*-wal")
    assert kept.read_bytes() == log


def test_an_older_copy_of_the_file_is_not_mixed_with_a_newer_log(path, tmp_path):
    old = tmp_path / "old"
    shutil.copyfile(path, old)
    with Project.open(path) as project:
        tag(project, 1, 2, 3)
    die_tagging(path, 4)
    shutil.copyfile(old, path)

    refused(path)


def test_a_newer_copy_of_the_file_is_not_mixed_with_an_older_log(path, tmp_path):
    die_tagging(path, 1)
    copy(path, tmp_path / "old", "-wal")
    with Project.open(path) as project:
        tag(project, 2, 3)
    copy(tmp_path / "old", path, "-wal")

    refused(path)


def test_copies_that_went_different_ways_are_not_mixed(path, tmp_path):
    other = tmp_path / "Other.annotator"
    shutil.copyfile(path, other)
    with Project.open(other) as project:
        tag(project, 7, 8)
    die_tagging(path, 1, 2, 3)
    shutil.copyfile(other, path)  # as many transactions, but not the same ones

    refused(path)


def test_an_earlier_file_of_the_same_session_is_not_mixed_with_a_later_log(path, tmp_path):
    """The log was begun anew between the two, so the steps that lie between are in neither."""
    other = tmp_path / "other" / path.name
    other.parent.mkdir()
    with Project.open(path) as project:
        tag(project, 1)
        project.fold()
        subprocess.run(["cp", path, other], check=True)  # reading it here would let its locks go
        tag(project, 2)
        project.fold()
        tag(project, 3)
        subprocess.run(["cp", beside(path, "-wal"), beside(other, "-wal")], check=True)

    refused(other)


def test_a_mark_that_was_half_folded_when_the_power_went_is_no_other_file(path):
    marks = []
    for number in (1, 2):
        die_tagging(path, number)
        with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as connection:
            query = "SELECT value FROM setting WHERE name = 'session'"
            marks.append(connection.execute(query).fetchone()[0].split()[0].encode())
        connection.close()
        if number == 1:
            tagged(path)  # folds the log
    before, after = marks
    data = path.read_bytes()
    assert before in data
    path.write_bytes(data.replace(before, before[:8] + after[8:]))

    assert tagged(path) == {1, 2}


def test_the_log_of_another_project_is_not_mixed_in(path, tmp_path):
    other = tmp_path / "Other.annotator"
    with Project.create(other, scheme=make_scheme()) as project:
        project.ensure_annotator(ANA)
        project.add_documents([(one, None) for one in DOCUMENTS])
    die_tagging(other, 1, 2)
    copy(other, path, "-wal")

    refused(path)


def test_an_earlier_state_that_the_log_begins_with_is_the_same_file(path, tmp_path):
    old = tmp_path / "old"
    shutil.copyfile(path, old)
    die_tagging(path, 1, 2)
    shutil.copyfile(old, path)

    assert tagged(path) == {1, 2}


def test_a_file_from_elsewhere_opens_once_the_log_is_put_aside(path, tmp_path):
    old = tmp_path / "old"
    shutil.copyfile(path, old)
    with Project.open(path) as project:
        tag(project, 1, 2)
    die_tagging(path, 4)
    log = beside(path, "-wal").read_bytes()
    shutil.copyfile(old, path)

    kept = projects.put_foreign_log_aside(path)

    assert kept is not None
    assert kept.read_bytes() == log
    assert tagged(path) == set()


def test_a_backup_that_is_restored_by_hand_is_not_mixed_with_the_log(path):
    with Project.open(path) as project:
        backup = project.back_up()
        tag(project, 1, 2)
        assert backup is not None
    die_tagging(path, 3, 4, 5)
    shutil.copyfile(backup, path)

    refused(path)


def test_restoring_takes_the_log_along_with_the_file_that_it_belongs_to(path):
    with Project.open(path) as project:
        backup = project.back_up()
        tag(project, 1)
    die_tagging(path, 2, 3)

    kept = projects.restore_backup(backup, path)

    assert tagged(path) == set()
    assert tagged(kept) == {1, 2, 3}
    assert not list(path.parent.glob("*-wal"))


@pytest.mark.skipif(
    not hasattr(os, "fork") or not Path("/proc/mounts").exists(), reason="needs a mount of its own"
)
def test_a_log_in_a_folder_that_cannot_be_written_is_read_or_told(path):
    """In a namespace of its own, where the folder is mounted for reading only."""
    die_tagging(path, 1, 2)
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from annotator.store.project import Project\n"
        "with Project.open(Path(sys.argv[1]), read_only=True) as project:\n"
        "    assert project.check() == []\n"
        "    rows = project.rows(list(project.article_ids()))\n"
        "    print([number for number, one in enumerate(rows) if one.annotation_count])\n"
    )
    script = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && exec "$2" -c "$3" "$4"'
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script, "sh", path.parent, sys.executable, code, path],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("the system lets nobody make mounts of their own")
    assert done.stdout.strip() == "[1, 2]", done.stderr


def test_a_dump_sees_every_table(path):
    """What the comparisons of these tests rest on."""
    before = dump(path)
    with Project.open(path) as project:
        tag(project, 1)
    after = dump(path)

    assert {name for name in before if before[name] != after[name]} >= {"annotation", "change"}
