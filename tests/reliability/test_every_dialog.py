"""Whatever an action opens can be left with Escape: nothing has changed, and work goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.ids import DocumentId
from annotator.domain.span import Span
from annotator.services import projects
from tests.factories import ANA
from tests.reliability.every_action import (
    PATIENCE_MS,
    Escaping,
    asks,
    begin,
    keyboard,
    names,
    program_on,
    services_of,
    settle,
    windows,
)
from tests.reliability.file_locks import IN_USE, LOCKS, locks_on, openings_of
from tests.services.helpers import import_text
from tests.services.whole_project import Whole, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.program import Program

_LEADS_BACK_TO = {"batch": "articles", "save_filter": "article_filter"}
"""What has the keyboard afterwards where it is not the article: whence one comes to these."""
_TEXT = "“We had no choice,” said Maria Lindqvist, the mayor, in Paris.\nLindqvist left Paris.\n"


@pytest.fixture
def program(
    qapp: object, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """The window on two annotated articles; the project lies where files are asked for."""
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path))
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        for number in range(2):
            document_id = import_text(services, f"{_TEXT}Edition {number}.", f"{number}.txt")
            services.editing.add(document_id, Span(25, 40), "ACTOR")
    with program_on(path, qtbot) as opened:
        yield opened


def stored(program: Program) -> Whole:
    services = services_of(program)
    return whole(services, [DocumentId(one) for one in services.project.article_ids()])


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


def test_escape_leaves_everything_that_an_action_opens(program: Program, qtbot: QtBot):
    opened: set[str] = set()
    problems: list[str] = []
    path = services_of(program).path
    with openings_of(path) as openings:
        for name in names(program):
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
