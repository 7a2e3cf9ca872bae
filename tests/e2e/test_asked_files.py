"""The desktop asks the program to open files, as macOS does: by events of Qt."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from annotator.__main__ import main
from annotator.services import projects
from annotator.ui.main_window import MainWindow
from tests.factories import ANA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.application import Application

_PATIENCE_MS = 20_000


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Path]:
    def make(name: str) -> Path:
        path = tmp_path / f"{name}.annotator"
        projects.create_project(path, ANA).close()
        return path

    return make


@pytest.fixture(autouse=True)
def nothing_asked_before(qapp: Application) -> Iterator[None]:
    qapp.take_wanted()
    yield
    assert qapp.take_wanted() == (), "a file was asked for that nobody looked at"


def ask_for(what: Path | QUrl | str) -> bool:
    """Sends the event; returns whether the program has a use for it."""
    app = QCoreApplication.instance()
    event = QFileOpenEvent(what if isinstance(what, QUrl) else str(what))
    return QCoreApplication.sendEvent(app, event)


@pytest.fixture
def run(qtbot: QtBot) -> Callable[..., None]:
    """Calls the program and does something as soon as its window can be seen; then closes it."""

    def run(act: Callable[[MainWindow], None], *words: object) -> None:
        failures: list[BaseException] = []

        def begin() -> None:
            (window,) = [
                one
                for one in QApplication.topLevelWidgets()
                if isinstance(one, MainWindow) and one.isVisible()
            ]
            try:
                act(window)
            except BaseException as error:  # noqa: BLE001 - it is raised again out of the loop
                failures.append(error)
            finally:
                window.close()

        QTimer.singleShot(0, begin)
        assert main([str(word) for word in words]) == 0
        if failures:
            raise failures[0]

    return run


@pytest.fixture
def title_is(qtbot: QtBot) -> Callable[[MainWindow, str], None]:
    """Waits until the window has a project of that name, and all has been said."""

    def wait(window: MainWindow, name: str) -> None:
        wanted = f"{name} – Annotator"
        qtbot.waitUntil(
            lambda: window.windowTitle() == wanted and window.view.hasFocus(), timeout=_PATIENCE_MS
        )
        qtbot.wait(50)
        assert window.windowTitle() == wanted

    return wait


def test_a_file_that_comes_before_the_window_is_opened_with_it(run, make, title_is):
    assert ask_for(make("Storm"))

    run(lambda window: title_is(window, "Storm"))


def test_it_comes_before_the_project_of_the_last_time(run, make, title_is):
    run(lambda window: title_is(window, "First"), make("First"))
    ask_for(make("Storm"))

    run(lambda window: title_is(window, "Storm"))


def test_of_several_before_the_window_the_others_are_named(run, make, title_is):
    for name in ("Storm", "Flood", "Fire"):
        ask_for(make(name))

    def look(window: MainWindow) -> None:
        title_is(window, "Storm")
        assert "Flood.annotator, Fire.annotator can be opened" in window.notice.text()

    run(look)


def test_words_of_the_call_that_come_as_files_are_left_to_the_call(
    run, make, title_is, monkeypatch: pytest.MonkeyPatch
):
    path = make("Storm")
    monkeypatch.setattr(sys, "argv", ["annotator", "open", str(path)])
    ask_for("open")
    ask_for(path)

    def look(window: MainWindow) -> None:
        title_is(window, "Storm")
        assert window.notice.text() == ""

    run(look, "open", path)


def test_a_file_takes_the_place_of_the_project_that_is_open(run, make, title_is):
    first, second = make("First"), make("Second")

    def look(window: MainWindow) -> None:
        title_is(window, "First")
        ask_for(second)
        title_is(window, "Second")
        projects.open_project(first, ANA).close()  # nobody has it open any more
        ask_for(first)
        title_is(window, "First")

    run(look, first)


def test_a_window_that_was_put_away_comes_back(run, make, title_is, qtbot: QtBot):
    second = make("Second")

    def look(window: MainWindow) -> None:
        title_is(window, "First")
        window.showMinimized()
        ask_for(second)
        title_is(window, "Second")
        assert not window.isMinimized()

    run(look, make("First"))


def test_of_several_the_first_is_opened_and_the_others_are_named(run, make, title_is, qtbot: QtBot):
    second, third = make("Second"), make("Third")

    def look(window: MainWindow) -> None:
        title_is(window, "First")
        ask_for(second)
        ask_for(third)
        title_is(window, "Second")
        qtbot.waitUntil(lambda: "Third.annotator can be opened" in window.notice.text())

    run(look, make("First"))


def test_one_that_is_not_there_is_a_sentence_and_the_project_stays_open(
    run, make, title_is, tmp_path: Path, qtbot: QtBot
):
    gone = tmp_path / "gone.annotator"

    def look(window: MainWindow) -> None:
        title_is(window, "First")
        ask_for(gone)
        qtbot.waitUntil(lambda: str(gone) in window.notice.text(), timeout=_PATIENCE_MS)
        assert "There is no file" in window.notice.text()
        assert window.windowTitle() == "First – Annotator"

    run(look, make("First"))


@pytest.mark.parametrize("kind", ["dialog", "menu"])
def test_what_is_in_front_of_the_window_is_waited_for(run, make, title_is, qtbot: QtBot, kind: str):
    second = make("Second")

    def look(window: MainWindow) -> None:
        title_is(window, "First")
        front = QDialog(window) if kind == "dialog" else QMenu(window)
        if isinstance(front, QDialog):
            front.open()
        else:
            front.addAction("Entry")
            front.popup(window.pos())
        ask_for(second)
        qtbot.wait(400)
        assert window.windowTitle() == "First – Annotator"
        front.close()
        title_is(window, "Second")

    run(look, make("First"))


def test_the_address_of_a_file_is_as_good_as_its_path(run, make, title_is):
    ask_for(QUrl.fromLocalFile(str(make("Storm and flood"))))

    run(lambda window: title_is(window, "Storm and flood"))


def test_an_address_of_the_web_is_nothing_for_the_program():
    assert not ask_for(QUrl("https://elsewhere.example/news.annotator"))


def test_a_call_may_give_the_address_of_a_file(run, make, title_is):
    path = make("Storm and flood")

    run(lambda window: title_is(window, "Storm and flood"), path.as_uri())
    run(lambda window: title_is(window, "Storm and flood"), "open", path.as_uri())
