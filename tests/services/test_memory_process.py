"""The process that works out what is learnt, for a window."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import psutil
import pytest

from annotator.domain.errors import Cancelled, ProjectError, WorkerFailed
from annotator.domain.memory import Phrase, Rule
from annotator.services import memory_process, projects
from annotator.services.jobs import JobContext
from annotator.services.memory_job import learn_job
from annotator.services.memory_process import Question, StudyProcess
from tests.factories import ANA
from tests.services.helpers import import_text
from tests.services.killing import kill
from tests.services.memory_helpers import learn, offered, reject, tag

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from pathlib import Path

    from annotator.domain.ids import DocumentId
    from annotator.services.memory import LearnReport
    from annotator.services.projects import Services

STOPPABLE = pytest.mark.skipif(
    not hasattr(signal, "SIGSTOP"), reason="the system cannot stop a process"
)
PLACE = ("Port Merrow", "LOCATION")


@pytest.fixture
def process(services: Services) -> Iterator[StudyProcess]:
    made = StudyProcess(services.path)
    yield made
    made.close()


@pytest.fixture
def first(services: Services) -> DocumentId:
    return import_text(services, "Rebels took Port Merrow.\n“We go,” said the mayor of Osby.\n")


@pytest.fixture
def second(services: Services) -> DocumentId:
    return import_text(services, "In Port Merrow, rebels met near Osby.", "2.txt")


def learn_there(services: Services, process: StudyProcess) -> LearnReport:
    return learn_job(services.project, services.changes, None, process).work(JobContext())


def go_on() -> bool:
    return False


def has_ended(number: int) -> bool:
    """Whether a process has, or does within some seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with suppress(psutil.NoSuchProcess):
            if psutil.Process(number).status() != psutil.STATUS_ZOMBIE:
                time.sleep(0.01)
                continue
        return True
    return False


def test_it_follows_tags_rejections_rules_and_undo(services, process, first, second):
    tag(services, first, "Port Merrow")
    learn_there(services, process)
    assert offered(services, second) == [PLACE]
    number = process.pid

    tag(services, first, "Osby", "ACTOR")
    learn_there(services, process)
    assert offered(services, second) == [PLACE, ("Osby", "ACTOR")]

    services.memory.set_rule([Phrase("Osby", "ACTOR")], Rule.IGNORE)
    learn_there(services, process)
    assert offered(services, second) == [PLACE]

    reject(services, "rebels", "ACTOR", 2)
    learn_there(services, process)
    assert not services.memory.is_behind()

    services.project_edits.undo()
    services.editing.undo(first)
    services.editing.undo(first)
    learn_there(services, process)
    assert offered(services, second) == []
    assert process.pid == number is not None


def test_it_leads_to_the_same_as_a_job_without_it(services, process, first, second):
    for words in ("Port Merrow", "Osby"):
        tag(services, first, words)
        learn_there(services, process)
    there = offered(services, second)
    services.editing.undo(first)
    learn(services)
    services.editing.redo(first)
    learn(services)
    assert offered(services, second) == there != []
    learn_there(services, process)
    assert offered(services, second) == there


def test_one_that_was_killed_is_started_again(services, process, first, second):
    tag(services, first, "Port Merrow")
    learn_there(services, process)
    former = process.pid
    psutil.Process(former).kill()
    services.editing.undo(first)

    learn_there(services, process)

    assert offered(services, second) == []
    assert process.pid not in {None, former}


def die(_connection: Connection[object, object], _path: Path, _idle: float) -> None:
    os._exit(3)


def test_one_that_always_dies_is_given_up(services, process, first, second, monkeypatch):
    tag(services, first, "Port Merrow")
    with monkeypatch.context() as patch:
        patch.setattr(memory_process, "_serve", die)
        with pytest.raises(WorkerFailed, match="Nothing is lost"):
            learn_there(services, process)
    assert services.memory.is_behind()
    learn_there(services, process)
    assert offered(services, second) == [PLACE]


