"""A large project's file is moved, removed or replaced: bringing it back stops nobody.

It is done in a job. Reading goes on, what is to be stored is refused and says so, and nothing that
was stored is lost, also if the job is stopped or the program ends.
"""

from __future__ import annotations

import os
import subprocess
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from annotator.domain.errors import Cancelled, DiskRefused, ProjectMoved
from annotator.services import projects
from annotator.services.jobs import JobContext
from annotator.store import keeping
from annotator.store.inspection import beside
from annotator.store.project import Project
from tests.e2e.stage import Stage, annotations, play
from tests.factories import ANA, make_annotation, make_creation, make_document, make_project
from tests.reliability.test_refused_in_window import open_article, select_next_word
from tests.services.helpers import import_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.domain.annotation import Annotation

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="the system does not let an open file be moved"
)

DOCUMENT = make_document()
_PATIENCE_S = 10.0


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is large begins at nothing, so that no test has to write so much."""
    monkeypatch.setattr(keeping, "AT_ONCE", 0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder / "Storm.annotator"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    project = make_project(path, DOCUMENT)
    project.warm_up()
    yield project
    with suppress(ProjectMoved):  # a test may have left it away
        project.close()


def tag(project: Project) -> Annotation:
    annotation = make_annotation(DOCUMENT)
    with project.together():
        project.apply(make_creation(annotation))
    return annotation


def elsewhere(act: Callable[[], object]) -> list[BaseException]:
    """What another thread meets when it does something."""
    met: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except (DiskRefused, ProjectMoved) as error:
            met.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(_PATIENCE_S)
    assert not thread.is_alive(), "it was made to wait"
    return met


def test_the_edit_that_finds_it_out_is_refused_and_copies_nothing(
    project: Project, path: Path
) -> None:
    stored = [tag(project)]
    due: list[bool] = []
    project.putting_back.when_due(lambda: due.append(True))
    path.unlink()

    for _ in range(2):
        with pytest.raises(
            DiskRefused, match=r"is being put back there\. What you did just now was"
        ):
            tag(project)

    assert due == [True, True]
    assert not path.exists()
    assert list(project.annotations(DOCUMENT.id)) == stored


def test_whoever_copies_lets_others_read_and_refuses_what_they_store(
    project: Project, path: Path
) -> None:
    stored = [tag(project)]
    project.putting_back.when_due(lambda: None)
    path.unlink()
    seen: list[list[Annotation]] = []
    told: list[BaseException] = []

    def meanwhile(_done: int, _total: int) -> None:
        told.extend(elsewhere(lambda: tag(project)))
        told.extend(elsewhere(lambda: seen.append(list(project.annotations(DOCUMENT.id)))))

    moved = project.putting_back.run(meanwhile)

    assert moved is not None
    assert "has been put back there. What you did meanwhile was not saved" in str(moved)
    assert seen
    assert all(one == stored for one in seen)
    assert len(told) == len(seen)  # each edit, no reading
    assert all("do it again when that is done" in str(one) for one in told)
    stored.append(tag(project))
    project.close()
    assert_holds(path, stored)
    for ending in ("-wal", "-shm", "-lock", "-draft"):
        assert not beside(path, ending).exists()


def test_a_copy_that_is_stopped_loses_nothing(project: Project, path: Path) -> None:
    stored = [tag(project)]
    project.putting_back.when_due(lambda: None)
    path.unlink()

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    beside_it = {path.name + ending for ending in ("-lock", "-wal", "-shm")}

    for _ in range(3):
        with pytest.raises(Cancelled):
            project.putting_back.run(stop)
        assert {one.name for one in path.parent.iterdir()} <= beside_it
        assert list(project.annotations(DOCUMENT.id)) == stored
    assert project.putting_back.run(lambda *_: None) is not None

    stored.append(tag(project))
    project.close()
    assert_holds(path, stored)


def test_one_that_is_closed_before_it_was_put_back_is_kept_all_the_same(
    project: Project, path: Path
) -> None:
    stored = [tag(project)]
    project.putting_back.when_due(lambda: None)
    path.unlink()
    with pytest.raises(DiskRefused):
        tag(project)

    with pytest.raises(ProjectMoved):
        project.close()

    assert_holds(path, stored)


def test_a_file_that_came_back_by_itself_is_gone_on_with(project: Project, path: Path) -> None:
    stored = [tag(project)]
    project.putting_back.when_due(lambda: None)
    away = path.with_name("away")
    path.rename(away)
    with pytest.raises(DiskRefused):
        tag(project)
    away.rename(path)

    assert not project.putting_back.is_needed
    assert project.putting_back.run(lambda *_: None) is None

    stored.append(tag(project))
    project.close()
    assert_holds(path, stored)


def test_no_job_is_begun_where_there_is_no_room(
    project: Project, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag(project)
    due: list[bool] = []
    project.putting_back.when_due(lambda: due.append(True))
    path.unlink()
    with monkeypatch.context() as patch:
        patch.setattr("annotator.store.copying._SPARE", 1 << 60)
        with pytest.raises(DiskRefused, match=r"was not saved\. There is no room for a copy"):
            tag(project)
    assert due == []


def test_without_anybody_to_run_a_job_it_is_done_at_once(project: Project, path: Path) -> None:
    stored = [tag(project)]
    path.unlink()
    with pytest.raises(ProjectMoved):
        tag(project)
    project.close()
    assert_holds(path, stored)


def test_the_job_refuses_no_more_than_there_is_to_do(path: Path) -> None:
    with projects.create_project(path, ANA) as services:
        assert not services.putting_back.is_needed
        assert services.putting_back.job().work(JobContext()) is None


# ---------------------------------------------------------------- the window


class Slow:
    """Copies when it is let, so that something can be done before."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.may_go_on = threading.Event()
        self.threads: list[str] = []
        real = keeping._copy

        def copy(connection: sqlite3.Connection, draft: Path, on_step: keeping.OnStep) -> None:
            self.threads.append(threading.current_thread().name)
            assert self.may_go_on.wait(_PATIENCE_S)
            real(connection, draft, on_step)

        monkeypatch.setattr(keeping, "_copy", copy)

    def during(self, story: Callable[[Stage], None]) -> Callable[[Stage], None]:
        """A story that lets it go on in the end: else a window would never close."""

        def played(stage: Stage) -> None:
            try:
                story(stage)
            finally:
                self.may_go_on.set()

        return played


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    slow = Slow(monkeypatch)
    yield slow
    slow.may_go_on.set()


