"""An analyst makes a label of their own, works with it, and thinks better of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QWidget

from annotator.services import projects
from tests.e2e.stage import Stage, play
from tests.factories import ANA
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

TEXT = "Two ships left\nThe Aurora left port on Monday."
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "Ships.annotator"
    with projects.create_project(path, ANA) as services:
        import_text(services, TEXT)
    return path


def fill(stage: Stage, name: str, text: str) -> None:
    """Tabs to a field of the editor and types into it."""
    editor = stage.find("scheme_editor")
    for _ in range(60):
        at = QApplication.focusWidget()
        if at is not None and at.objectName() == name:
            break
        stage.press(Qt.Key.Key_Tab)
    field = editor.findChild(QWidget, name)
    assert field is not None
    assert field.hasFocus(), name
    stage.press(Qt.Key.Key_A, CTRL)
    stage.press(text)
    if isinstance(field, QLineEdit):
        stage.press(Qt.Key.Key_Return)


def rows(stage: Stage) -> list[str]:
    """The labels in the editor."""
    view = stage.find("scheme_labels")
    assert isinstance(view, QListView)
    model = view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def apply(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Return, CTRL)
    stage.wait(lambda: not stage.window.jobs.is_busy)
    stage.settle()


def labels(stage: Stage) -> list[str]:
    return [mark.label for mark in stage.window.view.marks() if not mark.is_suggestion]


def test_make_a_label_tag_with_its_key_rename_it_and_undo(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait(lambda: bool(stage.window.view.hasFocus()))
        stage.wait(lambda: not stage.window.jobs.is_busy)
        view = stage.window.view
        stage.press(Qt.Key.Key_S, CTRL, SHIFT)
        editor = stage.find("scheme_editor")
        assert editor.isVisible()
        stage.press(Qt.Key.Key_A, ALT)  # Add
        stage.wait(lambda: "LABEL 1" in rows(stage))
        fill(stage, "scheme_name", "SHIP")
        fill(stage, "scheme_key", "h")
        apply(stage)
        stage.press(Qt.Key.Key_Escape)
        assert not editor.isVisible()

        assert view.hasFocus()
        stage.press(Qt.Key.Key_Home, CTRL)
        stage.press_often(TEXT.index("Aurora"), Qt.Key.Key_Right)
        stage.press_often(len("Aurora"), Qt.Key.Key_Right, SHIFT)
        stage.press("h")
        assert labels(stage) == ["SHIP"]

        stage.press(Qt.Key.Key_S, CTRL, SHIFT)
        fill(stage, "scheme_name", "VESSEL")
        apply(stage)
        assert labels(stage) == ["VESSEL"]
        stage.press(Qt.Key.Key_Escape)
        stage.press(Qt.Key.Key_Z, CTRL)
        stage.wait(lambda: not stage.window.jobs.is_busy)
        assert labels(stage) == ["SHIP"]

    play(qtbot, project, story)

    with projects.open_project(project, ANA) as services:
        ship = services.project.scheme().label("SHIP")
        assert (ship.shortcut, ship.aliases) == ("h", ())
