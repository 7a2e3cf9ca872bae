"""Whatever an action opens can be left with Escape: nothing has changed, and work goes on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.ids import DocumentId
from annotator.domain.span import Span
from annotator.services import projects
from annotator.services.settings import SettingsFile
from annotator.ui.application import application
from annotator.ui.program import Program
from tests.factories import ANA
from tests.reliability.file_locks import IN_USE, LOCKS, locks_on, openings_of
from tests.services.helpers import import_text
from tests.services.whole_project import Whole, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from annotator.services.projects import Services

PATIENCE_MS = 20_000
_LEAVES_THE_PROJECT = {"quit", "close_project", "open_starter"}
_LEADS_BACK_TO = {"batch": "articles", "save_filter": "article_filter"}
"""What has the keyboard afterwards where it is not the article: whence one comes to these."""
_TEXT = "“We had no choice,” said Maria Lindqvist, the mayor, in Paris.\nLindqvist left Paris.\n"


@pytest.fixture
def program(
    qapp: object, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """The window on two annotated articles; the project lies where files are asked for."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # show() takes it; give it back
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path))
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        for number in range(2):
            document_id = import_text(services, f"{_TEXT}Edition {number}.", f"{number}.txt")
            services.editing.add(document_id, Span(25, 40), "ACTOR")
    settings = SettingsFile()
    settings.update(annotator_id=int(ANA.id), annotator_name=ANA.name)
    program = Program(application(), settings)
    program.window.resize(1200, 800)
    program.show(path)
    qtbot.waitUntil(lambda: program.desk.document is not None, timeout=PATIENCE_MS)
    settle(program, qtbot)
    yield program
    program.window.close()
    program.window.deleteLater()


def settle(program: Program, qtbot: QtBot) -> None:
    """Until nothing is at work, and all that came of it is shown."""
    for _ in range(4):
        QApplication.processEvents()
    qtbot.waitUntil(lambda: not program.window.jobs.is_busy, timeout=PATIENCE_MS)
    for _ in range(4):
        QApplication.processEvents()


def services_of(program: Program) -> Services:
    services = program.workbench.services
    assert services is not None
    return services


def stored(program: Program) -> Whole:
    services = services_of(program)
    return whole(services, [DocumentId(one) for one in services.project.article_ids()])


def windows() -> set[QWidget]:
    return {one for one in QApplication.topLevelWidgets() if one.isVisible()}


def keyboard() -> str:
    """The name of the widget that has the keyboard."""
    has = QApplication.focusWidget()
    return has.objectName() or type(has).__name__ if has is not None else "nobody"


def begin(program: Program, qtbot: QtBot) -> None:
    """The article has the keyboard, and its first annotation is the current span."""
    program.window.notice.hide()
    program.window.activateWindow()
    program.window.view.setFocus()
    program.queue.open_first()
    program.desk.go_to_mark(1)
    settle(program, qtbot)
    assert QApplication.focusWidget() is program.window.view
    assert program.desk.current is not None


class Escaping:
    """Presses Escape in whatever waits for an answer, as often as something does."""

    def __init__(self) -> None:
        self.met: list[str] = []
        self._timer = QTimer()
        self._timer.timeout.connect(self._press)
        self._timer.start(30)

    def stop(self) -> None:
        self._timer.stop()

    def _press(self) -> None:
        menu, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        waiting = menu or dialog
        if waiting is None or not waiting.isVisible():
            return
        self.met.append(waiting.objectName())
        if self.met.count(self.met[-1]) > 3:
            waiting.close()  # the test says that it had to be
        # the system gives a key to the menu that is open, whoever has the keyboard
        QTest.keyClick(menu or QApplication.focusWidget() or waiting, Qt.Key.Key_Escape)


class Left(NamedTuple):
    """What came of an action and Escape. problems: sentences; none if all is well."""

    has_opened: bool
    problems: list[str]


def trigger_and_escape(program: Program, qtbot: QtBot, name: str) -> Left:
    """Carries an action out, and leaves what it has opened as one does: with Escape, once."""
    view = program.window.view
    before, content = windows(), stored(program)

    def has_opened() -> bool:
        return bool(escaping.met) or windows() != before or not view.hasFocus()

    escaping = Escaping()
    program.actions[name].trigger()
    for _ in range(4):
        QApplication.processEvents()
    qtbot.waitUntil(lambda: has_opened() or not program.window.jobs.is_busy, timeout=PATIENCE_MS)
    opened = has_opened()
    escaping.stop()
    if windows() != before or (not escaping.met and not view.hasFocus()):
        QTest.keyClick(QApplication.focusWidget() or program.window, Qt.Key.Key_Escape)
    if QApplication.activeWindow() is not program.window:
        program.window.activateWindow()  # which the desktop does
    settle(program, qtbot)
    if not opened:
        return Left(False, [])
    problems = [f"{name}: {one.objectName()} stays" for one in windows() - before]
    problems += [f"{name}: {one} did not go" for one in escaping.met if escaping.met.count(one) > 2]
    if keyboard() != _LEADS_BACK_TO.get(name, view.objectName()):
        problems.append(f"{name}: the keyboard is with {keyboard()}")
    if stored(program) != content:
        problems.append(f"{name}: something has changed")
    for one in windows() - before:
        one.close()
    return Left(True, problems)


def asks(program: Program) -> set[str]:
    """The actions that say of themselves that they ask something first."""
    return {spec.name for spec in program.actions._specs.values() if spec.text.endswith("…")}


def test_escape_leaves_everything_that_an_action_opens(program: Program, qtbot: QtBot):
    names = [
        one.name
        for one in program.actions.offers()
        if one.name not in _LEAVES_THE_PROJECT and one.action not in program.actions.labels()
    ]
    names.sort(key=lambda name: name not in asks(program))  # the others may leave less to ask about
    opened: set[str] = set()
    problems: list[str] = []
    path = services_of(program).path
    with openings_of(path) as openings:
        for name in names:
            begin(program, qtbot)
            if program.actions[name].isEnabled():
                left = trigger_and_escape(program, qtbot, name)
                problems += left.problems
                if left.has_opened:
                    opened.add(name)
                if LOCKS.exists() and locks_on(path) != IN_USE:
                    problems.append(f"{name}: it has lost the locks on the project")
                    services_of(program).project.fold()

    assert "\n".join(problems) == ""
    assert openings == []
    assert asks(program) - opened == set()
