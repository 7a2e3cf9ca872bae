"""Plays a story through the real main(): keys and clicks on the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from annotator.__main__ import main
from annotator.domain.document import ArticleFilter
from annotator.services import projects
from annotator.ui.main_window import MainWindow
from tests.factories import ANA

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

_PATIENCE_MS = 30_000


class Stage:
    """The window as a user has it before their eyes."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot

    def wait(self, true: Callable[[], bool]) -> None:
        """Waits until something can be seen."""
        self._qtbot.waitUntil(true, timeout=_PATIENCE_MS)

    def wait_for_suggestions(self) -> None:
        """Waits until an article is open and nothing works in the background any more."""
        self.wait(lambda: bool(self.window.view.marks()))
        self.wait(lambda: not self.window.jobs.is_busy)

    def press(self, key: Qt.Key | str, *modifiers: Qt.KeyboardModifier) -> None:
        """Presses a key where the keyboard is."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        target = QApplication.focusWidget() or self.window
        if isinstance(key, str):
            self._qtbot.keyClicks(target, key, held)
        else:
            self._qtbot.keyClick(target, key, held)
        self.settle()

    def settle(self) -> None:
        """Lets everything be shown that comes of a key: one turn of the loop is not enough."""
        for _ in range(4):
            QApplication.processEvents()

    def press_often(self, times: int, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Presses a key several times."""
        for _ in range(times):
            self.press(key, *modifiers)

    def find(self, name: str) -> QWidget:
        """The widget of that object name."""
        found = self.window.findChild(QWidget, name)
        assert found is not None, name
        return found

    @property
    def shown(self) -> str:
        """The words that the inspector shows."""
        label = self.find("inspector_text")
        assert isinstance(label, QLabel)
        return label.text()

    def texts(self, *, suggestions: bool) -> list[str]:
        """The words of the spans that are shown."""
        text = self.window.view.text_in
        from annotator.domain.span import Span

        return [
            text(Span(mark.start, mark.end))
            for mark in self.window.view.marks()
            if mark.is_suggestion == suggestions
        ]


def play(qtbot: QtBot, project: Path, story: Callable[[Stage], None]) -> None:
    """Starts the program on a project, plays the story, closes the window."""
    failures: list[BaseException] = []

    def begin() -> None:
        (window,) = [
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, MainWindow) and one.isVisible()
        ]
        try:
            story(Stage(window, qtbot))
        except BaseException as error:  # noqa: BLE001 - it is raised again out of the event loop
            failures.append(error)
        finally:
            window.close()

    QTimer.singleShot(0, begin)
    assert main(["open", str(project)]) == 0
    if failures:
        raise failures[0]


def annotations(path: Path) -> list[tuple[str, str]]:
    """What lies on the disk of the first article: label and words."""
    with projects.open_project(path, ANA) as services:
        first = services.browsing.ids(ArticleFilter())[0]
        text = services.project.document(first).text
        return [(one.label, one.span.text_of(text)) for one in services.project.annotations(first)]
