"""Hours of work in the real window: memory, handles and what an edit costs do not grow.

What is asserted are ratios of the end to the beginning, never times.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psutil
import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.ids import DocumentId
from annotator.services import projects
from annotator.services.settings import SettingsFile
from annotator.ui.application import application
from annotator.ui.program import Program
from tests.factories import ANA
from tests.services.helpers import import_text, suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="it counts handles")

ARTICLES = 20
PARAGRAPH = "“We won't go,” said Nadia O'Neill of HTS in Homs. HTS agreed with Mr. Ek of Homs.\n\n"
_LETTERS = "alqc"
_PER_ARTICLE = 25
"""Edits before another article is opened."""


class Held(NamedTuple):
    """What the process holds. memory: resident bytes. objects: of Python; widgets: of Qt, all."""

    memory: int
    handles: int
    threads: int
    objects: int
    widgets: int


class LongRun:
    """Edits, and measures itself. costs: of each edit, in seconds of this process's CPU."""

    def __init__(self, program: Program, seed: int) -> None:
        self.program = program
        self.view = program.window.view
        self.costs: list[float] = []
        self.samples: list[Held] = []
        self.switches = 0
        self._random = random.Random(seed)
        self._undoable = 0

    def run(self, edits: int, *, suggesting_every: int) -> None:
        """Edits so often. Every so often a new article comes, for which suggestions are sought."""
        for number in range(edits):
            if number % _PER_ARTICLE == 0:
                self._switch()
            if suggesting_every and number % suggesting_every == suggesting_every - 1:
                self._bring_an_article(number)
            if number % max(1, edits // 20) == 0:
                self.sample()
            self._edit()
        self.sample()

    def sample(self) -> None:
        """Notes what is held, when nothing works in the background."""
        self.settle()
        gc.collect()
        self.samples.append(
            Held(
                psutil.Process().memory_info().rss,
                len(list(Path("/proc/self/fd").iterdir())),
                threading.active_count(),
                len(gc.get_objects()),
                sum(1 + len(one.findChildren(QObject)) for one in QApplication.topLevelWidgets()),
            )
        )

    def settle(self) -> None:
        """Until no job runs and nothing waits to be shown."""
        patience = time.monotonic() + 120
        while self.program.window.jobs.is_busy:
            QTest.qWait(5)
            assert time.monotonic() < patience, "a job does not end"
        for _ in range(5):
            QApplication.processEvents()

    def _switch(self) -> None:
        services = self.program.workbench.services
        assert services is not None
        chosen = self._random.choice(list(services.project.article_ids())[:ARTICLES])
        self.program.queue.open_article(DocumentId(chosen))
        QApplication.processEvents()
        self.switches += 1
        self._undoable = 0

    def _bring_an_article(self, number: int) -> None:
        services = self.program.workbench.services
        assert services is not None
        import_text(services, f"{PARAGRAPH}Number {number}.", f"new {number}.txt")
        self.program.actions["suggest"].trigger()

    def _edit(self) -> None:
        """A label on some words, or, half of the time, an undo: no article fills up."""
        if self._undoable and self._random.random() < 0.52:
            self._undoable -= 1
            self._cost(lambda: self.program.actions["undo"].trigger())
            return
        QTest.keyClick(self.view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for _ in range(self._random.randint(0, 3)):
            QTest.keyClick(self.view, Qt.Key.Key_Down)
        for _ in range(self._random.randint(1, 8)):
            QTest.keyClick(self.view, Qt.Key.Key_Right)
        for _ in range(self._random.randint(2, 5)):
            QTest.keyClick(self.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        self._cost(lambda: QTest.keyClicks(self.view, self._random.choice(_LETTERS)))
        self._undoable += 1

    def _cost(self, gesture: object) -> None:
        begun = time.thread_time()
        gesture()  # type: ignore[operator]
        QApplication.processEvents()
        self.costs.append(time.thread_time() - begun)


@pytest.fixture
def program(
    qapp: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> Iterator[Program]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # show() takes it; give it back
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        for number in range(ARTICLES):
            document_id = import_text(services, f"{PARAGRAPH * 3}{number}", f"{number}.txt")
            suggest(services, document_id, ("HTS", "ACTOR"), ("Homs", "LOCATION"))
    program = Program(application(), SettingsFile())
    program.show(path)
    qtbot.waitUntil(lambda: program.workbench.services is not None, timeout=30_000)
    qtbot.waitUntil(lambda: not program.window.jobs.is_busy, timeout=60_000)
    yield program
    program.window.close()
    program.window.deleteLater()


def told(run: LongRun, first: Held, last: Held) -> str:
    """The figures, for docs/reliability.md."""
    tenth = len(run.costs) // 10
    costs = (
        f"p50 {_centile(one, 50) * 1000:.2f} p95 {_centile(one, 95) * 1000:.2f} ms"
        for one in (run.costs[:tenth], run.costs[-tenth:])
    )
    return (
        f"long run: {len(run.costs):,} edits, {run.switches:,} switches;"
        f" {first.memory >> 20} to {last.memory >> 20} MB, handles {first.handles} to"
        f" {last.handles}, threads {first.threads} to {last.threads}, objects {first.objects:,} to"
        f" {last.objects:,}, of Qt {first.widgets:,} to {last.widgets:,}; an edit"
        f" {' to '.join(costs)}"
    )


def _centile(costs: Sequence[float], percent: int) -> float:
    return statistics.quantiles(costs, n=100)[percent - 1]


def check_growth(first: Held, last: Held, articles: int = 0) -> None:
    """Handles, threads and objects are as many as they were, but for caches.

    articles: so many came meanwhile, which the list remembers a line of.
    """
    assert last.handles <= first.handles + 12  # four connections that are kept, of three files
    assert last.threads <= first.threads + 1
    assert last.widgets <= first.widgets * 1.05 + 20
    assert last.objects <= first.objects * 1.10 + 500 + 8 * articles


@pytest.mark.timeout(180)
def test_handles_and_objects_do_not_grow(program: Program, tell: Callable[[str], None]) -> None:
    run = LongRun(program, 7)

    run.run(int(os.environ.get("ANNOTATOR_EDITS", "300")), suggesting_every=0)

    first, last = run.samples[4], run.samples[-1]
    tell(told(run, first, last))
    assert run.switches >= 12
    check_growth(first, last)
    services = program.workbench.services
    assert services is not None
    assert services.project.check() == []
    made = sum(len(services.project.history(DocumentId(one))) for one in _articles(program))
    assert made > len(run.costs) * 0.8, "most gestures were edits"


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_eight_hours_of_work_leave_the_program_as_quick_and_as_small(
    program: Program, tell: Callable[[str], None]
) -> None:
    edits = int(os.environ.get("ANNOTATOR_SOAK_EDITS", "50000"))
    run = LongRun(program, random.SystemRandom().randrange(1 << 30))

    every = max(100, edits // 500)
    run.run(edits, suggesting_every=every)

    first, last = run.samples[2], run.samples[-1]
    tell(told(run, first, last))
    check_growth(first, last, edits // every)
    assert last.memory <= first.memory * 1.25
    tenth = edits // 10
    for percent, most in ((50, 1.5), (95, 2.0)):
        before, after = (_centile(one, percent) for one in (run.costs[:tenth], run.costs[-tenth:]))
        assert after <= before * most, f"p{percent}"
    services = program.workbench.services
    assert services is not None
    assert services.project.check() == []


def _articles(program: Program) -> list[int]:
    services = program.workbench.services
    assert services is not None
    return list(services.project.article_ids())
