"""How the window tells of errors: calmly, once, and without text of articles."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton

from annotator.domain.errors import ChildFailed, EditConflict, ProjectMissing
from annotator.services.crashes.reports import reports
from annotator.services.folders import crash_folder
from annotator.services.jobs import Job
from annotator.services.settings import SettingsFile
from annotator.ui.application import application
from annotator.ui.dialogs.crash import CrashDialog
from annotator.ui.errors import errors_of_all_threads
from annotator.ui.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

MARK = "Minister-Zanzibar"


@pytest.fixture
def program(
    qapp: object,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[Program]:
    """The window, shown, with no project; what it logs of errors is expected."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # show() takes it; give it back
    program = Program(application(), SettingsFile())
    program.show(None)
    qtbot.waitUntil(program.window.isVisible)
    yield program
    program.window.close()
    program.window.deleteLater()
    caplog.get_records("call").clear()


def raised(text: str = MARK) -> BaseException:
    try:
        {}[text]
    except KeyError as error:
        return error
    raise AssertionError


def button(program: Program) -> QPushButton:
    found = program.window.notice.findChild(QPushButton, "notice_button")
    assert found is not None
    return found


def dialogs(program: Program) -> list[CrashDialog]:
    return [one for one in program.window.findChildren(CrashDialog) if one.isVisible()]


def part(dialog: QDialog, kind: type, name: str):
    found = dialog.findChild(kind, name)
    assert found is not None, name
    return found


def test_a_bug_is_one_sentence_and_the_work_goes_on(program: Program):
    program.actions["zoom_in"].trigger()

    sys.excepthook(KeyError, raised(), None)

    assert program.window.notice.text().startswith("Something went wrong")
    assert "saved" in program.window.notice.text()
    assert dialogs(program) == []
    (path,) = reports()
    text = path.read_text()
    assert MARK not in text
    assert "Before   zoom_in" in text


def test_the_report_stands_beside_the_work_to_be_read_and_copied(program: Program):
    sys.excepthook(KeyError, raised(), None)

    button(program).click()

    (dialog,) = dialogs(program)
    (path,) = reports()
    assert not dialog.isModal()
    assert part(dialog, QPlainTextEdit, "crash_report").isReadOnly()
    part(dialog, QPushButton, "crash_copy").click()
    assert QGuiApplication.clipboard().text() == path.read_text()


def test_the_same_error_is_counted_and_another_one_is_told(program: Program):
    for _ in range(3):
        sys.excepthook(KeyError, raised(), None)
    assert "3 times" in program.window.notice.text()

    program.window.notice.close_it()
    sys.excepthook(KeyError, raised(), None)
    assert program.window.notice.text() == ""
    assert len(reports()) == 1

    sys.excepthook(ValueError, ValueError(MARK), None)
    assert program.window.notice.text().startswith("Something went wrong")
    assert len(reports()) == 2


def test_there_is_one_report_open_at_a_time(program: Program, qtbot: QtBot):
    sys.excepthook(KeyError, raised(), None)
    button(program).click()
    sys.excepthook(ValueError, ValueError(MARK), None)
    button(program).click()

    (dialog,) = dialogs(program)
    assert "ValueError" in part(dialog, QPlainTextEdit, "crash_report").document().toPlainText()
    dialog.close()
    qtbot.waitUntil(lambda: dialogs(program) == [])


def test_behind_a_dialog_the_report_comes_by_itself(program: Program, qtbot: QtBot):
    modal = QDialog(program.window)
    modal.setModal(True)
    modal.show()

    sys.excepthook(KeyError, raised(), None)
    sys.excepthook(ValueError, ValueError(MARK), None)

    (dialog,) = program.window.findChildren(CrashDialog)
    assert dialog.parent() is modal
    dialog.close()
    modal.close()


def test_an_error_in_a_job_is_told_in_the_same_way(program: Program, qtbot: QtBot):
    def work(_: object) -> None:
        raise RuntimeError(MARK)

    program.window.jobs.run(Job(f"Reading {MARK}", work), on_done=lambda _: None)

    qtbot.waitUntil(lambda: bool(program.window.notice.text()))
    (path,) = reports()
    assert "RuntimeError: (a message of" in path.read_text()
    assert MARK not in path.read_text()


def test_an_error_in_any_thread_is_told_in_the_same_way(program: Program, qtbot: QtBot):
    def fail() -> None:
        raise RuntimeError(MARK)

    with errors_of_all_threads(program.errors):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()

    qtbot.waitUntil(lambda: bool(program.window.notice.text()))
    assert len(reports()) == 1


def test_an_error_in_another_process_is_told_in_the_same_way(program: Program):
    program.errors.report(ChildFailed("learning", "KeyError\n  annotator/store/x.py:1 in learn"))

    (path,) = reports()
    assert "learning process" in path.read_text()
    assert "annotator/store/x.py:1" in path.read_text()


def test_what_is_nobodys_bug_leaves_no_report(program: Program):
    program.errors.report(ProjectMissing("There is no file a."))
    assert program.window.notice.text() == "There is no file a."

    program.errors.report(EditConflict(f"stored is {MARK}"))
    assert MARK not in program.window.notice.text()
    assert reports() == []


def test_a_report_that_cannot_be_stored_can_be_copied(program: Program):
    crash_folder().parent.mkdir(parents=True, exist_ok=True)
    if crash_folder().is_dir():
        crash_folder().rmdir()
    crash_folder().write_text("a file where the folder should be")

    sys.excepthook(KeyError, raised(), None)
    button(program).click()

    (dialog,) = dialogs(program)
    assert not part(dialog, QPushButton, "crash_folder").isEnabled()
    part(dialog, QPushButton, "crash_copy").click()
    assert "KeyError" in QGuiApplication.clipboard().text()


def test_an_error_while_one_is_told_ends_there(program: Program, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        program.errors.report(RuntimeError("the strip is broken"))

    monkeypatch.setattr(program.window.notice, "show_text", fail)

    sys.excepthook(KeyError, raised(), None)

    assert len(reports()) == 1


@pytest.mark.parametrize(("files", "shown"), [(1, True), (0, False)])
def test_a_hard_end_is_told_of_at_the_next_start(
    program: Program, qtbot: QtBot, files: int, shown: bool, own_settings: Path
):
    from annotator.faults import HEAD_BYTES

    crash_folder().mkdir(parents=True, exist_ok=True)
    for number in range(files):
        head = b"version 0.0.1\nactions accept undo\n".ljust(HEAD_BYTES)
        body = b'Fatal Python error: Segmentation fault\n  File "/home/ana/x.py", line 3 in f\n'
        (crash_folder() / f"window-{number}.running").write_bytes(head + body)

    program.reporting.begin()
    if shown:
        qtbot.waitUntil(lambda: "ended unexpectedly" in program.window.notice.text())
        button(program).click()
        (dialog,) = dialogs(program)
        text = part(dialog, QPlainTextEdit, "crash_report").document().toPlainText()
        assert "  x.py:3 in f" in text
        assert "version 0.0.1" in text
        assert "accept, undo" in text
        program.window.notice.close_it()
    program.reporting.begin()
    qtbot.wait(20)

    assert program.window.notice.text() == ""


def test_the_details_for_a_report_are_copied(program: Program):
    program.actions["copy_details"].trigger()

    assert "Python" in QGuiApplication.clipboard().text()
    assert "Qt " in QGuiApplication.clipboard().text()


def test_the_folder_of_logs_is_shown_or_named(program: Program, own_settings: Path):
    program.actions["open_logs"].trigger()  # offscreen there is nothing to show it

    assert str(own_settings) in program.window.notice.text()
