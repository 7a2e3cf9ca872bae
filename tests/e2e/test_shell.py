"""What surrounds the annotating: actions by name, places, the history, keys of one's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTableView

from annotator.domain.document import ArticleFilter, Status
from annotator.services import projects
from annotator.services.folders import settings_file
from annotator.services.settings import SettingsFile
from tests.e2e.stage import Stage, play
from tests.factories import ANA
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEXT = "Storm\n\n" + "\n\n".join(f"Paragraph {number}: Ana met Ben." for number in range(90))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        import_text(services, "A first story.\nNothing happened in Madrid.", "first.txt")
        import_text(services, TEXT, "second.txt")
    return path


def statuses(project: Path) -> list[Status]:
    with projects.open_project(project, ANA) as services:
        return [
            row.status for row in services.browsing.rows(services.browsing.ids(ArticleFilter()))
        ]


def choose(stage: Stage, typed: str) -> None:
    """Opens the palette, types, presses Enter."""
    stage.press("k", CTRL)
    stage.wait(lambda: stage.find("palette").isVisible())
    stage.press(typed)
    stage.press(Qt.Key.Key_Return)


def test_an_action_is_found_by_its_name(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        choose(stage, "mark done")
        stage.wait(lambda: not stage.find("palette").isVisible())

    play(qtbot, project, story)

    assert statuses(project)[0] is Status.DONE


def test_one_comes_back_to_where_one_was(qtbot: QtBot, project: Path):
    seen: list[tuple[int, int]] = []

    def leave(stage: Stage) -> None:
        stage.wait_for_suggestions()
        stage.press(Qt.Key.Key_PageDown, CTRL)
        for _ in range(3):
            stage.press(Qt.Key.Key_PageDown)
        stage.press_often(4, Qt.Key.Key_Right)
        view = stage.window.view
        seen.append((view.caret(), view.top_offset()))

    def come_back(stage: Stage) -> None:
        stage.wait_for_suggestions()
        view = stage.window.view
        seen.append((view.caret(), view.top_offset()))
        stage.press(Qt.Key.Key_PageUp, CTRL)
        assert view.caret() == 0
        stage.press(Qt.Key.Key_PageDown, CTRL)
        seen.append((view.caret(), view.top_offset()))

    play(qtbot, project, leave)
    play(qtbot, project, come_back)

    assert seen[0][0] > 100
    assert seen[0][1] > 100
    assert seen == [seen[0]] * 3


def test_the_history_leads_back_and_forth(qtbot: QtBot, project: Path):
    counts: list[int] = []

    def annotations(stage: Stage) -> int:
        return len(stage.texts(suggestions=False))

    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        stage.press(Qt.Key.Key_PageDown, CTRL)
        for _ in range(3):
            stage.press(Qt.Key.Key_Down)
            stage.press(Qt.Key.Key_Down)
            stage.press("a")
            stage.press(Qt.Key.Key_Escape)
        stage.press("h", CTRL)
        table = stage.find("history_table")
        assert isinstance(table, QTableView)
        stage.wait(table.hasFocus)
        stage.wait(lambda: table.model().rowCount() == 4)
        counts.append(annotations(stage))
        stage.press(Qt.Key.Key_End, CTRL)
        stage.press(Qt.Key.Key_Return)
        counts.append(annotations(stage))
        stage.press(Qt.Key.Key_Up)
        stage.press(Qt.Key.Key_Return)
        counts.append(annotations(stage))
        stage.press(Qt.Key.Key_Escape)
        stage.wait(stage.window.view.hasFocus)

    play(qtbot, project, story)

    assert counts == [3, 0, 1]


def test_a_key_of_ones_own_works_now_and_after_a_restart(qtbot: QtBot, project: Path):
    def change(stage: Stage) -> None:
        stage.wait_for_suggestions()
        choose(stage, "change keys")
        stage.wait(lambda: stage.find("remap_dialog").isActiveWindow())
        stage.press("mark as done")
        stage.press(Qt.Key.Key_Tab)
        stage.press(Qt.Key.Key_Tab)
        stage.press("a")
        remark = stage.find("remap_dialog").findChild(QLabel, "remark")
        stage.wait(lambda: "ACTOR" in remark.text())
        stage.press(Qt.Key.Key_F9)
        stage.wait(lambda: "remembered" in remark.text())
        stage.find("remap_dialog").close()

    def use(stage: Stage) -> None:
        stage.wait_for_suggestions()
        stage.press("d")
        stage.press(Qt.Key.Key_F9)

    play(qtbot, project, change)
    assert SettingsFile().value.keys == {"done": "F9"}
    play(qtbot, project, use)

    assert statuses(project)[0] is Status.DONE


def test_the_first_steps_are_ticked_off_by_making_them(qtbot: QtBot, project: Path, tmp_path: Path):
    said: list[str] = []

    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        count = stage.find("tour_count")
        assert isinstance(count, QLabel)
        said.append(count.text())
        stage.press(Qt.Key.Key_Tab)
        said.append(count.text())
        stage.press(Qt.Key.Key_Return)
        said.append(count.text())
        stage.press(Qt.Key.Key_Escape)
        stage.press(Qt.Key.Key_Home, CTRL)
        stage.press(Qt.Key.Key_End, SHIFT)
        stage.press("c")
        said.append(count.text())
        stage.find("tour_skip").click()
        assert not stage.find("tour").isVisible()

    play(qtbot, project, story)

    assert said == [f"First steps, {number} of 4" for number in (1, 2, 3, 4)]
    assert json.loads(settings_file().read_text())["toured"] is True
    QApplication.processEvents()
