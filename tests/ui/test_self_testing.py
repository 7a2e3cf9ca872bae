"""The entry of the Help menu: a test beside the work."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from annotator.services import projects
from annotator.services.jobs import Job, JobContext
from annotator.services.self_test import run
from annotator.services.settings import SettingsFile
from annotator.ui.application import application
from annotator.ui.program import Program
from tests.factories import ANA
from tests.services.helpers import import_text
from tests.ui.self_test.helpers import PASSED, make_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.services.self_test.report import Report, Result

PATIENCE_MS = 120_000


@pytest.fixture
def program(
    qapp: object, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> Iterator[Program]:
    """The window on a project of one article."""
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        import_text(services, "Maria Lindqvist was in Paris.\n")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # show() takes it; give it back
    monkeypatch.setattr("annotator.ui.parts.suggestion_runs.SuggestionRuns.suggest", lambda _: None)
    program = Program(application(), SettingsFile())
    program.show(path)
    qtbot.waitUntil(lambda: program.desk.document is not None)
    yield program
    program.window.close()
    program.window.deleteLater()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test passes at once."""

    def passing(_: object, __: object, on_result: Callable[[Result], object]) -> Job[Report]:
        def work(context: JobContext) -> Report:
            for number, result in enumerate(PASSED, 1):
                on_result(result)
                context.report(number, len(PASSED))
            return make_report(*PASSED)

        return Job("Testing this installation", work)

    monkeypatch.setattr(run, "self_test_apart", passing)


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test goes on until it is stopped."""

    def waiting(*_: Any) -> Job[Report]:
        def work(context: JobContext) -> Report:
            context.report(0, len(PASSED))
            while True:
                context.check_cancelled()

        return Job("Testing this installation", work)

    monkeypatch.setattr(run, "self_test_apart", waiting)


def dialog_of(program: Program) -> QDialog:
    dialog = program.window.findChild(QDialog, "self_test_dialog")
    assert dialog is not None
    return dialog


def summary(program: Program) -> str:
    return dialog_of(program).findChild(QLabel, "self_test_summary").text()


def test_it_opens_from_the_menu_and_reports(program: Program, quick: None, qtbot: QtBot):
    program.actions["self_test"].trigger()

    assert dialog_of(program).isVisible()
    assert not dialog_of(program).isModal()
    qtbot.waitUntil(lambda: summary(program).startswith("All is well"))
    assert not program.window.jobs.is_busy


def test_once_more_it_runs_again(program: Program, quick: None, qtbot: QtBot):
    program.actions["self_test"].trigger()
    qtbot.waitUntil(lambda: summary(program).startswith("All is well"))

    dialog_of(program).findChild(QPushButton, "self_test_again").click()
    assert summary(program).startswith("Testing")
    qtbot.waitUntil(lambda: summary(program).startswith("All is well"))


def test_it_ends_when_nobody_looks(program: Program, endless: None, qtbot: QtBot):
    program.actions["self_test"].trigger()
    qtbot.waitUntil(lambda: program.window.jobs.is_busy)

    dialog_of(program).close()

    qtbot.waitUntil(lambda: not program.window.jobs.is_busy)
    assert summary(program) == "The test was stopped."


def test_it_ends_with_the_project(program: Program, endless: None, qtbot: QtBot):
    program.actions["self_test"].trigger()
    program.actions["close_project"].trigger()

    assert summary(program) == "The test was stopped."
    assert not program.window.jobs.is_busy


def test_the_real_test_leaves_the_open_project_alone(
    program: Program, qtbot: QtBot, own_settings: Path
):
    services = program.workbench.services
    assert services is not None
    before = services.browsing.statistics(), services.project.newest_change()

    program.actions["self_test"].trigger()
    qtbot.waitUntil(lambda: not summary(program).startswith("Testing"), timeout=PATIENCE_MS)

    assert summary(program).startswith("All is well: 8 of 8 steps passed")
    assert program.workbench.services is services
    assert (services.browsing.statistics(), services.project.newest_change()) == before
    assert SettingsFile().value.recent == (str(services.path),)
    assert sorted(one.name for one in own_settings.iterdir()) == ["settings.json"]
