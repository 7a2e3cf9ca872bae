"""The dialog that shows how the test goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from annotator.services.self_test.report import as_text
from annotator.ui.dialogs.file_dialog import FileDialog
from annotator.ui.self_test.dialog import SelfTestDialog
from tests.ui.self_test.helpers import FAILED, PASSED, make_report

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def dialog(qtbot: QtBot) -> SelfTestDialog:
    dialog = SelfTestDialog()
    qtbot.addWidget(dialog)
    dialog.begin()
    dialog.show()
    return dialog


def button(dialog: SelfTestDialog, name: str) -> QPushButton:
    return dialog.findChild(QPushButton, f"self_test_{name}")


def said(dialog: SelfTestDialog, name: str) -> str:
    return dialog.findChild(QLabel, name).text()


def enabled(dialog: SelfTestDialog) -> list[bool]:
    return [button(dialog, name).isEnabled() for name in ("again", "copy", "save")]


def test_while_it_runs_there_is_nothing_to_copy(dialog: SelfTestDialog):
    dialog.add(PASSED[0])

    assert enabled(dialog) == [False, False, False]
    assert "another process" in said(dialog, "remark")


def test_in_the_end_it_says_what_came_of_it(dialog: SelfTestDialog):
    dialog.show_report(make_report(*PASSED))

    assert said(dialog, "self_test_summary") == "All is well: 8 of 8 steps passed, in 4.2 s."
    assert enabled(dialog) == [True, True, True]
    assert "Send the report" not in said(dialog, "remark")


def test_after_a_failure_it_says_whom_to_ask(dialog: SelfTestDialog):
    dialog.show_report(make_report(FAILED))

    assert said(dialog, "self_test_summary").startswith("This installation is not sound")
    assert "Send the report to whoever looks after this program" in said(dialog, "remark")


def test_stopped_it_can_be_tried_again(dialog: SelfTestDialog, qtbot: QtBot):
    dialog.show_stopped("The test was stopped.")

    assert enabled(dialog) == [True, False, False]
    with qtbot.waitSignal(dialog.again_wanted):
        button(dialog, "again").click()


def test_the_report_is_copied(dialog: SelfTestDialog):
    report = make_report(FAILED)
    dialog.show_report(report)
    button(dialog, "copy").click()

    assert QGuiApplication.clipboard().text() == as_text(report)
    assert said(dialog, "detail") == "The report is on the clipboard."


def test_the_report_is_saved(
    dialog: SelfTestDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    target = tmp_path / "mine.txt"
    monkeypatch.setattr(FileDialog, "ask", lambda _: [target])
    report = make_report(*PASSED)
    dialog.show_report(report)
    button(dialog, "save").click()

    assert target.read_text(encoding="utf-8") == as_text(report)
    assert str(target) in said(dialog, "detail")


def test_a_report_that_cannot_be_saved_says_why(
    dialog: SelfTestDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    target = tmp_path / "nowhere" / "mine.txt"
    monkeypatch.setattr(FileDialog, "ask", lambda _: [target])
    dialog.show_report(make_report(*PASSED))
    button(dialog, "save").click()

    assert "cannot be written (No such file or directory)" in said(dialog, "detail")


def test_escape_closes_it_and_says_so(dialog: SelfTestDialog, qtbot: QtBot):
    with qtbot.waitSignal(dialog.closed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()
