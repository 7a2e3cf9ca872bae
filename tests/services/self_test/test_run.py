"""How steps are carried out, whatever they are."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from annotator.background import how_it_ended
from annotator.domain.errors import Cancelled, ExportFailed, KnownError, WorkerFailed
from annotator.services import folders
from annotator.services.jobs import JobContext, Progress
from annotator.services.self_test import run
from annotator.services.self_test.report import Outcome
from annotator.services.self_test.run import Wanted, results, self_test, self_test_apart
from annotator.services.self_test.steps import Found, Step, Trial, Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from annotator.services.self_test.steps import WindowFindings, WindowTask


def fine(trial: Trial) -> Found:
    (trial.folder / "written").touch()
    return Found("It is fine.", {"count": 3})


def failing(error: Exception) -> Callable[[Trial], Found]:
    def fail(_: Trial) -> Found:
        raise error

    return fail


def no_window(_: WindowTask) -> Iterator[WindowFindings]:
    raise AssertionError("nobody asked for it")


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    return Trial(tmp_path, JobContext(), act=no_window)


def test_a_step_that_passes_says_what_it_found(trial: Trial):
    (result,) = results(trial, [Step("one", "One", fine)])

    assert (result.name, result.title, result.outcome) == ("one", "One", Outcome.PASSED)
    assert (result.found, dict(result.figures)) == ("It is fine.", {"count": 3})


def test_a_step_is_not_run_if_one_that_it_needs_has_failed(trial: Trial):
    steps = [
        Step("model", "The model", failing(Wrong("It is gone.", "Fetch it.", "trace"))),
        Step("project", "A project", fine, ("model",)),
        Step("exports", "Exports", fine, ("project",)),
        Step("offline", "No network", fine),
    ]

    found = list(results(trial, steps))

    assert [one.outcome.value for one in found] == ["failed", "not run", "not run", "passed"]
    assert (found[0].found, found[0].advice, found[0].details) == (
        "It is gone.",
        "Fetch it.",
        "trace",
    )


def test_what_the_program_refuses_is_told_in_its_own_words(trial: Trial):
    (result,) = results(trial, [Step("one", "One", failing(KnownError("The disk is full.")))])

    assert (result.outcome, result.found) == (Outcome.FAILED, "The disk is full.")
    assert result.advice


def test_a_bug_is_told_without_what_it_quotes(trial: Trial):
    error = ValueError("Maria Lindqvist said so")

    (result,) = results(trial, [Step("one", "One", failing(error))])

    assert result.found == "An error of the program is in the way (ValueError)."
    assert "ValueError" in result.details
    assert "test_run.py" in result.details
    assert "Maria" not in result.found + result.advice + result.details


def test_the_window_is_left_out_if_nobody_wants_it(trial: Trial):
    trial.act = None

    (result,) = results(trial, [Step("window", "The window", failing(ValueError()))])

    assert result.outcome is Outcome.SKIPPED


def test_a_cancel_ends_it_between_two_steps(trial: Trial):
    trial.context.cancel()

    with pytest.raises(Cancelled):
        list(results(trial, [Step("one", "One", fine)]))


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The test consists of one step, which notes where the program would write."""
    seen: list[Path] = []

    def look(trial: Trial) -> Found:
        fine(trial)
        seen.extend((trial.folder, folders.settings_file(), folders.crash_folder()))
        return Found("Seen.")

    monkeypatch.setattr(run, "STEPS", (Step("one", "One", look),))
    return seen


def test_all_is_written_in_a_folder_that_goes(short: list[Path], tmp_path: Path):
    before = dict(os.environ)

    report = self_test(Wanted(folder=tmp_path, window=False), no_window).work(JobContext())

    folder, settings, crashes = short
    assert report.is_ok
    assert folder.parent == tmp_path
    assert settings.is_relative_to(folder)
    assert crashes.is_relative_to(folder)
    assert list(tmp_path.iterdir()) == []
    assert report.kept == ""
    assert dict(os.environ) == before


def test_the_folder_stays_if_that_is_wanted(short: list[Path], tmp_path: Path):
    wanted = Wanted(folder=tmp_path, keep=True, window=False)

    report = self_test(wanted, no_window).work(JobContext())

    (folder,) = tmp_path.iterdir()
    assert (folder / "written").is_file()
    assert report.kept == str(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_how_a_process_crashed_that_a_step_needs_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    code = (
        "import os, signal; from annotator import faults\n"
        "faults.join('suggestion'); os.kill(os.getpid(), signal.SIGSEGV)"
    )

    def crash(_: Trial) -> Found:
        done = subprocess.run([sys.executable, "-c", code], check=False)
        raise WorkerFailed(f"It ended ({how_it_ended(done.returncode)}).")

    monkeypatch.setattr(run, "STEPS", (Step("one", "One", crash), Step("two", "Two", fine)))

    report = self_test(Wanted(folder=tmp_path, window=False), no_window).work(JobContext())

    one, two = report.results
    assert one.found == "It ended (signal SIGSEGV)."
    assert one.details.startswith("The suggestion process crashed:")
    assert "Fatal Python error: Segmentation fault" in one.details
    assert two.outcome is Outcome.PASSED


def test_progress_counts_the_steps(short: list[Path], tmp_path: Path):
    seen: list[Progress] = []

    self_test(Wanted(folder=tmp_path, window=False), no_window).work(JobContext(seen.append))

    assert (seen[-1].done, seen[-1].total) == (1, 1)


def test_where_no_folder_can_be_made_it_says_so(tmp_path: Path):
    file = tmp_path / "file"
    file.touch()

    with pytest.raises(ExportFailed, match="No folder for the test can be made in"):
        self_test(Wanted(folder=file), no_window).work(JobContext())


def test_where_there_is_too_little_room_it_says_so(
    short: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(run.shutil, "disk_usage", lambda _: usage._replace(free=2_500_000))

    with pytest.raises(ExportFailed, match=r"too little room .*: 2\.5 of 20 MB\. Make room"):
        self_test(Wanted(folder=tmp_path, window=False), no_window).work(JobContext())

    assert list(tmp_path.iterdir()) == []
    assert short == []


def test_apart_from_a_window_it_can_be_stopped_and_leaves_nothing(tmp_path: Path):
    context = JobContext()

    def stop(_: object) -> None:
        context.cancel()

    job = self_test_apart(Wanted(folder=tmp_path, window=False), no_window, stop)
    with pytest.raises(Cancelled):
        job.work(context)

    assert list(tmp_path.iterdir()) == []
