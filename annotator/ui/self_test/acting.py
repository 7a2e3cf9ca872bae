"""Tries the real window: opens a project, annotates by keys, and looks what the file says."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator.domain.span import Span
from annotator.domain.traces import clean_trace
from annotator.services.self_test.steps import TELL, TESTER, WindowFindings, Wrong
from annotator.services.settings import SettingsFile
from annotator.ui.application import application, qt_messages_logged
from annotator.ui.display import has_display
from annotator.ui.photograph import wait_until
from annotator.ui.program import Program
from annotator.ui.self_test.keys import Keyboard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.segments import Mark
    from annotator.services.self_test.steps import WindowTask

_FREE = "ACTOR"
"""A label that is not suggested for the word that is tagged."""
_NEWS_SECONDS = 2.0
"""So long it may take until what is written in the background, as what the project learned from
an edit, is shown."""


def act(task: WindowTask) -> Iterator[WindowFindings]:
    """Plays the whole story, and says how it went. Raises Wrong."""
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with qt_messages_logged():
        yield _play(task)


def _play(task: WindowTask) -> WindowFindings:
    program = Program(application(), SettingsFile())
    # a test may not take the keyboard away from whoever works meanwhile
    program.window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    painted: list[float] = []
    program.window.painted.connect(lambda: painted.append(time.time()))
    program.show(task.project)
    bugs: list[BaseException] = []
    sys.excepthook = lambda _kind, error, _trace: bugs.append(error)
    story = _Story(program, task, bugs)
    try:
        opened = story.open()
        story.annotate()
        story.go_back_and_forth()
        story.photograph()
    finally:
        program.window.close()
    story.check_bugs()
    return WindowFindings(
        QGuiApplication.platformName(),
        qVersion() or "",
        round((painted[0] - task.started) * 1000),
        round((opened - task.started) * 1000),
        story.keyboard.pressed,
    )


class _Story:
    """What an analyst does, and a look at the file after each of it."""

    def __init__(self, program: Program, task: WindowTask, bugs: list[BaseException]) -> None:
        self._program = program
        self._task = task
        self._bugs = bugs
        self._view = program.window.view
        self.keyboard = Keyboard(program.window, self._view)

    def open(self) -> float:
        """Waits for the project, and puts the article on the desk. Returns when it was there."""
        bench = self._program.workbench
        wait_until(lambda: bench.services is not None)
        if bench.services is None:
            said = self._program.window.notice.text()
            raise Wrong(f"The window did not open the project. {said}".strip(), TELL)
        self._program.queue.open_article(self._task.document_id)
        self._view.viewport().repaint()
        opened = time.time()
        wait_until(lambda: not self._program.window.jobs.is_busy)
        self._view.setFocus()
        if not self._view.text.endswith(self._task.words):
            raise Wrong("The window does not show the article.", TELL)
        self._compare("Opening the article")
        return opened

    def annotate(self) -> None:
        """Adds an annotation, accepts a suggestion and rejects another."""
        press, end = self.keyboard.press, len(self._view.text)
        key = self._key_of(_FREE)
        press("Ctrl+End")
        press("Shift+Left", len(self._task.words))
        press(key)
        added = Span(end - len(self._task.words), end)
        if (*_ends(added), _FREE, False) not in self._compare(f"The key {key}"):
            raise Wrong("The word that was tagged by key is not what was annotated.", TELL)
        press("Esc")
        press("Ctrl+Home")
        press("Tab")
        self._decide("Enter", accepts=True)
        self._decide("Backspace", accepts=False)

    def go_back_and_forth(self) -> None:
        """Undoes all three, and does them again."""
        done = self._shown()
        self.keyboard.press("Ctrl+Z", 3)
        undone = self._compare("Undo")
        if any(not is_suggestion for *_, is_suggestion in undone):
            raise Wrong("Undo by key does not take everything back.", TELL)
        self.keyboard.press("Ctrl+Shift+Z", 3)
        again = self._compare("Redo")
        # what the project learned from it meanwhile may suggest more, but nothing of that
        if _annotations(again) != _annotations(done) or again & (undone - done):
            raise Wrong("Redo by key does not bring everything back.", TELL)

    def photograph(self) -> None:
        """Saves a picture of it, if one is wanted."""
        picture = self._task.picture
        if picture is not None and not self._program.window.grab().save(str(picture), "PNG"):
            raise Wrong(f"{picture} cannot be written.", "Choose another place for the picture.")

    def check_bugs(self) -> None:
        """Raises Wrong if an error was met behind a signal or a timer."""
        if self._bugs:
            found = f"An error was met in the window ({type(self._bugs[0]).__name__})."
            raise Wrong(found, TELL, clean_trace(self._bugs[0]))

    # ------------------------------------------------------------ parts

    def _decide(self, key: str, *, accepts: bool) -> None:
        """Decides about the current suggestion, after which the next one is current."""
        current = self._program.desk.current
        if current is None or not current.is_suggestion:
            raise Wrong("The keyboard does not lead to the suggestions.", TELL)
        self.keyboard.press(key)
        now = self._compare(f"The key {key}")
        if _plain(current) in now or ((*_plain(current)[:3], False) in now) != accepts:
            what = "accepted" if accepts else "rejected"
            raise Wrong(f"The suggestion was not {what} by {key}.", TELL)

    def _key_of(self, label: str) -> str:
        services = self._program.workbench.services
        assert services is not None
        return services.browsing.scheme().label(label).shortcut.upper()

    def _shown(self) -> set[tuple[int, int, str, bool]]:
        return {_plain(mark) for mark in self._view.marks()}

    def _compare(self, what: str) -> set[tuple[int, int, str, bool]]:
        """What the window shows, if that is just what the file says."""
        from annotator.services.projects import open_project

        self.check_bugs()
        until = time.monotonic() + _NEWS_SECONDS
        while True:
            with open_project(self._task.project, TESTER, read_only=True) as read:
                stored = {_plain(mark) for mark in read.browsing.marks(self._task.document_id)}
            if stored == self._shown():
                QApplication.processEvents()
                return stored
            if time.monotonic() > until:
                raise Wrong(f"{what}: the window shows something else than the file holds.", TELL)
            QApplication.processEvents()


def _plain(mark: Mark) -> tuple[int, int, str, bool]:
    return mark.start, mark.end, mark.label, bool(mark.is_suggestion)


def _annotations(marks: set[tuple[int, int, str, bool]]) -> set[tuple[int, int, str, bool]]:
    return {mark for mark in marks if not mark[3]}


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
