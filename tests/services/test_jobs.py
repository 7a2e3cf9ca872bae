from __future__ import annotations

import gc
import threading
import weakref

from annotator.domain.errors import Cancelled
from annotator.services.jobs import InlineRunner, Job, JobContext, Progress, ThreadRunner


def test_progress_is_passed_on_ten_times_a_second_at_most_and_the_end_always():
    now = [0.0]
    seen: list[Progress] = []
    context = JobContext(seen.append, clock=lambda: now[0])

    for done in range(101):
        now[0] = done / 100
        context.report(done, 100)

    assert seen[-1].done == 100
    assert len(seen) <= 12


def test_failure_takes_the_same_path_as_success():
    def fail(context: JobContext) -> int:
        raise ValueError("broken")

    results, errors = [], []
    runner = InlineRunner()
    runner.run(Job("good", lambda _: 7), on_done=results.append, on_error=errors.append)
    runner.run(Job("bad", fail), on_done=results.append, on_error=errors.append)

    assert results == [7]
    assert [str(error) for error in errors] == ["broken"]


def test_a_thread_runner_cancels_what_runs_when_it_is_stopped():
    started = threading.Event()
    errors: list[BaseException] = []

    def work(context: JobContext) -> None:
        started.set()
        while True:
            context.check_cancelled()

    runner = ThreadRunner()
    runner.run(Job("endless", work), on_done=lambda _: None, on_error=errors.append)
    assert started.wait(5)
    runner.stop()

    assert isinstance(errors[0], Cancelled)


def paused_job() -> tuple[JobContext, threading.Thread, list[str]]:
    """A job that waits, since it was paused before it began."""
    context = JobContext()
    context.pause()
    ends: list[str] = []

    def work() -> None:
        context.wait_while_paused()
        ends.append("stopped" if context.is_cancelled else "went on")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(0.05)
    assert thread.is_alive()
    assert context.is_paused
    return context, thread, ends


def test_a_paused_job_waits_until_it_may_go_on():
    context, thread, ends = paused_job()

    context.resume()
    thread.join(5)

    assert ends == ["went on"]


def test_a_paused_job_can_be_stopped():
    context, thread, ends = paused_job()

    context.cancel()
    thread.join(5)

    assert ends == ["stopped"]
    assert not context.is_paused


def test_a_job_that_is_to_stop_does_not_wait():
    context = JobContext()
    context.cancel()
    context.pause()

    context.wait_while_paused()

    assert not context.is_paused


def test_a_thread_runner_that_is_stopped_ends_paused_jobs():
    ended = threading.Event()

    def work(context: JobContext) -> None:
        context.wait_while_paused()
        ended.set()

    runner = ThreadRunner()
    handle = runner.run(Job("waiting", work), on_done=lambda _: None, on_error=lambda _: None)
    handle.pause()
    runner.stop()

    assert ended.is_set()


def test_nothing_is_held_of_a_job_that_has_ended():
    runner, ended = ThreadRunner(), threading.Event()
    job = Job("Test", lambda _: None)
    first = weakref.ref(runner.run(job, on_done=lambda _: ended.set(), on_error=lambda _: None))
    assert ended.wait(10)
    for thread in threading.enumerate():
        if thread.name == "Test":
            thread.join(10)

    runner.run(job, on_done=lambda _: None, on_error=lambda _: None)

    gc.collect()
    assert first() is None
    runner.stop()