@pytest.fixture
def shown(path: Path) -> Path:
    with projects.create_project(path, ANA) as services:
        import_text(services, "harbours were quiet and two tugs stayed where they were.")
        import_text(services, "Nothing else was heard of.", "b.txt")
    return path


def begin(stage: Stage) -> None:
    """Stores one annotation, so that there is something to be brought back."""
    open_article(stage)
    select_next_word(stage)
    stage.press("a")
    stage.wait(lambda: stage.texts(suggestions=False) == ["harbours"])
    stage.wait(lambda: not stage.window.jobs.is_busy)


def test_the_window_reads_on_and_refuses_edits_with_one_sentence(
    qtbot: QtBot, shown: Path, slow: Slow
) -> None:
    def story(stage: Stage) -> None:
        begin(stage)
        notice = stage.window.notice
        shown.unlink()
        stage.press("l")
        sentence = notice.text()
        assert "is being put back there. What you did just now was not saved" in sentence
        stage.wait(lambda: bool(slow.threads))
        assert slow.threads == ["Putting the project back"]
        label = stage.find("job_label")
        assert isinstance(label, QLabel)
        assert "Putting the project back" in label.text()
        for _ in range(3):
            stage.press("l")
            assert notice.text() == sentence
        assert stage.texts(suggestions=False) == ["harbours"]
        stage.press("n")  # another article can be read meanwhile
        stage.wait(lambda: stage.texts(suggestions=False) == [])
        assert notice.text() == sentence

        slow.may_go_on.set()
        stage.wait(lambda: "has been put back there" in notice.text())
        assert slow.threads == ["Putting the project back"]
        stage.window.view.setFocus()
        select_next_word(stage)
        stage.press("l")
        stage.wait(lambda: stage.texts(suggestions=False) == ["Nothing"])

    play(qtbot, shown, slow.during(story))

    assert annotations(shown) == [("ACTOR", "harbours")]
    with projects.open_project(shown, ANA) as services:
        assert services.project.check() == []
        assert services.project.statistics().annotations == {"ACTOR": 1, "LOCATION": 1}


