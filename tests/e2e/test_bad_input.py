"""What cannot be used is named in a sentence; nothing is lost; the rest goes on."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTableWidget

from annotator.__main__ import main
from annotator.domain.document import ArticleFilter
from annotator.services import projects
from annotator.services.jobs import JobContext
from annotator.ui.dialogs.file_dialog import FileDialog
from tests.e2e.stage import Stage, play
from tests.factories import ANA, IS_ROOT
from tests.services.helpers import import_text, span_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

GOOD = "A good article.\nMaria Lindqvist was in Paris.\n"
SPANS_TEXT = "Ada Quill left Port Merrow."


def line(title: str, *spans: tuple[int, int, str]) -> str:
    found = [{"start": start, "end": end, "label": label} for start, end, label in spans]
    return json.dumps({"title": title, "text": f"{SPANS_TEXT} {title}", "spans": found})


# name: bytes, what the sentence says, the place it names after the file's name
BAD_FILES: dict[str, tuple[bytes, str, str]] = {
    "empty.txt": (b"", "empty", ""),
    "blank.txt": (b" \n\t\n", "white space", ""),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "image", ""),
    "program.txt": (b"\x7fELF\x02\x01\x01" + bytes(3000), "program", ""),
    "zeros.txt": (b"text\0with\0zeros\0" * 30, "not text", ""),
    "no-article.html": (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "No art", ""),
    "word.docx": (b"PK\x03\x04" + bytes(100), "damaged", ""),
    "bad-json.jsonl": (f"{line('Sound')}\n{{nonsense\n".encode(), "not valid JSON", ", line 2"),
    "outside.jsonl": (
        line("Outside", (0, 9, "ACTOR"), (5, 900, "ACTOR")).encode(),
        "Span 2 was left out: [5:900) is outside of the text",
        ", line 1",
    ),
    "reversed.jsonl": (
        line("Reversed", (9, 0, "ACTOR")).encode(),
        "ends before it starts",
        ", line 1",
    ),
    "unknown.jsonl": (line("Unknown", (0, 9, "NOSUCH")).encode(), "“NOSUCH”", ", line 1"),
}
FINE = {
    "good.txt": GOOD,
    "overlapping.jsonl": line("Overlapping", (0, 9, "ACTOR"), (4, 19, "CLAIM"), (0, 26, "QUOTE")),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        document_id = import_text(services, "Here before.\nBob Stone left London.\n")
        services.editing.add(document_id, span_of(services, document_id, "Bob Stone"), "ACTOR")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Everything bad, and two good files among it."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, (data, _, _) in BAD_FILES.items():
        (folder / name).write_bytes(data)
    for name, text in FINE.items():
        (folder / name).write_text(text)
    return folder


def titles(path: Path) -> list[str]:
    with projects.open_project(path, ANA) as services:
        rows = services.browsing.rows(list(services.browsing.ids(ArticleFilter())))
        assert services.checking.job().work(JobContext()) == []
    return [row.title for row in rows]


def check_problems(problems: dict[str, str], folder: Path) -> None:
    """Each bad file has its one sentence, which names the place; no other file has any."""
    assert set(problems) == {
        str(folder / name) + place for name, (_, _, place) in BAD_FILES.items()
    }
    for name, (_, words, place) in BAD_FILES.items():
        sentence = problems[str(folder / name) + place]
        assert words in sentence, name
        assert sentence.endswith("."), sentence
        assert "Traceback" not in sentence
        assert "Error" not in sentence


def check_stored(project: Path) -> None:
    """All that was good is in the project, what was there before as well."""
    with projects.open_project(project, ANA) as services:
        rows = services.browsing.rows(list(services.browsing.ids(ArticleFilter())))
        assert services.checking.job().work(JobContext()) == []
    assert {row.title: row.annotation_count for row in rows} == {
        "Here before.": 1,
        "A good article.": 0,
        "Sound": 0,
        "Outside": 1,
        "Reversed": 0,
        "Unknown": 0,
        "Overlapping": 3,
    }


def test_from_the_terminal_each_is_named_and_the_rest_goes_on(
    project: Path, folder: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["import", str(project), str(folder), "--json"]) == 1

    answer = json.loads(capsys.readouterr().out)
    assert len(answer["problems"]) == len(BAD_FILES)
    check_problems({one["origin"]: one["sentence"] for one in answer["problems"]}, folder)
    check_stored(project)


def test_in_the_window_each_is_named_and_the_rest_goes_on(
    qtbot: QtBot, project: Path, folder: Path
):
    problems: dict[str, str] = {}

    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        stage.window.files_dropped.emit([folder])
        stage.wait(lambda: "left out" in stage.window.notice.text())
        assert f"{len(BAD_FILES)} left out" in stage.window.notice.text()
        assert stage.window.notice.isVisible()
        button = stage.find("notice_button")
        assert isinstance(button, QPushButton)
        button.click()
        stage.wait(lambda: stage.window.findChild(QTableWidget, "report_table") is not None)
        table = stage.find("report_table")
        assert isinstance(table, QTableWidget)
        for row in range(table.rowCount()):
            where, why = (item.text() for column in (0, 1) if (item := table.item(row, column)))
            problems[where] = why
        stage.wait(lambda: not stage.window.jobs.is_busy)

    play(qtbot, project, story)

    check_problems(problems, folder)
    check_stored(project)


@pytest.mark.parametrize("name", sorted(BAD_FILES))
def test_a_single_bad_file_is_said_in_one_line(
    project: Path, folder: Path, name: str, capsys: pytest.CaptureFixture[str]
):
    assert main(["import", str(project), str(folder / name)]) == 1

    (said,) = capsys.readouterr().err.splitlines()
    _, words, place = BAD_FILES[name]
    assert said.startswith(f"{folder / name}{place}: ")
    assert words in said


def test_a_text_that_is_far_too_long_is_refused(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    long = tmp_path / "long.txt"
    long.write_bytes(b"All work and no play. " * 1_000_000)
    good = tmp_path / "good.txt"
    good.write_text(GOOD)

    assert main(["import", str(project), str(long), str(good)]) == 1

    captured = capsys.readouterr()
    (said,) = captured.err.splitlines()
    assert said.startswith(f"{long}: ")
    assert "22 million characters" in said
    assert captured.out == "Imported 1 article.\n"
    assert titles(project) == ["Here before.", "A good article."]


# ---------------------------------------------------------------- where nothing can be written


def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)


def test_an_export_to_a_full_disk_is_said_and_the_old_file_stays(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    target = tmp_path / "out.jsonl"
    target.write_bytes(b"old")
    full_disk(monkeypatch)

    assert main(["export", str(project), str(target)]) == 1

    captured = capsys.readouterr()
    assert captured.out == ""
    (said,) = captured.err.splitlines()
    assert str(target) in said
    assert "No space left" in said
    assert target.read_bytes() == b"old"
    assert {one.name for one in tmp_path.iterdir()} == {"out.jsonl", project.name}


def test_an_export_that_fails_in_the_window_is_said_and_work_goes_on(
    qtbot: QtBot, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    target = tmp_path / "no" / "such" / "folder" / "out.jsonl"
    monkeypatch.setattr(FileDialog, "ask", lambda _: [target])

    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        stage.window.findChild(object, "export").trigger()  # type: ignore[attr-defined]
        dialog = stage.find("export_dialog")
        stage.wait(dialog.isActiveWindow)
        stage.press(Qt.Key.Key_Return)
        stage.wait(lambda: str(target) in stage.window.notice.text())
        stage.wait(stage.window.isActiveWindow)
        assert stage.window.notice.isVisible()
        stage.press("d")
        details = stage.find("article_details")
        assert isinstance(details, QLabel)
        assert "done" in details.text()

    play(qtbot, project, story)


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
@pytest.mark.parametrize("command", ["new", "export"])
def test_an_unwritable_folder_is_said(
    project: Path, tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    target = closed / "x"
    words = ["new", str(target)] if command == "new" else ["export", str(project), str(target)]

    assert main(words) == 1

    (said,) = capsys.readouterr().err.splitlines()
    assert str(closed) in said


@pytest.fixture
def full_project(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Makes every project that is opened from now on unable to grow, as on a full disk."""
    connect = sqlite3.connect

    def limited(*arguments: object, **options: object) -> sqlite3.Connection:
        connection = connect(*arguments, **options)  # type: ignore[arg-type,call-overload]
        if "-backups" not in str(arguments[0]):
            connection.execute("PRAGMA max_page_count = 1")  # as many as it has
        return connection  # type: ignore[no-any-return]

    def fill() -> None:
        monkeypatch.setattr(sqlite3, "connect", limited)

    yield fill
    monkeypatch.undo()


