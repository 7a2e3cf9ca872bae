"""Carries the steps out, one after the other."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import Cancelled, ExportFailed
from annotator.faults import Watch
from annotator.services.crashes.ended import reports_of_ended
from annotator.services.crashes.facts import facts
from annotator.services.folders import HOME, SETTINGS, crash_folder
from annotator.services.jobs import Job, JobContext
from annotator.services.self_test import sockets
from annotator.services.self_test.children import Child
from annotator.services.self_test.failing import as_wrong
from annotator.services.self_test.installation import own_places, temporary_folder
from annotator.services.self_test.report import Outcome, Report, Result, without_names
from annotator.services.self_test.steps import Step, Trial
from annotator.services.self_test.story import STEPS, WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from annotator.services.self_test.steps import WindowTest

_SILENCE_SECONDS = 120.0
_ROOM_BYTES = 20_000_000
"""What lies in the folder at once is an eighth of that."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    folder: where the test makes its own, None for the place of temporary files. keep: its files
    stay. window: whether the window is tried. picture: where to save one of it (PNG).
    """

    folder: Path | None = None
    keep: bool = False
    window: bool = True
    picture: Path | None = None


def self_test(wanted: Wanted, act: WindowTest) -> Job[Report]:
    """A job that tests this installation, in this process and some that it starts.

    While it works, this process takes a folder of the test's for that of settings and logs: where
    there is a window, use self_test_apart().
    The job raises ExportFailed if there is no place for its files.
    """

    def work(context: JobContext) -> Report:
        return _gathered(_test(wanted, act, context), context)

    return Job("Testing", work)


def self_test_apart(
    wanted: Wanted, act: WindowTest, on_result: Callable[[Result], object]
) -> Job[Report]:
    """The same in another process: whatever comes of it, this one goes on undisturbed.

    on_result: hears of each step when it is done, on the job's thread.
    """

    def work(context: JobContext) -> Report:
        # the folder is made here: that process may be ended before it has tidied up
        with _own_folder(wanted) as folder:
            inner = replace(wanted, folder=folder)
            log = folder / "self-test.log"
            with Child(_test, inner, act, log=log, what="does the test") as child:
                return _gathered(_heard(child, context), context, on_result)

    return Job("Testing this installation", work)


def results(trial: Trial, steps: Sequence[Step]) -> Iterator[Result]:
    """Tries one step after the other. Raises Cancelled."""
    outcomes: dict[str, Outcome] = {}
    for step in steps:
        trial.context.check_cancelled()
        result = _try(step, trial, outcomes)
        outcomes[step.name] = result.outcome
        yield result


# ------------------------------------------------------------ parts


def _test(
    wanted: Wanted, act: WindowTest, context: JobContext | None = None
) -> Iterator[Result | Report]:
    """Each result when it is there, then the report of all."""
    started = time.monotonic()
    known, places = facts(), own_places()
    found = []
    with _own_folder(wanted) as folder, _elsewhere(folder / "home"):
        trial = Trial(
            folder,
            context or JobContext(),
            act=act if wanted.window else None,
            picture=wanted.picture.absolute() if wanted.picture else None,
            places=places,
        )
        sockets.listen()
        try:
            for result in results(trial, STEPS):
                found.append(result)
                yield result
        finally:
            sockets.stop_listening()
    kept = without_names(str(folder)) if wanted.keep else ""
    yield Report(known, found, _since(started), kept)


def _gathered(
    said: Iterator[Result | Report],
    context: JobContext,
    on_result: Callable[[Result], object] = lambda _: None,
) -> Report:
    done = 0
    context.report(done, len(STEPS))
    for one in said:
        if isinstance(one, Report):
            return one
        on_result(one)
        done += 1
        context.report(done, len(STEPS))
    raise AssertionError("a test ends with its report")


def _heard(child: Child[Result | Report], context: JobContext) -> Iterator[Result | Report]:
    while (said := child.hear(context, _SILENCE_SECONDS)) is not None:
        yield said


def _try(step: Step, trial: Trial, outcomes: Mapping[str, Outcome]) -> Result:
    if step.name == WINDOW and trial.act is None:
        found = "It was not asked for."
        return Result(step.name, step.title, Outcome.SKIPPED, found=found)
    lacking = [name for name in step.needs if outcomes.get(name) is not Outcome.PASSED]
    if lacking:
        titles = " and ".join(f"“{one.title}”" for one in STEPS if one.name in lacking)
        found = f"It needs what has failed: {titles}."
        return Result(step.name, step.title, Outcome.NOT_RUN, found=found)
    started = time.monotonic()
    try:
        said = step.run(trial)
    except Cancelled:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what the test has found
        wrong = as_wrong(error)
        details = "\n".join(filter(None, (wrong.details, *_last_of_others())))
        return Result(
            step.name,
            step.title,
            Outcome.FAILED,
            _since(started),
            without_names(wrong.found),
            wrong.advice,
            without_names(details),
        )
    return Result(
        step.name,
        step.title,
        Outcome.PASSED,
        _since(started),
        without_names(said.sentence),
        figures=dict(said.figures),
    )


def _last_of_others() -> Iterator[str]:
    """What the processes of suggestions and of the memory left behind that crashed meanwhile."""
    for ending in reports_of_ended():
        yield f"The {ending.process} process crashed:"
        yield ending.report.text.strip()


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)


@contextmanager
def _own_folder(wanted: Wanted) -> Iterator[Path]:
    """A new folder, of which nothing is left unless it is to be kept."""
    place = wanted.folder or temporary_folder()
    try:
        room = shutil.disk_usage(place).free
        folder = Path(tempfile.mkdtemp(prefix="annotator-self-test-", dir=place))
    except OSError as error:
        raise ExportFailed(
            f"No folder for the test can be made in {place} ({error.strerror}); name another one"
            " with --folder."
        ) from error
    if room < _ROOM_BYTES:
        folder.rmdir()
        raise ExportFailed(
            f"There is too little room for the test on the disk of {place}: {room / 1e6:.1f} of"
            f" {_ROOM_BYTES / 1e6:.0f} MB. Make room there, or name a folder on another disk with"
            " --folder."
        )
    try:
        yield folder
    finally:
        if not wanted.keep:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _elsewhere(home: Path) -> Iterator[None]:
    """This process and those it starts keep settings, logs and reports of errors there."""
    before = {name: os.environ.pop(name, None) for name in (HOME, SETTINGS)}
    os.environ[HOME] = str(home)
    watch = Watch()
    watch.begin("self-test", crash_folder())
    try:
        yield
    finally:
        watch.end()
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
