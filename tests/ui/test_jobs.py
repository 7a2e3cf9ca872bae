"""What comes from other threads arrives on the GUI thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import KnownError
from annotator.services.jobs import Job, JobContext
from annotator.ui.jobs import GuiRunner, GuiThread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def gui(qapp: object) -> GuiThread:
    return GuiThread()


@pytest.fixture
def runner(gui: GuiThread) -> Iterator[GuiRunner]:
    runner = GuiRunner(gui)
    yield runner
    runner.stop()


def test_a_function_posted_from_a_thread_is_called_here(gui: GuiThread, qtbot: QtBot):
    called: list[int] = []

    thread = threading.Thread(
        target=lambda: gui.here_or_post(lambda: called.append(threading.get_ident()))
    )
    thread.start()
    thread.join()
    assert called == []

    qtbot.waitUntil(lambda: called == [threading.get_ident()])


def test_a_function_from_here_is_called_at_once_unless_posted(gui: GuiThread, qtbot: QtBot):
    called: list[str] = []

    gui.post(lambda: called.append("posted"))
    gui.here_or_post(lambda: called.append("here"))

    assert called == ["here"]
    qtbot.waitUntil(lambda: called == ["here", "posted"])


def test_functions_are_called_in_the_order_of_their_posting(gui: GuiThread, qtbot: QtBot):
    called: list[int] = []

    def post_all() -> None:
        for number in range(100):
            gui.post(lambda number=number: called.append(number))

    thread = threading.Thread(target=post_all)
    thread.start()
    thread.join()

    qtbot.waitUntil(lambda: len(called) == 100)
    assert called == list(range(100))


def test_a_job_works_elsewhere_and_calls_back_here(runner: GuiRunner, qtbot: QtBot):
    here = threading.get_ident()
    seen: dict[str, object] = {}

    def work(context: JobContext) -> int:
        seen["worked in"] = threading.get_ident()
        context.report(1, 1)
        return 42

    runner.run(
        Job("Counting", work),
        on_done=lambda result: seen.update(result=result, done_in=threading.get_ident()),
        on_error=pytest.fail,
        on_progress=lambda step: seen.update(step=step.done, told_in=threading.get_ident()),
    )

    qtbot.waitUntil(lambda: "result" in seen)
    assert seen["worked in"] != here
    assert seen["done_in"] == seen["told_in"] == here
    assert (seen["result"], seen["step"]) == (42, 1)


def test_a_failure_arrives_here(runner: GuiRunner, qtbot: QtBot):
    errors: list[BaseException] = []

    def work(_: JobContext) -> None:
        raise KnownError("No.")

    runner.run(Job("Failing", work), on_done=pytest.fail, on_error=errors.append)

    qtbot.waitUntil(lambda: bool(errors))
    assert str(errors[0]) == "No."


def test_stopping_cancels_and_waits_and_drops_what_was_still_to_be_said(
    gui: GuiThread, runner: GuiRunner, qtbot: QtBot
):
    begun, ended = threading.Event(), threading.Event()
    said: list[object] = []

    def work(context: JobContext) -> None:
        context.report(1, 1)
        begun.set()
        try:
            while True:
                context.check_cancelled()
        finally:
            ended.set()

    job = Job("Waiting", work)
    runner.run(job, on_done=said.append, on_error=said.append, on_progress=said.append)
    assert begun.wait(5)

    runner.stop()

    assert ended.is_set()
    gui.post(lambda: said.append("later"))
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["later"]


def test_a_stopped_runner_runs_the_next_job(runner: GuiRunner, qtbot: QtBot):
    runner.stop()
    results: list[int] = []

    runner.run(Job("Counting", lambda _: 42), on_done=results.append, on_error=pytest.fail)

    qtbot.waitUntil(lambda: results == [42])
