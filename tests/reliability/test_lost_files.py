"""The program survives losing its settings, its log, its temporary folder and its own files."""

from __future__ import annotations

import gzip
import logging
import shutil
import tempfile
from typing import TYPE_CHECKING

import pytest

from annotator.domain.document import ArticleFilter
from annotator.domain.errors import KnownError, ProgramIncomplete
from annotator.domain.span import Span
from annotator.services import projects
from annotator.services.exports.request import ExportRequest
from annotator.services.jobs import JobContext
from annotator.services.logs import start_logging, stop_logging
from annotator.suggest.names import gazetteer
from tests.factories import ANA
from tests.reliability.every_action import program_on, services_of, settle
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.program import Program


@pytest.fixture
def program(qapp: object, tmp_path: Path, qtbot: QtBot) -> Iterator[Program]:
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        import_text(services, "Maria Lindqvist was in Paris.")
    with program_on(path, qtbot) as opened:
        yield opened


def works_on(program: Program, qtbot: QtBot) -> bool:
    """Whether a word can still be tagged, and the tag is stored and shown."""
    services = services_of(program)
    document_id = services.browsing.ids(ArticleFilter())[0]
    before = len(services.project.annotations(document_id))
    program.window.view.select(Span(0, 15))
    program.desk.label("ACTOR")
    settle(program, qtbot)
    program.desk.undo()
    settle(program, qtbot)
    return before == len(services.project.annotations(document_id)) and not services.project.check()


def delete(path: Path) -> None:
    path.unlink()


def make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def fill_with_noise(path: Path) -> None:
    path.write_bytes(b"\xff{[" * 1_000)


def delete_its_folder(path: Path) -> None:
    shutil.rmtree(path.parent)


def put_a_file_in_its_folders_place(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_text("a file")


@pytest.mark.parametrize(
    ("lose", "says"),
    [
        (delete, ""),
        (delete_its_folder, ""),
        (fill_with_noise, ""),
        (make_a_folder, "Settings cannot be written"),
        (put_a_file_in_its_folders_place, "Settings cannot be written"),
    ],
)
def test_settings_that_are_lost_while_the_window_is_open_are_no_failure(
    program: Program, own_settings: Path, qtbot: QtBot, lose: Callable[[Path], None], says: str
):
    file = own_settings / "settings.json"
    assert file.is_file()
    lose(file)
    program.window.notice.hide()
    program.actions["zoom_out"].trigger()
    program.actions["switch_theme"].trigger()
    settle(program, qtbot)

    assert program.window.notice.text().startswith(says)
    assert bool(program.window.notice.text()) == bool(says)
    assert file.is_file() == (not says)
    assert works_on(program, qtbot)


def test_a_log_that_is_lost_is_no_failure(program: Program, tmp_path: Path, qtbot: QtBot):
    folder = tmp_path / "logs"
    start_logging(folder)
    try:
        logging.getLogger("annotator.ui").info("before")
        shutil.rmtree(folder)
        folder.write_text("a file")
        logging.getLogger("annotator.ui").info("x" * 1_100_000)  # so much that a new one is due
        logging.getLogger("annotator.ui").info("after")
        assert works_on(program, qtbot)
    finally:
        stop_logging()


def test_a_name_with_line_breaks_makes_one_line_of_the_log(tmp_path: Path):
    start_logging(tmp_path)
    try:
        name = "a\n2026-11-22 00:00:00,000 ERROR annotator.store: all is lost\x1b[31m\u202e.txt"
        logging.getLogger("annotator.ui").info("opened %s", name)
    finally:
        stop_logging()
    (line,) = (tmp_path / "annotator.log").read_text(encoding="utf-8").splitlines()
    assert r"opened a\n2026" in line
    assert line.isprintable()


def test_without_a_folder_for_temporary_files_a_sentence_says_what_is_wrong(
    program: Program, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    gone = tmp_path / "gone"
    monkeypatch.setenv("TMPDIR", str(gone))
    monkeypatch.setattr(tempfile, "tempdir", str(gone))
    services = services_of(program)
    services.exporting.job(ExportRequest("csv"), tmp_path / "out.csv").work(JobContext())
    with pytest.raises(KnownError, match=r"out.xlsx cannot be written: No such file"):
        services.exporting.job(ExportRequest("xlsx"), tmp_path / "out.xlsx").work(JobContext())

    assert not (tmp_path / "out.xlsx").exists()
    assert works_on(program, qtbot)


def test_a_project_with_a_log_opens_without_a_folder_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        import_text(services, "Maria Lindqvist was in Paris.")
        copy = tmp_path / "Copy.annotator"
        for ending in ("", "-wal"):  # as they lie there when the computer stops
            shutil.copy(f"{path}{ending}", f"{copy}{ending}")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with projects.open_project(copy, ANA) as services:
        assert len(services.project.article_ids()) == 1


@pytest.mark.parametrize(
    "damage",
    [b"", b"noise", gzip.compress(b"town\t1\tParis\n", mtime=0)[:-9]],
    ids=["empty", "noise", "cut"],
)
def test_a_damaged_list_of_places_says_that_the_program_is_to_be_installed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes
):
    file = tmp_path / "places.tsv.gz"
    file.write_bytes(damage)
    monkeypatch.setattr(gazetteer, "resource", lambda *_: file)
    gazetteer._places.cache_clear()
    try:
        with pytest.raises(ProgramIncomplete, match=r"is damaged.*Install the program again"):
            gazetteer.place("Paris")
    finally:
        gazetteer._places.cache_clear()
