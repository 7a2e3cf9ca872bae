"""Backups, and a project that is open elsewhere, as a user meets them: in the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView

from annotator.services import projects
from tests.e2e.stage import Stage, annotations, play
from tests.factories import ANA
from tests.services.helpers import import_text, span_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.dialogs.backups.window import BackupsWindow

CTRL = Qt.KeyboardModifier.ControlModifier
TEXT = "Here before.\nBob Stone left London.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with a backup that has one annotation, and a second one since."""
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        document_id = import_text(services, TEXT)
        services.editing.add(document_id, span_of(services, document_id, "Bob Stone"), "ACTOR")
        services.project.back_up()
        services.editing.add(document_id, span_of(services, document_id, "London"), "LOCATION")
    return path


def open_backups(stage: Stage) -> BackupsWindow:
    """By the palette, as it has no key."""
    stage.wait(lambda: stage.window.view.document().characterCount() > 10)
    stage.wait(lambda: not stage.window.jobs.is_busy)
    stage.press(Qt.Key.Key_K, CTRL)
    stage.press("Backups")
    stage.press(Qt.Key.Key_Return)
    (window,) = [
        one
        for one in QApplication.topLevelWidgets()
        if one.objectName() == "backups_window" and one.isVisible()
    ]
    return window


def told(window: BackupsWindow) -> str:
    label = window.findChild(QLabel, "backup_preview")
    assert label is not None
    return label.text()


def test_a_backup_is_looked_at_and_restored_by_keys(qtbot: QtBot, path: Path):
    def story(stage: Stage) -> None:
        window = open_backups(stage)
        table = window.findChild(QTableView, "backups")
        assert table is not None
        stage.wait(lambda: table.model().rowCount() >= 1)
        for _ in range(table.model().rowCount()):
            stage.press(Qt.Key.Key_Down)  # to the oldest
        stage.wait(lambda: told(window).startswith("If it is restored:"))
        assert "1 annotation goes. " in told(window)
        stage.wait(lambda: not stage.window.jobs.is_busy)
        restore = window.findChild(QPushButton, "backup_restore")
        assert restore is not None
        restore.setFocus()
        stage.press(Qt.Key.Key_Space)
        stage.wait(lambda: stage.window.notice.text().startswith("Restored."))
        assert stage.texts(suggestions=False) == ["Bob Stone"]
        assert stage.window.windowTitle().startswith("Storm")
        assert not window.isVisible()

    play(qtbot, path, story)

    assert annotations(path) == [("ACTOR", "Bob Stone")]
    (kept,) = path.parent.glob("Storm (before restoring*.annotator")
    assert annotations(kept) == [("ACTOR", "Bob Stone"), ("LOCATION", "London")]


def test_a_project_that_is_open_elsewhere_is_read_and_followed(qtbot: QtBot, path: Path):
    with projects.open_project(path, ANA) as elsewhere:

        def story(stage: Stage) -> None:
            stage.wait(lambda: " is open " in stage.window.notice.text())
            button = stage.find("notice_button")
            assert isinstance(button, QPushButton)
            assert button.text() == "Open for reading"
            button.click()
            stage.wait(lambda: stage.texts(suggestions=False) == ["Bob Stone", "London"])
            assert "(for reading)" in stage.window.windowTitle()
            document_id = elsewhere.browsing.rows(list(elsewhere.project.article_ids()))[0].id
            place = span_of(elsewhere, document_id, "Here")
            elsewhere.editing.add(document_id, place, "ACTOR")
            stage.wait(lambda: stage.texts(suggestions=False)[:1] == ["Here"])
            second = import_text(elsewhere, "Second.\nNo news.\n", "second.txt")
            assert second
            stage.wait(lambda: len(stage.window.articles.listed() or ()) == 2)
            stage.press(Qt.Key.Key_Home, CTRL)
            stage.press("l")
            stage.wait(lambda: "open for reading only" in stage.window.notice.text())

        play(qtbot, path, story)
        assert elsewhere.project.check() == []

    assert len(annotations(path)) == 3


def test_steps_that_do_not_belong_to_the_file_are_told_and_kept(qtbot: QtBot, path: Path):
    old = path.read_bytes()
    log = path.with_name(path.name + "-wal")
    with projects.open_project(path, ANA) as services:
        first = services.browsing.rows(list(services.project.article_ids()))[0].id
        services.editing.add(first, span_of(services, first, "Here"), "ACTOR")
        services.project.fold()
        services.editing.add(first, span_of(services, first, "left"), "ACTOR")
        services.editing.add(first, span_of(services, first, "before"), "ACTOR")
        steps = log.read_bytes()
    other = path.with_name("Other.annotator")
    other.write_bytes(old)
    with projects.open_project(other, ANA) as services:
        services.editing.add(first, span_of(services, first, "Stone"), "ACTOR")
    path.write_bytes(other.read_bytes())
    log.write_bytes(steps)

    def story(stage: Stage) -> None:
        stage.wait(lambda: "holds steps of another state" in stage.window.notice.text())
        button = stage.find("notice_button")
        assert isinstance(button, QPushButton)
        button.click()
        stage.wait(lambda: "are kept as “Storm (left over" in stage.window.notice.text())
        assert "Stone" in stage.texts(suggestions=False)

    play(qtbot, path, story)

    (kept,) = path.parent.glob("Storm (left over*-wal")
    assert kept.read_bytes() == steps
