"""Nothing in the window's process takes SQLite's locks on the open project away.

A process loses its locks on a file as soon as anything in it closes that file: a dialog that looks
for an icon as well as our own code. See annotator/domain/held_files.py.
"""

from __future__ import annotations

import ast
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QFileSystemModel, QWidget

import annotator
from annotator.domain.errors import ExportFailed, ProjectInUse, UnreadableInput
from annotator.domain.project_file import has_project_header
from annotator.formats.registry import formats
from annotator.services.importing import Importing
from annotator.services.jobs import JobContext
from annotator.services.reading import InlineReader
from annotator.store.project import Project
from annotator.ui.dialogs.files import (
    ask_existing_folder,
    ask_file,
    ask_files,
    ask_folder,
    ask_target,
)
from tests.factories import ANA, make_annotation, make_creation, make_document, make_project
from tests.reliability.file_locks import IN_USE, LOCKS, locks_on, openings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.skipif(not LOCKS.exists(), reason="the system does not tell of locks")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An open project, written to, in a folder with other files."""
    document = make_document()
    for name in ("story.txt", "picture.png", "no ending"):
        (tmp_path / name).write_text("Maria Lindqvist was in Paris.")
    (tmp_path / "more").mkdir()
    with make_project(tmp_path / "Storm.annotator", document) as made:
        made.apply(make_creation(make_annotation(document)))
        assert locks_on(made.path) == IN_USE
        yield made


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


# ---------------------------------------------------------------- dialogs

ASK: dict[str, Callable[[QWidget, Path], object]] = {
    "a file": lambda parent, folder: ask_file(parent, "Open", str(folder), "All files (*)"),
    "files": lambda parent, folder: ask_files(parent, "Import", str(folder), "All files (*)"),
    "a folder": lambda parent, folder: ask_existing_folder(parent, "Import", str(folder)),
    "a name": lambda parent, folder: ask_target(parent, "New", str(folder / "new"), ".annotator"),
    "a new folder": lambda parent, folder: ask_folder(
        parent, "Export", folder / "out", lambda _: False
    ),
}


def listed(dialog: QFileDialog, name: str) -> str:
    """What the dialog says that a file of its folder is; "" until it has found out."""
    (model,) = dialog.findChildren(QFileSystemModel)
    index = model.index(str(Path(dialog.directory().absolutePath(), name)))
    return model.type(index) if index.isValid() else ""


def leave_when_listed(names: list[str], said: dict[str, str]) -> QTimer:
    """Ends the dialog that opens next, once it knows what each of these files is."""
    waiting = QTimer()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            return
        said.update({name: listed(dialog, name) for name in names})
        if all(said.values()):
            waiting.stop()
            dialog.reject()

    waiting.timeout.connect(look)
    waiting.start(10)
    return waiting


@pytest.mark.parametrize("what", ASK)
def test_a_dialog_in_the_folder_of_the_open_project_leaves_its_locks_alone(
    project: Project, parent: QWidget, what: str
):
    names = ["more"]  # dialogs for folders do not show files, and look at them all the same
    if what in ("a file", "files"):
        names += [project.path.name, project.path.name + "-shm", "no ending"]
    elif what == "a name":
        names += [project.path.name]
    said: dict[str, str] = {}
    waiting = leave_when_listed(names, said)
    ASK[what](parent, project.path.parent)
    waiting.stop()

    assert locks_on(project.path) == IN_USE
    assert said["more"] == "Folder"
    assert said.get(project.path.name) in (None, "annotator file")


def test_qt_itself_would_take_them(project: Project, qtbot: QtBot):
    """The danger is real: else the test above could not fail."""
    dialog = QFileDialog(None, "Open", str(project.path.parent))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(listed(dialog, project.path.name + "-shm")))
    qtbot.waitUntil(lambda: locks_on(project.path) == [])


def test_a_dialog_may_be_left_while_it_still_reads_a_large_folder(
    parent: QWidget, tmp_path: Path, qtbot: QtBot
):
    """Qt asks for icons on a thread of its own, which must not wait for ours while ours waits."""
    for number in range(3_000):
        (tmp_path / f"{number}.txt").touch()
    for delay_ms in range(0, 30, 3):
        QTimer.singleShot(delay_ms, lambda: QApplication.activeModalWidget().close())
        assert ask_file(parent, "Open", str(tmp_path), "All files (*)") is None
        qtbot.wait(1)


_LOOK_INTO_FILES = {
    "QFileDialog": {"ui/dialogs/file_dialog.py", "ui/dialogs/files.py"},
    "QFileIconProvider": {"ui/dialogs/file_dialog.py"},
    "QFileSystemModel": set(),
    "QMimeDatabase": set(),
}
"""What of Qt opens files unasked, and where it is known to be held back."""


def test_no_other_part_of_the_window_uses_what_opens_files_unasked():
    root = Path(annotator.__file__).parent
    found = {name: set() for name in _LOOK_INTO_FILES}
    for path in (root / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for one in node.names if isinstance(node, ast.ImportFrom) else ():
                if one.name in found:
                    found[one.name].add(path.relative_to(root).as_posix())
    assert found == _LOOK_INTO_FILES


# ---------------------------------------------------------------- our own code


def imported(project: Project, *paths: Path) -> list[str]:
    """What an import in this process says of files, as the terminal does it."""
    from annotator.services.changes import ChangeHub

    registry = formats()
    importing = Importing(project, registry, ANA, ChangeHub(), lambda: InlineReader(registry))
    project.ensure_annotator(ANA)
    return [str(one) for one in importing.job(paths).work(JobContext()).problems]


def scheme_file(project: Project, path: Path) -> None:
    from annotator.services.starter_schemes import scheme_from

    with pytest.raises(UnreadableInput, match="the project that is open"):
        scheme_from(path)


def export_onto(project: Project, path: Path) -> None:
    from annotator.services.exports.outputs import beside

    before = project.path.stat().st_ino
    with pytest.raises(ExportFailed, match="is a project"), beside(path, ".jsonl"):
        pass
    assert project.path.stat().st_ino == before


def scheme_onto(_: Project, path: Path) -> None:
    from annotator.services.atomic import atomic_file

    with pytest.raises(ExportFailed, match="is a project"), atomic_file(path):
        pass


def opened_once_more(_: Project, path: Path) -> None:
    with pytest.raises(ProjectInUse):
        Project.open(path)


def opened_for_reading(_: Project, path: Path) -> None:
    Project.open(path, read_only=True).close()


def looked_at(_: Project, path: Path) -> None:
    assert has_project_header(path)


def drawn_in(project: Project, path: Path) -> None:
    (said,) = imported(project, path)
    assert "the project that is open" in said


def gold(_: Project, path: Path) -> None:
    from annotator.services.gold import read_gold

    with pytest.raises(UnreadableInput, match="the project that is open"):
        read_gold(path)


def recovered(project: Project, path: Path) -> None:
    from annotator.services.recovering import recovery_job

    with pytest.raises(ProjectInUse):
        recovery_job(path).work(JobContext())


def backed_up(project: Project, _: Path) -> None:
    assert project.back_up() is not None
    from annotator.services.backing_up import BackingUp

    BackingUp(project).job().work(JobContext())


WAYS = [
    scheme_file,
    export_onto,
    scheme_onto,
    opened_once_more,
    opened_for_reading,
    looked_at,
    drawn_in,
    gold,
    recovered,
    backed_up,
]


@pytest.mark.parametrize("name", ["its own", "a link", "another name"])
@pytest.mark.parametrize("way", WAYS)
def test_whatever_is_done_with_the_open_project_leaves_its_locks_alone(
    project: Project, tmp_path: Path, way: Callable[[Project, Path], None], name: str
):
    path = project.path
    if name == "a link":
        path = tmp_path / "more" / "link.csv"
        path.symlink_to(project.path)
    elif name == "another name":
        path = tmp_path / "more" / "other.csv"
        os.link(project.path, path)
    with openings_of(project.path) as opened:
        way(project, path)

    assert locks_on(project.path) == IN_USE
    assert opened == []


# ---------------------------------------------------------------- should it happen all the same


def drop_locks(path: Path) -> None:
    """What a library might do that knows nothing of SQLite."""
    for ending in ("", "-shm"):
        path.with_name(path.name + ending).open("rb").close()
    assert locks_on(path) == []


def test_locks_that_are_lost_are_taken_again_in_the_next_pause(
    project: Project, caplog: pytest.LogCaptureFixture
):
    project.fold()
    assert caplog.record_tuples == []
    drop_locks(project.path)
    project.fold()

    assert locks_on(project.path) == IN_USE
    assert [one.getMessage() for one in caplog.records if one.levelno == logging.WARNING] == [
        f"the locks on {project.path} were gone, and have been taken again"
    ]
    caplog.clear()


MEDDLER = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as connection:
    print(connection.execute("SELECT count(*) FROM annotation").fetchone())
connection.close()
"""


@pytest.mark.parametrize("is_lost", [False, True])
def test_another_program_that_looks_into_the_project_leaves_its_log(
    project: Project, is_lost: bool, caplog: pytest.LogCaptureFixture
):
    """The last to close a file folds the log and removes it: others must see that we are there."""
    if is_lost:
        drop_locks(project.path)
        project.fold()
        caplog.clear()
    log = project.path.with_name(project.path.name + "-wal")
    before = log.stat().st_ino
    subprocess.run([sys.executable, "-c", MEDDLER, project.path], check=True, timeout=60)

    assert log.stat().st_ino == before


def test_without_locks_another_program_would_remove_the_log(
    project: Project, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    """The danger is real: else the test above could not fail."""
    drop_locks(project.path)
    subprocess.run([sys.executable, "-c", MEDDLER, project.path], check=True, timeout=60)
    assert not project.path.with_name(project.path.name + "-wal").exists()


def test_a_file_that_is_not_in_use_gets_no_locks(tmp_path: Path, project: Project):
    from annotator.store.reclaiming import reclaim

    copy = tmp_path / "copy.annotator"
    shutil.copyfile(tmp_path / "story.txt", copy)
    assert not reclaim(copy)
    assert locks_on(copy) == []
