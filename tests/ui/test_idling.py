"""What the window does while nobody types."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

import pytest

from annotator.services import projects
from annotator.services.settings import SettingsFile
from annotator.ui.application import application
from annotator.ui.program import Program
from tests.factories import ANA
from tests.services.helpers import import_text
from tests.ui.conftest import SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.services.projects import Services

PATIENCE_MS = 30_000


@pytest.fixture
def program(
    qapp: object, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> Iterator[Program]:
    """The window on a project with one article."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # show() takes it; give it back
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA, scheme=SCHEME) as services:
        import_text(services, "Maria Lindqvist was in Paris.")
    program = Program(application(), SettingsFile())
    program.show(path)
    qtbot.waitUntil(lambda: program.desk.document is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not program.window.jobs.is_busy, timeout=PATIENCE_MS)
    yield program
    program.window.close()
    program.window.deleteLater()


def services_of(program: Program) -> Services:
    assert program.workbench.services is not None
    return program.workbench.services


def test_in_a_pause_after_many_edits_the_file_is_brought_up_to_date(program: Program, qtbot: QtBot):
    services = services_of(program)
    services.project.fold()
    for _ in range(30):
        program.desk.label("ACTOR")
        program.desk.undo()
    assert services.housekeeping.is_due

    qtbot.waitUntil(lambda: not services.housekeeping.is_due, timeout=PATIENCE_MS)


def test_a_while_after_opening_all_is_warm(program: Program, qtbot: QtBot):
    services = services_of(program)

    def is_warm() -> bool:
        return next(services.housekeeping.warm_up(), "warm") == "warm"

    qtbot.waitUntil(is_warm, timeout=PATIENCE_MS)


def test_cycles_are_looked_for_between_keys(program: Program, qtbot: QtBot):
    kept = [[number] for number in range(20_000)]
    assert gc.get_count()[0] > len(kept) / 2

    program.desk.label("ACTOR")

    qtbot.waitUntil(lambda: gc.get_count()[0] < len(kept) / 2, timeout=PATIENCE_MS)
