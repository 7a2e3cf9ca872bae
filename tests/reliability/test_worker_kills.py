"""The processes that work for the window are killed at any moment: the work is done all the same.

Reading costs the file that it was at; suggesting and learning cost nothing.
"""

from __future__ import annotations

import os
import random
import secrets
import signal
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import WorkerFailed
from annotator.domain.exchange import Problem
from annotator.domain.span import Span
from annotator.services import projects
from annotator.services.jobs import JobContext
from annotator.services.reading import ProcessReader, ReadRequest, Source
from tests.factories import ANA, make_scheme
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from annotator.services.projects import Services

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "SIGKILL"), reason="the system cannot kill like that"
)

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
KILLS = 100 if SOAK else 4
"""Of each kind of process."""
ARTICLES = 12
QUOTED = "“Yes,” said Nadia O'Neill of HTS in Homs. " * 20
LONGEST_LIFE_S = 0.6
"""A process that suggests without a pipeline, or that learns, is up after half of that."""


class Killer(threading.Thread):
    """Kills whichever process there is, after a random time, so often; counts them."""

    def __init__(self, pid: Callable[[], int | None], hazard: random.Random, kills: int) -> None:
        super().__init__(name="killer")
        self._pid, self._hazard, self._kills = pid, hazard, kills
        self._is_over = threading.Event()
        self.killed = 0

    @property
    def is_done(self) -> bool:
        return self.killed == self._kills

    def run(self) -> None:
        last = None
        while not self.is_done and not self._is_over.wait(0.001):
            pid = self._of_the_living()
            if pid is None or pid == last:
                continue
            last = pid
            if self._is_over.wait(self._hazard.uniform(0, LONGEST_LIFE_S)):
                return
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            self.killed += 1

    def stop(self) -> None:
        self._is_over.set()
        self.join()

    def _of_the_living(self) -> int | None:
        try:
            return self._pid()
        except ValueError:  # it is being buried
            return None


@contextmanager
def killing(pid: Callable[[], int | None], hazard: random.Random, kills: int) -> Iterator[Killer]:
    killer = Killer(pid, hazard, kills)
    killer.start()
    try:
        yield killer
    finally:
        killer.stop()


@pytest.fixture
def hazard() -> random.Random:
    seed = os.environ.get("ANNOTATOR_SEED", secrets.token_hex(4))
    print(f"seed {seed}")  # noqa: T201 - shown when it fails
    return random.Random(seed)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    path = tmp_path / "Storm.annotator"
    projects.create_project(path, ANA, scheme=make_scheme()).close()
    names = ("rules.quotes.v1",)  # needs no pipeline, so its process starts fast
    with projects.open_project(path, ANA, suggesters=names, in_window=True) as services:
        yield services


def test_a_reading_process_that_is_killed_costs_its_file_alone(hazard: random.Random) -> None:
    reader = ProcessReader()
    read = lost = 0
    for number in range(2 * KILLS):
        waits = hazard.randint(1, 6) if number % 2 else 10**9
        left = iter(range(waits))

        def kill_some_time() -> bool:
            if next(left, None) is None and reader.pid:  # noqa: B023 - called in this round only
                os.kill(reader.pid, signal.SIGKILL)
            return False

        text = f"{QUOTED * 200}{number}"
        source = Source(text.encode(), f"{number}.txt")
        for reading in reader.read(ReadRequest(source), kill_some_time):
            for item in reading.items:
                if isinstance(item, Problem):
                    lost += 1
                    assert "Leave it out" in item.sentence
                else:
                    read += 1
                    assert item.text == text
    reader.close()
    assert read + lost == 2 * KILLS
    assert read >= KILLS


def test_suggestions_come_although_their_process_is_killed_again_and_again(
    services: Services, hazard: random.Random
) -> None:
    ids = [import_text(services, f"{QUOTED * 20}{n}", f"{n}.txt") for n in range(ARTICLES)]
    suggesting, project = services.suggesting, services.project
    process = suggesting._take()
    suggesting._keep(process)  # the one that the runs will use
    with killing(lambda: process.pid, hazard, KILLS) as killer:
        while not killer.is_done:
            due = sum(not project.suggestions(one) for one in ids)
            with suppress(WorkerFailed):  # five in a row before anything was asked of it
                report = suggesting.job().work(JobContext())
                assert report.articles + len(report.failures) == due
            ids.append(import_text(services, f"{QUOTED * 20}{len(ids)}", f"{len(ids)}.txt"))

    assert suggesting.job().work(JobContext()).failures == {}
    found = [[one.span for one in project.suggestions(one)] for one in ids]
    assert len(found[0]) == 20 * 20
    assert found == [found[0]] * len(ids)
    assert project.check() == []


def test_what_was_not_learnt_when_its_process_was_killed_is_learnt_later(
    services: Services, hazard: random.Random
) -> None:
    text = "Port Merrow lies there. "
    ids = [import_text(services, f"{text}{n}", f"{n}.txt") for n in range(10 * KILLS)]
    process = services.memory._process
    assert process is not None
    tagged = 0
    with killing(lambda: process.pid, hazard, KILLS) as killer:
        while not killer.is_done:
            if tagged < len(ids):
                services.editing.add(ids[tagged], Span(0, 11), "LOCATION")
                tagged += 1
            else:
                services.editing.undo(ids[tagged - 1])
                tagged -= 1
            with suppress(WorkerFailed):
                services.memory.learn_job().work(JobContext())

    services.memory.learn_job().work(JobContext())
    assert not services.memory.is_behind()
    (row,) = services.memory.table().rows
    assert (row.phrase.text, row.tagged) == ("Port Merrow", tagged)
    assert services.project.check() == []
