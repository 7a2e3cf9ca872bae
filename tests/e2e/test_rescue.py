"""A damaged project in the window: what can be read of it is saved, shown and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton, QTableWidget

from annotator.services import projects
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


def begin(stage: Stage) -> QDialog:
    """Chooses it from the strip, and waits for what comes of it."""
    button = stage.find("notice_second")
    assert isinstance(button, QPushButton)
    button.setFocus()
    stage.press(Qt.Key.Key_Space)
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
        dialog = begin(stage)
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
        dialog = begin(stage)
        assert dialog.findChild(QTableWidget, "recovery_table") is None
        dialog.close()

    play(qtbot, project, story)
