"""The program is called with project files, as a file manager does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from annotator.__main__ import main
from annotator.services import projects
from annotator.ui.main_window import MainWindow
from tests.factories import ANA

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def call(qtbot: QtBot) -> Callable[..., tuple[str, str]]:
    """Calls the program; returns the window's title and the notice that came to be shown."""

    def call(*words: object, wanted: str = "") -> tuple[str, str]:
        seen: list[tuple[str, str]] = []

        def look() -> None:
            (window,) = [
                one
                for one in QApplication.topLevelWidgets()
                if isinstance(one, MainWindow) and one.isVisible()
            ]
            try:
                qtbot.waitUntil(lambda: wanted in window.notice.text(), timeout=20_000)
                qtbot.wait(100)
                seen.append((window.windowTitle(), window.notice.text()))
            finally:
                window.close()

        QTimer.singleShot(0, look)
        assert main([str(word) for word in words]) == 0
        return seen[0]

    return call


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Path]:
    def make(name: str) -> Path:
        path = tmp_path / f"{name}.annotator"
        projects.create_project(path, ANA).close()
        return path

    return make


def test_a_project_is_opened(call: Callable[..., tuple[str, str]], make: Callable[[str], Path]):
    title, notice = call(make("Storm"))

    assert (title, notice) == ("Storm – Annotator", "")


def test_of_several_the_first_is_opened_and_the_others_are_named(
    call: Callable[..., tuple[str, str]], make: Callable[[str], Path]
):
    title, notice = call(make("First"), make("Second"), make("Third"), wanted="one project")

    assert title.startswith("First")
    assert "Second.annotator, Third.annotator" in notice


def test_one_that_is_not_there_is_a_sentence_in_the_window(
    call: Callable[..., tuple[str, str]], tmp_path: Path
):
    gone = tmp_path / "gone.annotator"
    title, notice = call(gone, wanted="There is no file")

    assert title == "Annotator"
    assert str(gone) in notice
    assert not gone.exists()


def test_one_that_is_open_elsewhere_is_a_sentence_in_the_window(
    call: Callable[..., tuple[str, str]], make: Callable[[str], Path]
):
    path = make("Storm")
    with projects.open_project(path, ANA):
        title, notice = call(path, wanted="is open in another window")

    assert title == "Annotator"
    assert "Close it there" in notice


def test_settings_that_cannot_be_read_are_told_of_once_the_project_is_open(
    call: Callable[..., tuple[str, str]], make: Callable[[str], Path], own_settings: Path
):
    (own_settings / "settings.json").write_text("{")

    title, notice = call(make("Storm"), wanted="cannot be read")

    assert title.startswith("Storm")
    assert "settings.json" in notice
