"""What the window says while the disk refuses, and when it works again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from annotator.domain.errors import OffsetError
from annotator.domain.span import Span
from annotator.services import projects
from tests.e2e.stage import Stage, annotations, play
from tests.factories import ANA
from tests.reliability.faulty_disk import FULL, FaultyDisk
from tests.reliability.vfs import layered
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.editor.view import ArticleView

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEXT = "harbours were quiet and two tugs stayed where they were."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "work" / "Storm.annotator"
    path.parent.mkdir()
    with projects.create_project(path, ANA) as services:
        import_text(services, TEXT)
    return path


def select_next_word(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Right, CTRL, SHIFT)


def reads(view: ArticleView, words: str) -> bool:
    """Whether an article that begins so is open."""
    try:
        return view.text_in(Span(0, len(words))) == words
    except OffsetError:
        return False


def open_article(stage: Stage) -> None:
    view = stage.window.view
    stage.wait(lambda: view.isVisible() and reads(view, "harbours"))
    stage.wait(lambda: not stage.window.jobs.is_busy)
    stage.window.view.setFocus()
    stage.settle()


def test_a_full_disk_is_told_of_once_and_the_notice_goes_when_there_is_room(
    qtbot: QtBot, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FaultyDisk()
    told: list[str] = []

    def story(stage: Stage) -> None:
        open_article(stage)
        notice = stage.window.notice
        show = notice.show_text
        monkeypatch.setattr(
            notice, "show_text", lambda *one, **more: told.append(one[0]) or show(*one, **more)
        )
        disk.break_down(FULL)
        select_next_word(stage)
        for _ in range(5):
            stage.press("a")
        assert "The disk is full" in notice.text()
        assert len(told) == 1
        assert stage.texts(suggestions=False) == []

        disk.heal()
        stage.press("a")
        assert stage.texts(suggestions=False) == ["harbours"]
        assert notice.text() == ""

    with layered(disk):
        play(qtbot, project, story)

    assert [words for _, words in annotations(project)] == ["harbours"]


@pytest.mark.skipif(os.name != "posix", reason="the system does not let an open file be moved")
def test_a_project_that_was_moved_is_put_back_and_the_window_says_so(
    qtbot: QtBot, project: Path
) -> None:
    def story(stage: Stage) -> None:
        open_article(stage)
        project.rename(project.with_name("Other.annotator"))
        select_next_word(stage)
        stage.press("a")
        assert "has been put back there" in stage.window.notice.text()
        assert stage.texts(suggestions=False) == []
        stage.press("a")
        assert stage.texts(suggestions=False) == ["harbours"]

    play(qtbot, project, story)

    assert annotations(project) == [("ACTOR", "harbours")]


@pytest.mark.skipif(os.name != "posix", reason="the system does not let an open file be replaced")
def test_a_project_that_was_replaced_goes_on_under_another_name(
    qtbot: QtBot, project: Path
) -> None:
    other = project.with_name("Other.annotator")
    projects.create_project(other, ANA).close()

    def story(stage: Stage) -> None:
        open_article(stage)
        other.replace(project)
        select_next_word(stage)
        stage.press("a")
        assert "Another file has been put in the place" in stage.window.notice.text()
        assert "Storm (kept" in stage.window.windowTitle()
        stage.press("a")
        assert stage.texts(suggestions=False) == ["harbours"]

    play(qtbot, project, story)

    (kept,) = project.parent.glob("Storm (kept*.annotator")
    assert annotations(kept) == [("ACTOR", "harbours")]
    with projects.open_project(project, ANA) as services:
        assert not services.project.article_ids()
