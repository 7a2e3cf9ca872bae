"""A project's file is moved, removed or replaced while it is open: nothing that was stored is lost.

The next step says so in a sentence, and what was stored lies where the user will look for it.
"""

from __future__ import annotations

import os
import shutil
import threading
from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import DiskRefused, ProjectInUse, ProjectMoved
from annotator.services import projects
from annotator.services.jobs import JobContext
from annotator.store import keeping
from annotator.store.inspection import beside
from annotator.store.project import Project
from tests.factories import (
    ANA,
    NOON,
    make_annotation,
    make_creation,
    make_document,
    make_project,
    make_scheme,
)
from tests.services.helpers import import_text, span_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from annotator.domain.annotation import Annotation

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="the system does not let an open file be moved"
)

DOCUMENT = make_document()
ELSE = make_document("Something else.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder / "Storm.annotator"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    project = make_project(path, DOCUMENT)
    yield project
    project.close()


def tag(project: Project) -> Annotation:
    annotation = make_annotation(DOCUMENT)
    project.apply(make_creation(annotation))
    return annotation


def remove(path: Path) -> None:
    path.unlink()


def rename(path: Path) -> None:
    path.rename(path.with_name("Other.annotator"))


def rename_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


def remove_folder(path: Path) -> None:
    shutil.rmtree(path.parent)


def replace(path: Path) -> None:
    other = path.parent.with_name("new.annotator")
    make_project(other, ELSE).close()
    other.replace(path)


def replace_folder(path: Path) -> None:
    rename_folder(path)
    path.parent.mkdir()
    replace(path)


PUT_BACK: list[Callable[[Path], None]] = [remove, rename, rename_folder, remove_folder]
REPLACED: list[Callable[[Path], None]] = [replace, replace_folder]


@pytest.mark.parametrize("harm", PUT_BACK + REPLACED)
def test_the_next_edit_says_so_and_the_one_after_is_stored(
    project: Project, path: Path, harm: Callable[[Path], None]
) -> None:
    stored = [tag(project) for _ in range(3)]
    told: list[Path] = []
    project.when_moved(told.append)
    harm(path)

    with pytest.raises(ProjectMoved, match="What you did just now was not saved") as caught:
        tag(project)

    assert caught.value.path == project.path
    assert told == [project.path]
    assert str(project.path) in str(caught.value)
    assert (project.path == path) == (harm in PUT_BACK)
    assert project.path.parent == path.parent
    assert list(project.annotations(DOCUMENT.id)) == stored
    stored.append(tag(project))
    assert project.undo(DOCUMENT.id, annotator_id=ANA.id, at=NOON) is not None
    assert project.redo(DOCUMENT.id, annotator_id=ANA.id, at=NOON) is not None
    assert project.check() == []
    with pytest.raises(ProjectInUse):
        Project.open(project.path)
    project.close()
    assert_holds(project.path, stored)
    assert_nothing_left_beside(project.path)


@pytest.mark.parametrize("harm", PUT_BACK + REPLACED)
def test_a_project_that_is_closed_then_is_kept_as_well(
    project: Project, path: Path, harm: Callable[[Path], None]
) -> None:
    stored = [tag(project) for _ in range(3)]
    harm(path)

    with pytest.raises(ProjectMoved) as caught:
        project.close()

    assert "just now" not in str(caught.value)
    assert_holds(caught.value.path, stored)
    assert_nothing_left_beside(caught.value.path)


@pytest.mark.parametrize("harm", [rename, rename_folder])
def test_the_file_that_was_moved_is_whole_too(
    project: Project, path: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    stored = [tag(project) for _ in range(3)]
    harm(path)
    with pytest.raises(ProjectMoved):
        tag(project)
    tag(project)
    project.close()

    (moved,) = (one for one in tmp_path.rglob("*.annotator") if one != path)
    assert_holds(moved, stored)


@pytest.mark.parametrize("harm", REPLACED)
def test_the_file_that_took_its_place_is_left_alone(
    project: Project, path: Path, harm: Callable[[Path], None]
) -> None:
    tag(project)
    harm(path)
    content = path.read_bytes()
    with pytest.raises(ProjectMoved):
        tag(project)
    project.close()

    assert path.read_bytes() == content
    with Project.open(path) as other:
        assert other.document(ELSE.id) == ELSE
        assert other.check() == []


def test_a_file_that_is_only_looked_at_is_not_brought_back(path: Path) -> None:
    make_project(path, DOCUMENT).close()
    project = Project.open(path)
    assert project.document(DOCUMENT.id) == DOCUMENT
    path.unlink()
    project.close()

    assert not path.exists()


def test_whoever_reads_meanwhile_reads_on(project: Project, path: Path) -> None:
    stored = [tag(project)]
    go_on, has_begun = threading.Event(), threading.Event()
    seen: list[int] = []

    def read() -> None:
        with project._database.reading() as connection:
            for _ in range(2):
                query = "SELECT count(*) FROM annotation"
                seen.append(connection.exec_driver_sql(query).scalar_one())
                has_begun.set()
                go_on.wait()

    reader = threading.Thread(target=read)
    reader.start()
    has_begun.wait()
    stored.append(tag(project))  # there are two connections now
    path.unlink()
    with pytest.raises(ProjectMoved):
        tag(project)
    stored += [tag(project) for _ in range(3)]
    go_on.set()
    reader.join()

    assert seen == [1, 1]
    for _ in range(5):
        assert list(project.annotations(DOCUMENT.id)) == stored
    project.close()
    assert_holds(path, stored)


def test_while_somebody_reads_alone_it_waits(project: Project, path: Path) -> None:
    stored = [tag(project)]
    told: list[BaseException] = []

    def write() -> None:
        try:
            tag(project)
        except DiskRefused as error:
            told.append(error)

    with project._database.reading():  # by the only connection there is
        path.unlink()
        for _ in range(2):
            writer = threading.Thread(target=write)
            writer.start()
            writer.join()
    assert len(told) == 2

    with pytest.raises(ProjectMoved):
        tag(project)
    stored.append(tag(project))
    project.close()
    assert_holds(path, stored)


def test_a_reader_that_comes_new_does_not_mix_the_two_files(project: Project, path: Path) -> None:
    tag(project)
    replace(path)
    told: list[BaseException] = []

    def read() -> None:
        try:
            project.annotations(DOCUMENT.id)
        except DiskRefused as error:
            told.append(error)

    with project._database.reading():  # so that the other needs a connection of its own
        reader = threading.Thread(target=read)
        reader.start()
        reader.join()

    assert len(told) == 1
    assert "is not where it was opened" in str(told[0])
    with pytest.raises(ProjectMoved):
        project.close()


def test_a_folder_that_cannot_be_written_keeps_all_until_it_can(
    project: Project, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = [tag(project)]
    path.unlink()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(keeping, "_place", refuse)
        for _ in range(3):
            with pytest.raises(DiskRefused, match="could not be put back"):
                tag(project)
            assert list(project.annotations(DOCUMENT.id)) == stored
    with pytest.raises(ProjectMoved):
        tag(project)

    stored.append(tag(project))
    project.close()
    assert_holds(path, stored)


def test_services_go_on_in_the_new_place(path: Path) -> None:
    with projects.create_project(path, ANA, scheme=make_scheme(), in_window=True) as services:
        document_id = import_text(services, "Rain fell on Homs. Homs is wet.")
        span = span_of(services, document_id, "Homs")
        services.editing.add(document_id, span, "LOCATION")
        services.memory.learn_job().work(JobContext())
        news: list[object] = []
        services.changes.subscribe(news.append)
        replace(path)

        with pytest.raises(ProjectMoved):
            services.editing.undo(document_id)

        assert news == []
        marks = services.browsing.marks(document_id)
        assert [one.label for one in marks if not one.is_suggestion] == ["LOCATION"]
        assert services.editing.undo(document_id) is not None
        services.editing.add(document_id, span, "ACTOR")
        services.memory.learn_job().work(JobContext())
        labels = {row.phrase.label for row in services.memory.table().rows if row.tagged}
        assert labels == {"ACTOR"}
        assert services.path == services.project.path != path
        assert services.project.back_up() is not None
        assert services.project.check() == []


def assert_holds(path: Path, stored: list[Annotation]) -> None:
    with Project.open(path) as project:
        assert list(project.annotations(DOCUMENT.id)) == stored
        assert project.check() == []


def assert_nothing_left_beside(path: Path) -> None:
    for ending in ("-wal", "-shm", "-lock", "-draft"):
        assert not beside(path, ending).exists()
