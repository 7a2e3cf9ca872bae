"""What hands do in the article, through the real program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from annotator.domain.document import ArticleFilter
from annotator.services import projects
from annotator.ui.editor.label_bar import LabelBar
from tests.e2e.stage import Stage, annotations, play
from tests.factories import ANA
from tests.services.helpers import import_text, span_of
from tests.ui.editor.hand import LEFT, Hand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

TEXT = (
    "Harbour closed after storm\n"
    "Two tugs stay. Their crews don't sleep, the crews’ union and the U.S. owner agree.\n"
    "“No choice,” said Maria Lindqvist in Paris. The harbour was quiet.\n"
    "Germany sent ships to help."
)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _unhurried(qapp: QApplication) -> Iterator[None]:
    """Three clicks are one gesture however long a busy machine takes over them."""
    usual = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(20_000)
    yield
    qapp.setDoubleClickInterval(usual)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        import_text(services, TEXT)
    return path


def relations(path: Path) -> list[tuple[str, str, str]]:
    """The same of relations: their names and the words at both ends."""
    with projects.open_project(path, ANA) as services:
        first = services.browsing.ids(ArticleFilter())[0]
        text = services.project.document(first).text
        words = {one.id: one.span.text_of(text) for one in services.project.annotations(first)}
        return [
            (one.label, words[one.source_id], words[one.target_id])
            for one in services.project.relations(first)
        ]


def bar_of(stage: Stage) -> LabelBar | None:
    bar = stage.window.findChild(LabelBar)
    return bar if bar is not None and bar.isVisible() else None


def press_in_bar(stage: Stage, name: str) -> None:
    bar = bar_of(stage)
    assert bar is not None
    button = bar.findChild(QToolButton, f"label_bar_{name}")
    assert button is not None
    QTest.mouseClick(button, LEFT)
    stage.settle()


def hint(stage: Stage) -> str:
    label = stage.find("hint")
    assert isinstance(label, QLabel)
    return label.text()


def test_select_with_the_mouse_and_choose_from_the_bar(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        hand = Hand(stage.window.view, TEXT)
        assert bar_of(stage) is None
        hand.drag(hand.start("wo tugs"), hand.end("sta"))
        assert stage.window.view.hasFocus()
        press_in_bar(stage, "CLAIM")
        assert bar_of(stage) is None
        hand.click_often(hand.inside("don't"), 2)
        press_in_bar(stage, "ACTOR")
        hand.drag(hand.start("Two"), hand.end("Two"))
        stage.press(Qt.Key.Key_Escape)
        assert bar_of(stage) is None
        hand.drag(hand.start("Two"), hand.end("Two"))
        stage.press(Qt.Key.Key_Right, SHIFT)
        assert bar_of(stage) is None

    play(qtbot, project, story)

    assert annotations(project) == [("CLAIM", "Two tugs stay"), ("ACTOR", "don't")]


def test_the_bar_follows_the_selection(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        view = stage.window.view
        hand = Hand(view, TEXT)
        hand.drag(hand.start("quiet"), hand.end("Germany"))
        places = set()
        for _ in range(4):
            stage.press("+", CTRL)
            bar, span = bar_of(stage), view.selected_span()
            assert bar is not None
            assert span is not None
            places.add(bar.pos().toTuple())
            assert view.boxes(span)
            assert not any(box.intersects(bar.geometry()) for box in view.boxes(span))
        assert len(places) > 1

    play(qtbot, project, story)


def test_a_label_stays_armed_until_escape(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        view = stage.window.view
        hand = Hand(view, TEXT)
        usual = view.viewport().cursor().shape()
        hand.drag(hand.start("Two"), hand.end("tugs"))
        stage.press("a")
        stage.press(".")
        assert "ACTOR" in hint(stage).partition("&nbsp;")[0]
        assert view.viewport().cursor().shape() != usual
        hand.click_often(hand.inside("crews"), 2)
        hand.drag(hand.start("the U.S."), hand.end("owner"))
        assert bar_of(stage) is None
        hand.click_often(hand.inside("harbour was"), 3)
        stage.press(Qt.Key.Key_Escape)
        assert view.viewport().cursor().shape() == usual
        hand.click_often(hand.inside("ships"), 2)

    play(qtbot, project, story)

    assert annotations(project) == [
        ("ACTOR", "Two tugs"),
        ("ACTOR", "crews"),
        ("ACTOR", "the U.S. owner"),
        ("ACTOR", "The harbour was quiet."),
    ]


def test_keep_in_the_bar_arms_the_label_that_is_chosen(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        hand = Hand(stage.window.view, TEXT)
        hand.drag(hand.start("tugs"), hand.end("tugs"))
        press_in_bar(stage, "keep")
        press_in_bar(stage, "LOCATION")
        hand.click_often(hand.inside("union"), 2)
        stage.press("c")  # another label while one is armed: that one from now on
        hand.click_often(hand.inside("owner"), 2)

    play(qtbot, project, story)

    assert annotations(project) == [
        ("LOCATION", "tugs"),
        ("CLAIM", "union"),
        ("CLAIM", "owner"),
    ]


def test_drag_a_quote_to_its_speaker_and_undo_it_at_once(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        before = list(stage.window.view.marks())
        hand = Hand(stage.window.view, TEXT)
        assert "“No choice,”" in stage.texts(suggestions=True)
        hand.drag(hand.chip("“No choice,”"), hand.inside("Lindqvist"))
        stage.settle()
        assert {"“No choice,”", "Maria Lindqvist"} <= set(stage.texts(suggestions=False))
        stage.press(Qt.Key.Key_Z, CTRL)
        assert list(stage.window.view.marks()) == before
        stage.press(Qt.Key.Key_Y, CTRL)

    play(qtbot, project, story)

    assert relations(project) == [("SPEAKER", "“No choice,”", "Maria Lindqvist")]


def test_choose_the_speaker_by_keys_alone(qtbot: QtBot, project: Path):
    with projects.open_project(project, ANA) as services:
        first = services.browsing.ids(ArticleFilter())[0]
        for words, label in (("The harbour was quiet", "CLAIM"), ("Two tugs", "ACTOR")):
            services.editing.add(first, span_of(services, first, words), label)

    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        stage.press(Qt.Key.Key_Home, CTRL)
        while "“The harbour" not in stage.shown:
            stage.press(Qt.Key.Key_Down, ALT)
        stage.press(Qt.Key.Key_S, SHIFT)
        assert "claimant" in hint(stage)
        stage.press(Qt.Key.Key_Escape)
        assert "claimant" not in hint(stage).partition("all keys")[2]
        assert "“The harbour" in stage.shown
        stage.press(Qt.Key.Key_S, SHIFT)
        stage.press(Qt.Key.Key_Tab, SHIFT)
        stage.press(Qt.Key.Key_Tab)
        stage.press(Qt.Key.Key_Tab)
        stage.press(Qt.Key.Key_Up, ALT)
        stage.press(Qt.Key.Key_Return)
        assert "“The harbour" in stage.shown

    play(qtbot, project, story)

    assert relations(project) == [("CLAIMANT", "The harbour was quiet", "Maria Lindqvist")]


def test_select_by_sentences_with_the_keys(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        stage.press(Qt.Key.Key_Home, CTRL)
        stage.press("]")
        stage.press("]")
        stage.press(Qt.Key.Key_Down, CTRL, ALT, SHIFT)
        stage.press("c")
        stage.press(Qt.Key.Key_Home, CTRL)
        stage.press("]")
        stage.press("x")
        stage.press("x")
        stage.press("q")

    play(qtbot, project, story)

    assert annotations(project) == [
        ("QUOTE", "Two tugs stay."),
        ("CLAIM", "Their crews don't sleep, the crews’ union and the U.S. owner agree."),
    ]