def test_a_project_on_a_full_disk_says_so_and_keeps_what_it_has(
    project: Path,
    tmp_path: Path,
    full_project: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    article = tmp_path / "large.txt"
    article.write_text("".join(f"Line {number} of many.\n" for number in range(100_000)))
    full_project()

    assert main(["import", str(project), str(article)]) == 1

    captured = capsys.readouterr()
    (said,) = captured.err.splitlines()
    assert "disk is full" in said
    assert str(project) in said
    monkeypatch.undo()
    assert titles(project) == ["Here before."]
    assert main(["import", str(project), str(article)]) == 0


def test_a_tag_that_does_not_fit_is_said_in_the_window_and_not_shown(
    qtbot: QtBot, project: Path, full_project: Callable[[], None], monkeypatch: pytest.MonkeyPatch
):
    from PySide6.QtCore import Qt

    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        before = stage.texts(suggestions=False)
        shift, ctrl = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
        for number in range(400):  # until the pages that are there are full
            stage.press(Qt.Key.Key_Home, ctrl)
            stage.press_often(number % 12, Qt.Key.Key_Right)
            stage.press(Qt.Key.Key_Right, shift)
            stage.press("alcq"[number // 12 % 4])
            if "disk is full" in stage.window.notice.text():
                break
            before = stage.texts(suggestions=False)
        assert "disk is full" in stage.window.notice.text()
        assert stage.window.notice.isVisible()
        assert stage.texts(suggestions=False) == before
        shown.extend(before)

    shown: list[str] = []
    full_project()
    play(qtbot, project, story)

    monkeypatch.undo()
    with projects.open_project(project, ANA) as services:
        (document_id,) = services.browsing.ids(ArticleFilter())
        assert len(services.project.annotations(document_id)) == len(shown)


# ---------------------------------------------------------------- projects that are none


def test_a_file_that_is_no_project_is_said_where_it_can_be_seen(qtbot: QtBot, tmp_path: Path):
    path = tmp_path / "letter.annotator"
    path.write_text("Dear reader, " * 100)

    def story(stage: Stage) -> None:
        stage.wait(lambda: "letter.annotator" in stage.window.notice.text())
        assert stage.window.notice.isVisible()
        assert stage.find("welcome").isVisible()

    play(qtbot, path, story)

    assert path.read_text() == "Dear reader, " * 100


def truncate(path: Path) -> bytes:
    half = path.read_bytes()[: path.stat().st_size // 2]
    path.write_bytes(half)
    return half


def test_a_truncated_project_without_a_backup_is_not_touched(qtbot: QtBot, project: Path):
    half = truncate(project)

    def story(stage: Stage) -> None:
        stage.wait(lambda: "is damaged" in stage.window.notice.text())
        assert stage.window.notice.isVisible()
        assert not stage.find("notice_button").isVisible()

    play(qtbot, project, story)

    assert project.read_bytes() == half


def test_a_truncated_project_is_brought_back_from_its_backup(qtbot: QtBot, project: Path):
    with projects.open_project(project, ANA) as services:
        services.project.back_up()
    half = truncate(project)

    def story(stage: Stage) -> None:
        stage.wait(lambda: "is damaged" in stage.window.notice.text())
        button = stage.find("notice_button")
        assert isinstance(button, QPushButton)
        assert button.isVisible()
        assert project.read_bytes() == half
        button.click()
        stage.wait(lambda: "Bob Stone" in stage.texts(suggestions=False))
        assert stage.window.windowTitle().startswith("Storm")

    play(qtbot, project, story)

    (aside,) = project.parent.glob("Storm (damaged*.annotator")
    assert aside.read_bytes() == half
    assert titles(project) == ["Here before."]


def test_a_backup_that_cannot_be_put_back_is_said(
    qtbot: QtBot, project: Path, monkeypatch: pytest.MonkeyPatch
):
    with projects.open_project(project, ANA) as services:
        backup = services.project.back_up()
    assert backup is not None
    half = truncate(project)

    def story(stage: Stage) -> None:
        stage.wait(lambda: "is damaged" in stage.window.notice.text())
        truncate(backup)
        button = stage.find("notice_button")
        assert isinstance(button, QPushButton)
        button.click()
        stage.wait(lambda: "not a whole backup" in stage.window.notice.text())
        assert stage.window.notice.isVisible()

    play(qtbot, project, story)

    assert project.read_bytes() == half
