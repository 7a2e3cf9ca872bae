"""What analysts do with the mouse, through the real program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QMenu, QPlainTextEdit

from annotator.services import projects
from tests.e2e.stage import Stage, annotations, play
from tests.factories import ANA
from tests.services.helpers import import_text
from tests.ui.editor.hand import LEFT, NO_KEY, Hand

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

TEXT = (
    "Harbour closed 😀 after storm\n"
    "“We had no choice,” said Maria Lindqvist, the mayor, in Paris on Monday.\n"
    "Germany sent two ships to help."
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        import_text(services, TEXT)
    return path


class StageHand(Hand):
    """The mouse over the article; what comes of a release is shown at once."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.window.view, TEXT)
        self.stage = stage

    def release(self, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        super().release(keys)
        self.stage.settle()


def selected(hand: StageHand) -> str | None:
    span = hand.view.selected_span()
    return None if span is None else hand.view.text_in(span)


def test_drag_over_words_and_press_the_key_of_a_label(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        hand = StageHand(stage)
        hand.drag(hand.start("two ships"), hand.end("two ships"))
        assert selected(hand) == "two ships"
        stage.press("a")
        assert "two ships" in stage.texts(suggestions=False)
        hand.drag(hand.end("closed 😀"), hand.start("closed 😀"))
        stage.press("c")

    play(qtbot, project, story)

    assert annotations(project) == [("CLAIM", "closed 😀"), ("ACTOR", "two ships")]


def test_click_a_suggestion_and_accept_it(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        hand = StageHand(stage)
        hand.click(hand.inside("Paris"))
        assert stage.shown == "“Paris”"
        stage.press(Qt.Key.Key_Return)
        assert "Paris" in stage.texts(suggestions=False)
        hand.click(hand.inside("Maria Lindqvist"))
        stage.press(Qt.Key.Key_Backspace)
        assert "Maria Lindqvist" not in stage.texts(suggestions=True)

    play(qtbot, project, story)

    assert annotations(project) == [("LOCATION", "Paris")]


def test_clicking_beside_lets_go_of_the_span(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        hand = StageHand(stage)
        hand.click(hand.inside("Paris"))
        hand.click(hand.inside("ships"))
        assert stage.find("inspector_empty").isVisible()
        stage.press(Qt.Key.Key_Backspace)
        assert "Paris" in stage.texts(suggestions=True)

    play(qtbot, project, story)

    assert annotations(project) == []


def test_drag_a_handle_to_resize(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        hand = StageHand(stage)
        hand.click(hand.inside("Paris"))
        hand.drag(hand.end("Paris"), hand.end("Paris on Monday"))
        assert "Paris on Monday" in stage.texts(suggestions=False)
        assert stage.shown == "“Paris on Monday”"
        hand.drag(hand.start("Paris"), hand.start("in Paris"))
        assert "in Paris on Monday" in stage.texts(suggestions=False)
        stage.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert "Paris on Monday" in stage.texts(suggestions=False)

    play(qtbot, project, story)

    assert annotations(project) == [("LOCATION", "Paris on Monday")]


def test_a_double_click_takes_a_word(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        hand = StageHand(stage)
        hand.click_often(hand.inside("ships"), 2)
        assert selected(hand) == "ships"
        stage.press("l")

    play(qtbot, project, story)

    assert annotations(project) == [("LOCATION", "ships")]


def drop(stage: Stage, target: object, *paths: Path) -> None:
    """Drops files where the pointer is over a widget."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(20, 20), copy, data, LEFT, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    event = QDropEvent(QPointF(20, 20), copy, data, LEFT, none)
    QApplication.sendEvent(target, event)
    assert event.isAccepted()


@pytest.mark.parametrize("over", ["article", "inspector"])
def test_dropped_files_become_articles_with_suggestions(
    qtbot: QtBot, project: Path, tmp_path: Path, over: str
):
    folder = tmp_path / "dropped"
    folder.mkdir()
    (folder / "one.txt").write_text("One.\nBob Stone left London.\n")
    (folder / "bad.txt").write_bytes(b"")
    other = tmp_path / "two.txt"
    other.write_text("Two.\nAda Marsh stayed in Berlin.\n")

    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        widget = stage.find(over)
        drop(stage, getattr(widget, "viewport", lambda: widget)(), folder, other)
        count = stage.find("article_count")
        assert isinstance(count, QLabel)
        stage.wait(lambda: count.text() == "3 articles")
        stage.wait(lambda: "bad.txt" in stage.window.notice.text())
        stage.wait(lambda: not stage.window.jobs.is_busy)
        stage.press("n")
        assert "London" in stage.texts(suggestions=True)
        stage.press("n")
        assert "Berlin" in stage.texts(suggestions=True)

    play(qtbot, project, story)


def test_paste_an_article(qtbot: QtBot, project: Path):
    def confirm() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(20, confirm)
            return
        assert isinstance(dialog, QDialog)
        field = dialog.findChild(QPlainTextEdit, "paste_text")
        assert field is not None
        QTest.keyClick(field, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, " In Rome.")
        (buttons,) = dialog.findChildren(QDialogButtonBox)
        (add,) = [one for one in buttons.buttons() if "Add" in one.text()]
        add.click()

    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        QGuiApplication.clipboard().setText("Pasted story\nBob Stone left London.")
        QTimer.singleShot(20, confirm)
        ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        stage.press(Qt.Key.Key_V, ctrl, shift)
        count = stage.find("article_count")
        assert isinstance(count, QLabel)
        stage.wait(lambda: count.text() == "2 articles")
        stage.wait(lambda: not stage.window.jobs.is_busy)
        stage.window.activateWindow()  # as a window manager does when a dialog is gone
        stage.wait(stage.window.isActiveWindow)
        stage.press("n")
        assert {"London", "Rome"} <= set(stage.texts(suggestions=True))

    play(qtbot, project, story)


def choose_from_menu(hand: StageHand, place: QPoint, name: str) -> None:
    """Right-clicks and takes an entry of the menu, by its action's name."""
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, hand.view.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(hand.view.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = [one for one in menu.actions() if one.objectName() == name]
    action.trigger()
    menu.close()
    hand.stage.settle()


def test_everything_can_be_done_with_the_menu_at_the_pointer(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        hand = StageHand(stage)
        choose_from_menu(hand, hand.inside("Maria Lindqvist"), "accept")
        choose_from_menu(hand, hand.inside("Paris"), "reject")
        choose_from_menu(hand, hand.inside("Germany"), "label_ACTOR")
        hand.drag(hand.start("ships"), hand.end("ships"))
        choose_from_menu(hand, hand.inside("ships"), "label_CLAIM")

    play(qtbot, project, story)

    assert annotations(project) == [
        ("ACTOR", "Maria Lindqvist"),
        ("ACTOR", "Germany"),
        ("CLAIM", "ships"),
    ]


def test_the_labels_stand_in_the_menu_bar_as_well(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        (menu,) = [
            action.menu() for action in stage.window.menuBar().actions() if action.text() == "&Span"
        ]
        names = [action.objectName() for action in menu.actions()]
        assert names[:4] == ["label_ACTOR", "label_LOCATION", "label_CLAIM", "label_QUOTE"]

    play(qtbot, project, story)
