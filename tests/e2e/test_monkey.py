"""Anything at all is done in the real window, in any order: nothing breaks, all agrees."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from annotator.services import projects
from annotator.services.settings import SettingsFile
from annotator.ui.application import application
from annotator.ui.program import Program
from tests.e2e.monkey import Monkey
from tests.factories import ANA
from tests.services.helpers import import_text, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from pytestqt.qtbot import QtBot

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
STEPS = int(os.environ.get("MONKEY_STEPS", "1000" if SOAK else "120"))
SEEDS = range(12 if SOAK else 1)
TEXTS = (
    "Homs, Monday 😀\n\n“We won't go,” said Nadia O'Neill of HTS in Homs. HTS agreed.\n\n"
    "Mr. Ek claimed that Homs had been left. قال الرئيس إن المحادثات توقفت.",
    "A short one.\nHTS left Homs. Nadia O'Neill stayed.",
    "Damascus\n\n" + "\n\n".join(f"Paragraph {number}: HTS saw Homs." for number in range(60)),
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        for number, text in enumerate(TEXTS):
            document_id = import_text(services, text, f"{number}.txt")
            suggest(services, document_id, ("HTS", "ACTOR"), ("Homs", "LOCATION"))
    return path


@pytest.fixture
def program(
    qapp: object, monkeypatch: pytest.MonkeyPatch, project: Path, qtbot: QtBot
) -> Iterator[Program]:
    """The real window with the project open and no suggester at work any more."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # show() takes it; give it back
    program = Program(application(), SettingsFile())
    program.show(project)
    qtbot.waitUntil(lambda: program.workbench.services is not None, timeout=30_000)
    qtbot.waitUntil(lambda: not program.window.jobs.is_busy, timeout=30_000)
    yield program
    program.window.close()
    program.window.deleteLater()


class Watch:
    """What was raised or logged that should not have been."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self._caplog = caplog
        self.raised: list[BaseException] = []

    def on_exception(
        self, _: type[BaseException], error: BaseException, __: TracebackType | None
    ) -> None:
        self.raised.append(error)

    def check(self) -> None:
        if self.raised:
            raise self.raised[0]
        bad = [
            one
            for one in self._caplog.records
            if one.name.startswith("annotator")
            and (one.levelno >= logging.WARNING or one.getMessage().startswith("edit conflict"))
        ]
        for one in bad:
            if one.exc_info and one.exc_info[1]:
                raise one.exc_info[1]
        assert not bad, bad[0].getMessage()


@pytest.mark.timeout(1_800 if SOAK else 180)
@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_hands_do_the_window_shows_what_is_stored(
    program: Program, seed: int, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, "annotator")
    watch = Watch(caplog)
    monkeypatch.setattr(sys, "excepthook", watch.on_exception)
    monkey = Monkey(program, seed, hurried=SOAK)
    try:
        for _ in range(STEPS):
            monkey.step()
            watch.check()
            if not program.window.jobs.is_busy:
                all_agrees(program)
        assert program.workbench.services is not None
        assert program.workbench.services.project.check() == []
    except BaseException:
        print("\n".join(f"{number} {line}" for number, line in enumerate(monkey.journal)))  # noqa: T201
        raise
    finally:
        monkey.stop()


def all_agrees(program: Program) -> None:
    """View, desk, menus, headline and hint say what the project says."""
    services, desk, window = program.workbench.services, program.desk, program.window
    assert services is not None
    document = desk.document
    shown = list(window.view.marks())
    stored = services.browsing.marks(document.id) if document else []
    page = window.drawer.page
    if page is not None and page.objectName() == "decide_page":  # it shows what it would decide
        stored = [one for one in stored if one in shown or not one.is_suggestion]
    assert shown == stored, f"{set(shown) - set(stored)} {set(stored) - set(shown)}"
    current = desk.current
    assert window.view.current_mark() == current
    assert current is None or current in shown
    status = desk.history_status()
    assert status == (services.project.history_status(document.id) if document else status)
    for name, verb in (("undo", status.undo_verb), ("redo", status.redo_verb)):
        assert program.actions[name].isEnabled() == (verb is not None), name
        assert (verb or "") in program.actions[name].text()
    scheme = services.project.scheme()
    assert [one.text() for one in program.actions.labels()] == list(scheme.names())
    assert program.actions["done"].isEnabled() == (document is not None)
    assert program.actions["reject"].isEnabled() == (current is not None)
    hint = window.hint.text()
    assert bool(hint) == (document is not None)
    title = find(window, "article_title")
    if document is not None:
        assert title.text() == services.browsing.info(document.id).metadata.title


def find(window: QWidget, name: str) -> QLabel:
    found = window.findChild(QLabel, name)
    assert found is not None, name
    return found
