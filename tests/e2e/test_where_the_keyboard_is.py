"""Where the keyboard is after each step, and what the window says about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.services import projects
from tests.e2e.stage import Stage, play
from tests.factories import ANA
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEXT = (
    "Harbour closed after storm\n"
    "“We had no choice,” said Maria Lindqvist, the mayor, in Paris on Monday.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        import_text(services, TEXT + "\n".join(f"Nothing came of it, {n}." for n in range(300)))
        import_text(services, "A second story.\nNothing happened in Madrid.", "second.txt")
    return path


def test_undo_says_what_it_took_back_and_shows_where(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        window, view = stage.window, stage.window.view
        stage.press("a")  # labels the first word
        stage.press(Qt.Key.Key_Escape)
        stage.press(Qt.Key.Key_End, CTRL)
        assert view.verticalScrollBar().value() > 0

        stage.press("z", CTRL)
        assert window.said.what() == "Undone: Add ACTOR"
        assert (view.caret(), view.verticalScrollBar().value()) == (0, 0)

        stage.press(Qt.Key.Key_End, CTRL)
        stage.press("z", CTRL, SHIFT)
        assert window.said.what() == "Done again: Add ACTOR"
        current = view.current_mark()
        assert current is not None
        assert current.label == "ACTOR"

    play(qtbot, project, story)


def test_undo_closes_the_notice_that_told_of_the_step(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        stage.press("d", CTRL)
        stage.press(Qt.Key.Key_Return, CTRL)
        assert "Tag" in stage.window.notice.text()
        stage.press("z", CTRL)
        assert stage.window.said.what().startswith("Undone: Tag")
        assert stage.window.notice.text() == ""

    play(qtbot, project, story)


def test_a_key_with_ctrl_held_selects_the_next_article_alone(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        window = stage.window
        (first,) = window.articles.selected()
        # through the window's handle: Qt itself knows that Ctrl is held only then
        QTest.keyPress(window.windowHandle(), Qt.Key.Key_PageDown, CTRL)
        stage.settle()
        QTest.keyRelease(window.windowHandle(), Qt.Key.Key_PageDown, CTRL)
        (second,) = window.articles.selected()
        assert second != first

        stage.press(Qt.Key.Key_PageDown, CTRL)
        assert window.said.what() == "This is the last article of the list"

    play(qtbot, project, story)


def test_escape_closes_a_notice_from_the_article_and_from_within(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        window = stage.window
        window.notice.show_text("Something to know.", "Do it")
        stage.press(Qt.Key.Key_Escape)
        assert window.notice.text() == ""

        window.notice.show_text("Something to know.", "Do it")
        stage.press(Qt.Key.Key_F6, SHIFT)
        assert window.notice.isAncestorOf(QApplication.focusWidget())
        stage.press(Qt.Key.Key_Escape)
        assert window.notice.text() == ""
        assert QApplication.focusWidget() is window.view

    play(qtbot, project, story)


def test_f6_leads_into_the_drawer_and_escape_back_to_the_article(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        window = stage.window
        stage.press("h", CTRL)
        window.view.setFocus()
        while not window.drawer.isAncestorOf(QApplication.focusWidget()):
            stage.press(Qt.Key.Key_F6)
            assert QApplication.focusWidget() is not window.view
        stage.press(Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is window.view

    play(qtbot, project, story)


@pytest.mark.parametrize("name", ["inspector", "article_list_panel"])
def test_escape_leads_from_every_side_back_to_the_article(qtbot: QtBot, project: Path, name: str):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        side = stage.find(name)
        stage.press(Qt.Key.Key_Tab)
        while not (
            side is QApplication.focusWidget() or side.isAncestorOf(QApplication.focusWidget())
        ):
            stage.press(Qt.Key.Key_F6)
        stage.press(Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is stage.window.view
        assert stage.window.view.current_mark() is not None

    play(qtbot, project, story)


def test_a_key_that_needs_an_annotation_says_so_on_a_suggestion(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        stage.press(Qt.Key.Key_Tab)
        for key in "stk":
            stage.window.said.hide()
            stage.press(key)
            assert "accept the suggestion first" in stage.window.said.what()
            assert QApplication.focusWidget() is stage.window.view
        stage.press("a")
        stage.press("s")
        assert stage.window.said.what() == "No relation leads from ACTOR"

    play(qtbot, project, story)
