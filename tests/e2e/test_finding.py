"""Finding, with keys alone, through the real program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView

from annotator.services import projects
from tests.e2e.stage import Stage, play
from tests.factories import ANA
from tests.services.helpers import import_text, span_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

STORM = (
    "Storm over Homs\n"
    "Reuters reported on Monday that a 😀 storm had reached Homs.\n"
    "The storms in Tbilisi were weaker."
)
RAIN = "Rain in Tbilisi\nThe minister denied that the storm would come."
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        storm = import_text(services, STORM)
        import_text(services, RAIN, "rain.txt")
        words = "a 😀 storm had reached Homs"
        claim = services.editing.add(storm, span_of(services, storm, words), "CLAIM")
        actor = services.editing.add(storm, span_of(services, storm, "Reuters"), "ACTOR")
        services.editing.relate(claim, actor)
    return path


def told(stage: Stage, name: str) -> str:
    label = stage.find(name)
    assert isinstance(label, QLabel)
    return label.text()


def selected(stage: Stage) -> tuple[int, str] | None:
    span = stage.window.view.selected_span()
    return None if span is None else (span.start, stage.window.view.text_in(span))


def search(stage: Stage, line: str) -> QTableView:
    """Looks for a line across the project, and goes to what was found."""
    stage.press(Qt.Key.Key_F, CTRL, SHIFT)
    stage.press(Qt.Key.Key_A, CTRL)
    stage.press(line)
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: "hit" in told(stage, "concordance_count"))
    stage.wait(lambda: not told(stage, "concordance_count").startswith("Finding"))
    table = stage.find("hits")
    assert isinstance(table, QTableView)
    return table


def test_find_in_the_article(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        stage.press(Qt.Key.Key_F, CTRL)
        stage.press("storm")
        assert told(stage, "find_count") == "1 of 3"
        assert selected(stage) == (0, "Storm")

        stage.press(Qt.Key.Key_Return)
        assert selected(stage) == (STORM.index("storm"), "storm")
        stage.press(Qt.Key.Key_F3)
        assert told(stage, "find_count") == "3 of 3"
        stage.press(Qt.Key.Key_Return)
        assert told(stage, "find_count") == "1 of 3"
        stage.press(Qt.Key.Key_F3, SHIFT)
        assert told(stage, "find_count") == "3 of 3"
        stage.press(Qt.Key.Key_W, ALT)
        assert told(stage, "find_count") == "1 of 2"
        stage.press(Qt.Key.Key_Return, SHIFT)
        assert told(stage, "find_count") == "2 of 2"
        stage.press(Qt.Key.Key_Return)
        assert selected(stage) == (0, "Storm")

        stage.press(Qt.Key.Key_R, ALT)
        stage.press("(")
        assert "missing )" in told(stage, "find_count")
        stage.press(Qt.Key.Key_Backspace)
        stage.press(Qt.Key.Key_Escape)
        assert stage.window.view.hasFocus()
        assert selected(stage) == (0, "Storm")

        stage.press(Qt.Key.Key_F3)
        assert selected(stage) == (STORM.index("storm"), "storm")
        stage.press("q")
        assert "storm" in stage.texts(suggestions=False)

    play(qtbot, project, story)


def test_a_pattern_that_never_ends_does_not_hold_the_window(qtbot: QtBot, project: Path):
    with projects.open_project(project, ANA) as services:
        import_text(services, "a" * 300 + "b", "aaa.txt")

    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        stage.press(Qt.Key.Key_PageDown, CTRL)
        stage.press(Qt.Key.Key_PageDown, CTRL)
        stage.press(Qt.Key.Key_F, CTRL)
        stage.press(Qt.Key.Key_R, ALT)
        stage.press("(a|aa)+$")
        assert told(stage, "find_count") == "Finding…"
        stage.wait(lambda: "too long" in told(stage, "find_count"))

    play(qtbot, project, story)


def test_find_in_all_articles_and_go_there(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        table = search(stage, "storm")
        assert told(stage, "concordance_count") == "3 hits in 2 articles."

        stage.press(Qt.Key.Key_Down)
        assert table.hasFocus()
        stage.wait(lambda: selected(stage) == (0, "Storm"))
        stage.press_often(2, Qt.Key.Key_Down)
        stage.wait(lambda: selected(stage) == (RAIN.index("storm"), "storm"))
        assert table.hasFocus()
        stage.press(Qt.Key.Key_C, CTRL)
        assert (
            QApplication.clipboard()
            .text()
            .startswith(
                "Rain in Tbilisi The minister denied that the\tstorm\twould come.\tRain in Tbilisi"
            )
        )
        stage.press(Qt.Key.Key_Return)
        assert stage.window.view.hasFocus()
        assert selected(stage) == (RAIN.index("storm"), "storm")

    play(qtbot, project, story)


def test_all_claims_by_reuters_that_mention_homs(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        table = search(stage, "label:CLAIM by:Reuters Homs")
        assert told(stage, "concordance_count") == "1 hit."
        stage.press(Qt.Key.Key_Return)
        stage.wait(table.hasFocus)
        stage.press(Qt.Key.Key_Return)
        assert selected(stage) == (STORM.index("a 😀"), "a 😀 storm had reached Homs")

        search(stage, "label:CLAIM by:Tass")
        assert told(stage, "concordance_count") == "No hits."
        stage.press(Qt.Key.Key_Escape)
        assert stage.window.view.hasFocus()
        assert stage.window.drawer.page is None

    play(qtbot, project, story)


def test_the_list_has_a_key_of_its_own(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        stage.press(Qt.Key.Key_L, CTRL)
        assert stage.find("article_filter").hasFocus()
        stage.press("rain")
        stage.wait(lambda: told(stage, "article_count").startswith("1 "))
        search(stage, "storm in:list")
        assert told(stage, "concordance_count") == "1 hit."

    play(qtbot, project, story)


def test_what_is_selected_is_looked_for(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        stage.press(Qt.Key.Key_Home, CTRL)
        stage.press_often(5, Qt.Key.Key_Right, SHIFT)
        stage.press(Qt.Key.Key_F, CTRL, SHIFT)
        line = stage.find("query_line")
        assert isinstance(line, QLineEdit)
        assert line.text() == "Storm"
        stage.press(Qt.Key.Key_Return)
        stage.wait(lambda: told(stage, "concordance_count") == "3 hits in 2 articles.")

    play(qtbot, project, story)
