"""Every “Homs” of a project tagged at once, by keys alone, and taken back tomorrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from annotator.domain.document import ArticleFilter
from annotator.services import projects
from tests.e2e.stage import Stage, play
from tests.factories import ANA
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

TEXTS = (
    "Homs fell\nIn Homs nobody slept. Homsi families left.",
    "A road\nThe road to Homs is closed, a driver told us 😀.",
    "Elsewhere\nNothing happened.",
)
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        for number, text in enumerate(TEXTS):
            import_text(services, text, f"{number}.txt")
    return path


def tagged(path: Path) -> list[list[tuple[str, str]]]:
    """Of each article its annotations, label and words."""
    with projects.open_project(path, ANA) as services:
        found = []
        for document_id in services.browsing.ids(ArticleFilter()):
            text = services.project.document(document_id).text
            annotations = services.project.annotations(document_id)
            found.append([(one.label, one.span.text_of(text)) for one in annotations])
        return found


def ready(stage: Stage) -> None:
    stage.wait(lambda: stage.window.view.document().characterCount() > 1)
    stage.wait(lambda: not stage.window.jobs.is_busy)


def count(stage: Stage) -> str:
    label = stage.window.findChild(QLabel, "review_count")
    return label.text() if label else ""


def test_tag_all_but_one_and_undo_from_another_article(qtbot: QtBot, project: Path):
    def tag(stage: Stage) -> None:
        ready(stage)
        stage.press(Qt.Key.Key_Home, CTRL)
        stage.press_often(4, Qt.Key.Key_Right, SHIFT)
        stage.press(Qt.Key.Key_P, CTRL, SHIFT)
        stage.wait(lambda: count(stage) == "3 of 3 ticked")
        stage.press("l")
        stage.press(Qt.Key.Key_Down)
        stage.press(Qt.Key.Key_Space)
        assert count(stage) == "2 of 3 ticked"
        stage.press(Qt.Key.Key_Return)
        assert stage.window.view.selected_span() is not None
        assert QApplication.focusWidget() is stage.find("review_table")
        stage.press(Qt.Key.Key_Return, CTRL)
        assert stage.window.drawer.page is None
        stage.wait(lambda: "Homs" in stage.texts(suggestions=False))
        assert stage.window.view.hasFocus()

    play(qtbot, project, tag)
    assert tagged(project) == [[("LOCATION", "Homs")], [("LOCATION", "Homs")], []]

    def take_back(stage: Stage) -> None:
        ready(stage)
        stage.press(Qt.Key.Key_PageDown, CTRL)
        stage.wait(lambda: "Homs" in stage.texts(suggestions=False))
        stage.window.view.setFocus()
        stage.press(Qt.Key.Key_Z, CTRL)
        stage.wait(lambda: stage.texts(suggestions=False) == [])

    play(qtbot, project, take_back)
    assert tagged(project) == [[], [], []]


def test_accept_everything_in_the_article(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        ready(stage)
        stage.wait(lambda: bool(stage.texts(suggestions=True)))
        stage.press(Qt.Key.Key_Return, CTRL)
        stage.wait(lambda: stage.texts(suggestions=True) == [])

    play(qtbot, project, story)
    assert tagged(project)[0]