def test_late_answers_are_dropped(services, process, first):
    third = import_text(services, "Port Merrow. " * 5_000, "3.txt")
    tag(services, first, "Port Merrow")
    learn_there(services, process)
    services.editing.undo(first)
    memory = services.project.memory
    while memory.learn_some() is not None or memory.spread_some():
        pass

    begun = process.ask(Question.PORTIONS, third, go_on)
    (portion,) = next(begun)
    begun.close()

    assert not portion.is_last
    assert list(process.ask(Question.TRAILS, None, go_on)) == [[]]
    assert list(process.ask(Question.LESSON, None, go_on)) == [None]
    learn_there(services, process)
    assert offered(services, third) == []


def test_it_ends_when_it_is_idle_and_starts_when_it_is_needed(services, first, second):
    process = StudyProcess(services.path, idle_seconds=0.1)
    try:
        tag(services, first, "Port Merrow")
        learn_there(services, process)
        former = process.pid
        assert has_ended(former)
        services.editing.undo(first)
        learn_there(services, process)
        assert offered(services, second) == []
        assert process.pid != former
    finally:
        process.close()


def test_what_nobody_waits_for_is_given_up(services, process, first):
    third = import_text(services, "Port Merrow. " * 200_000, "3.txt")
    tag(services, first, "Port Merrow")
    memory = services.project.memory
    while memory.learn_some() is not None or memory.spread_some():
        pass
    begun = time.monotonic()
    assert process.study(go_on).lesson() is None
    started = time.monotonic() - begun

    with pytest.raises(Cancelled):
        next(process.ask(Question.PORTIONS, third, lambda: True))
    begun = time.monotonic()
    assert process.study(go_on).lesson() is None
    assert time.monotonic() - begun < 2 + started


@STOPPABLE
def test_who_cancels_does_not_wait_for_it(services, process, first):
    learn_there(services, process)
    os.kill(process.pid, signal.SIGSTOP)
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        process.study(lambda: True).lesson()
    assert time.monotonic() - begun < 1
    os.kill(process.pid, signal.SIGCONT)
    assert process.study(go_on).lesson() is None


@STOPPABLE
def test_one_that_does_not_answer_is_ended_all_the_same(services, process, first):
    learn_there(services, process)
    number = process.pid
    os.kill(number, signal.SIGSTOP)
    process.close()
    assert not psutil.pid_exists(number)


def test_what_it_cannot_read_is_said(tmp_path):
    process = StudyProcess(tmp_path / "Gone.annotator")
    try:
        with pytest.raises(ProjectError, match="cannot be opened"):
            process.study(go_on).lesson()
    finally:
        process.close()


def test_closing_the_project_ends_it_and_tidies_up(services, first, second):
    tag(services, first, "Port Merrow")
    path = services.path
    services.close()
    with projects.open_project(path, ANA, in_window=True) as there:
        there.memory.learn_job().work(JobContext())
        assert offered(there, second) == [PLACE]
        child = psutil.Process(there.memory._process.pid)
    assert not child.is_running()
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system cannot kill like that")
def test_it_ends_with_the_window(services, first):
    tag(services, first, "Port Merrow")
    path = services.path
    services.close()
    code = (
        "import sys; from pathlib import Path; from annotator.services import projects\n"
        "from annotator.services.jobs import JobContext; from tests.factories import ANA\n"
        "services = projects.open_project(Path(sys.argv[1]), ANA, in_window=True)\n"
        "services.memory.learn_job().work(JobContext())\n"
        "print(services.memory._process.pid, flush=True); sys.stdin.read()\n"
    )
    (number,) = kill(code, [path], 0)
    assert has_ended(int(number))


def test_it_is_light():
    code = (
        "import sys, annotator.services.memory_process\n"
        "print(*{one.partition('.')[0] for one in sys.modules} & {'PySide6', 'spacy', 'numpy'})"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ""
