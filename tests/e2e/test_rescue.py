"""A damaged project in the window: what can be read of it is saved, shown and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QPushButton, QTableWidget

from annotator.services import projects
from annotator.ui.dialogs.recover import RecoverDialog
from tests.e2e.stage import Stage, play
from tests.factories import ANA
from tests.services.helpers import import_text, span_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

STORY = "Storm at sea\n\n" + "Bob Stone left London by boat. " * 500


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        document_id = import_text(services, STORY)
        services.editing.add(document_id, span_of(services, document_id, "Bob Stone"), "ACTOR")
    return path


def damage(path: Path, *, text: bool) -> bytes:
    """The first pages go; and, text: a letter of the article as well."""
    data = bytearray(path.read_bytes())
    if text:
        at = data.rindex(b"left London by boat")
        data[at : at + 4] = b"lift"
    data[20_000:21_000] = bytes(1_000)
    data[:100] = bytes(16) + data[16:100]
    path.write_bytes(data)
    return bytes(data)


def choose(stage: Stage) -> None:
    """Chooses it from the strip, by the keyboard."""
    button = stage.find("notice_second")
    assert isinstance(button, QPushButton)
    stage.window.activateWindow()  # which the desktop does when a dialog has closed
    stage.settle()
    button.setFocus()
    stage.press(Qt.Key.Key_Space)


def asked(stage: Stage) -> RecoverDialog:
    """What is asked where there is a backup."""
    stage.wait(lambda: stage.window.findChild(RecoverDialog) is not None)
    dialog = stage.window.findChild(RecoverDialog)
    assert dialog is not None
    stage.wait(dialog.isVisible)
    return dialog


def outcome(stage: Stage) -> QDialog:
    """Waits for what comes of it."""
    stage.wait(lambda: stage.window.findChild(QDialog, "recovery_dialog") is not None)
    dialog = stage.find("recovery_dialog")
    assert isinstance(dialog, QDialog)
    stage.wait(dialog.isVisible)
    return dialog


def test_a_damaged_project_is_recovered_opened_and_told_of(qtbot: QtBot, project: Path):
    with projects.open_project(project, ANA) as services:
        services.project.back_up()
    damaged = damage(project, text=True)

    def story(stage: Stage) -> None:
        stage.wait(lambda: "is damaged" in stage.window.notice.text())
        choose(stage)
        question = asked(stage)
        fill = question.findChild(QCheckBox)
        assert fill is not None
        qtbot.keyClick(fill, Qt.Key.Key_Space)
        assert not question.fills()
        qtbot.keyClick(fill, Qt.Key.Key_Return)
        dialog = outcome(stage)
        assert stage.window.windowTitle().startswith("Storm (recovered)")
        assert "Bob Stone" in stage.texts(suggestions=False)
        table = dialog.findChild(QTableWidget, "recovery_table")
        assert table is not None
        rows = [
            (table.item(row, 0).text(), table.item(row, 1).text())
            for row in range(table.rowCount())
        ]
        assert ("Storm at sea", "Its text is damaged; read it with care.") in rows
        copy = dialog.findChild(QPushButton, "recovery_copy")
        assert copy is not None
        copy.click()
        assert "Storm at sea: its text is damaged" in QGuiApplication.clipboard().text()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        stage.wait(lambda: not dialog.isVisible())

    play(qtbot, project, story)

    assert project.read_bytes() == damaged


def test_without_a_backup_recovering_is_the_one_way_that_is_offered(qtbot: QtBot, project: Path):
    damage(project, text=False)

    def story(stage: Stage) -> None:
        stage.wait(lambda: bool(stage.window.notice.text()))
        assert not stage.find("notice_button").isVisible()
        choose(stage)
        dialog = outcome(stage)
        assert stage.window.findChild(RecoverDialog) is None
        assert dialog.findChild(QTableWidget, "recovery_table") is None
        assert "backup" not in said(dialog)
        dialog.close()

    play(qtbot, project, story)


def said(dialog: QDialog) -> str:
    """The sentences on top of what was recovered."""
    return " ".join(one.text() for one in dialog.findChildren(QLabel))


def test_gaps_are_filled_from_the_backup_if_the_box_is_ticked(qtbot: QtBot, project: Path):
    with projects.open_project(project, ANA) as services:
        services.project.back_up()
    damaged = damage(project, text=True)

    def story(stage: Stage) -> None:
        stage.wait(lambda: "is damaged" in stage.window.notice.text())
        choose(stage)
        question = asked(stage)
        qtbot.keyClick(question, Qt.Key.Key_Escape)  # nothing is begun, and it is offered still
        stage.wait(lambda: not question.isVisible())
        assert "is damaged" in stage.window.notice.text()
        choose(stage)
        stage.wait(lambda: stage.window.findChild(QPushButton, "recover_go") is not None)
        stage.press(Qt.Key.Key_Return)
        dialog = outcome(stage)
        assert ".annotator: 1 article. Articles from there are tagged “from a backup”." in said(
            dialog
        )
        assert "damaged; read it with care" not in said(dialog)
        assert dialog.findChild(QTableWidget, "recovery_table") is None
        dialog.close()

    play(qtbot, project, story)

    assert project.read_bytes() == damaged
    with projects.open_project(project.with_name("Storm (recovered).annotator"), ANA) as services:
        (document_id,) = services.project.article_ids()
        assert services.project.document(document_id).text == STORY
        assert services.project.check() == []


def test_a_project_whose_first_page_is_gone_is_offered_to_be_recovered(qtbot: QtBot, project: Path):
    data = project.read_bytes()
    project.write_bytes(bytes(4096) + data[4096:])

    def story(stage: Stage) -> None:
        stage.wait(lambda: "its beginning is overwritten" in stage.window.notice.text())
        choose(stage)
        dialog = outcome(stage)
        assert stage.window.windowTitle().startswith("Storm (recovered)")
        assert "Bob Stone" in stage.texts(suggestions=False)
        dialog.close()

    play(qtbot, project, story)


def test_what_is_no_project_is_not_offered_to_be_recovered(qtbot: QtBot, tmp_path: Path):
    letter = tmp_path / "letter.annotator"
    letter.write_text("Dear reader, " * 5_000)

    def story(stage: Stage) -> None:
        stage.wait(lambda: "is not a project of this program" in stage.window.notice.text())
        assert not stage.find("notice_second").isVisible()

    play(qtbot, letter, story)