def test_a_window_that_is_closed_stays_until_all_is_put_back(
    qtbot: QtBot, shown: Path, slow: Slow
) -> None:
    def story(stage: Stage) -> None:
        begin(stage)
        shown.unlink()
        stage.window.close()
        stage.settle()
        assert stage.window.isVisible()
        assert "is being put back first" in stage.window.notice.text()
        stage.window.close()  # impatience changes nothing
        assert stage.window.isVisible()
        slow.may_go_on.set()
        stage.wait(lambda: not stage.window.isVisible())
        assert slow.threads == ["Putting the project back"]

    play(qtbot, shown, slow.during(story))

    assert annotations(shown) == [("ACTOR", "harbours")]


def test_another_project_is_opened_after_this_one_was_put_back(
    qtbot: QtBot, shown: Path, tmp_path: Path
) -> None:
    other = tmp_path / "Other.annotator"
    projects.create_project(other, ANA).close()

    def story(stage: Stage) -> None:
        begin(stage)
        shown.unlink()
        stage.window.welcome.recent_chosen.emit(other)
        assert stage.window.windowTitle().startswith("Storm")
        stage.wait(lambda: stage.window.windowTitle().startswith("Other"))

    play(qtbot, shown, story)

    assert annotations(shown) == [("ACTOR", "harbours")]


def test_a_window_that_cannot_put_it_back_says_so_and_closes_when_it_is_told_again(
    qtbot: QtBot, shown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def story(stage: Stage) -> None:
        begin(stage)
        shown.unlink()
        monkeypatch.setattr("annotator.store.copying._SPARE", 1 << 60)
        stage.window.close()
        stage.wait(lambda: "could not be put back" in stage.window.notice.text())
        assert stage.window.isVisible()
        monkeypatch.undo()
        stage.window.close()
        assert not stage.window.isVisible()

    play(qtbot, shown, story)

    assert annotations(shown) == [("ACTOR", "harbours")]


def test_a_file_that_is_gone_at_once_does_no_harm_in_pauses(path: Path) -> None:
    project = make_project(path, DOCUMENT)
    project.close()
    project = Project.open(path)
    stored = list(project.annotations(DOCUMENT.id))
    with project._database.reading():  # by the only connection there is
        path.unlink()
        project.warm_up()
        with pytest.raises(DiskRefused):
            project.fold()
    assert list(project.annotations(DOCUMENT.id)) == stored
    project.close()
    project.warm_up()
    assert not path.exists()


def test_what_is_stored_afterwards_outlives_the_program(
    project: Project, path: Path, tmp_path: Path
) -> None:
    """Connections to the old file close later, and must not take the new one's log with them."""
    stored = [tag(project)]
    project.putting_back.when_due(lambda: None)
    path.unlink()
    go_on, has_begun = threading.Event(), threading.Event()

    def read() -> None:
        with project._database.reading() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM annotation").scalar_one()
            has_begun.set()
            go_on.wait(_PATIENCE_S)

    reader = threading.Thread(target=read)
    reader.start()
    assert has_begun.wait(_PATIENCE_S)
    assert project.putting_back.run(lambda *_: None) is not None
    stored.append(tag(project))
    go_on.set()
    reader.join()
    stored += [tag(project) for _ in range(3)]

    # by another process: closing the file in this one would take SQLite's locks away
    copy = tmp_path / "as it lies there.annotator"
    for ending in ("", "-wal"):
        subprocess.run(["cp", beside(path, ending), beside(copy, ending)], check=True)
    assert_holds(copy, stored)


def assert_holds(path: Path, stored: list[Annotation]) -> None:
    with Project.open(path) as project:
        assert list(project.annotations(DOCUMENT.id)) == stored
        assert project.check() == []
