"""Every action of the real window: carried out, and what it opens left with Escape."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.services.settings import SettingsFile
from annotator.ui.application import application
from annotator.ui.program import Program
from tests.factories import ANA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from annotator.services.projects import Services

PATIENCE_MS = 20_000
_LEAVES_THE_PROJECT = {"quit", "close_project", "open_starter"}


@contextmanager
def program_on(path: Path, qtbot: QtBot) -> Iterator[Program]:
    """The window with a project open and nothing at work."""
    hook = sys.excepthook  # show() takes it; give it back
    settings = SettingsFile()
    settings.update(annotator_id=int(ANA.id), annotator_name=ANA.name)
    program = Program(application(), settings)
    program.window.resize(1200, 800)
    program.show(path)
    qtbot.waitUntil(lambda: program.desk.document is not None, timeout=PATIENCE_MS)
    settle(program, qtbot)
    try:
        yield program
    finally:
        program.window.close()
        program.window.deleteLater()
        sys.excepthook = hook


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

    def __init__(self, look: Callable[[QWidget], object] = lambda _: None) -> None:
        """look: is handed each of them before that."""
        self._look = look
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
        self._look(waiting)
        self.met.append(waiting.objectName())
        if self.met.count(self.met[-1]) > 3:
            waiting.close()  # the test says that it had to be
        # the system gives a key to the menu that is open, whoever has the keyboard
        QTest.keyClick(menu or QApplication.focusWidget() or waiting, Qt.Key.Key_Escape)


def names(program: Program) -> list[str]:
    """Every action by its name; first those that ask something: others may leave less to ask."""
    asking = asks(program)
    found = [
        one.name
        for one in program.actions.offers()
        if one.name not in _LEAVES_THE_PROJECT and one.action not in program.actions.labels()
    ]
    return sorted(found, key=lambda name: name not in asking)


def asks(program: Program) -> set[str]:
    """The actions that say of themselves that they ask something first."""
    return {spec.name for spec in program.actions._specs.values() if spec.text.endswith("…")}
