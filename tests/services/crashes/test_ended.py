"""Processes that die without Python hearing of it leave word."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.faults import HEAD_BYTES, Watch
from annotator.services.crashes.ended import reports_of_ended
from annotator.services.crashes.reports import reports

ROOT = Path(__file__).resolve().parents[3]
MARK = "Minister-Zanzibar"

_PARENT = """
import faulthandler, multiprocessing, os, signal, sys
from pathlib import Path
from annotator import faults

def die(text, how):
    if how == "segfault":
        faulthandler._sigsegv()
    elif how == "abort":
        os.abort()
    elif how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif how == "end":
        watch.end()

def child(text, how):
    faults.join("suggestion")
    die(text, how)

if __name__ == "__main__":
    folder, where, how, text = sys.argv[1:]
    watch = faults.Watch()
    watch.note("open_project")
    watch.begin("window", Path(folder))
    watch.note("accept")
    if where == "window":
        die(text, how)
    else:
        process = multiprocessing.get_context("spawn").Process(target=child, args=(text, how))
        process.start()
        process.join()
        watch.end()
"""


def run(folder: Path, where: str, how: str) -> int:
    script = folder.parent / "parent.py"
    script.write_text(_PARENT)
    done = subprocess.run(
        [sys.executable, str(script), str(folder), where, how, MARK],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "reports"


@pytest.mark.parametrize(("how", "said"), [("segfault", "Segmentation fault"), ("abort", "Abort")])
def test_a_hard_end_of_the_window_is_reported_once(folder: Path, how: str, said: str):
    assert run(folder, "window", how) != 0

    (ending,) = reports_of_ended(folder)
    text = ending.report.text

    assert ending.process == "window"
    assert reports(folder) == [ending.report.path]
    assert f"Fatal Python error: {said}" in text
    assert "  parent.py:" in text
    assert " in die" in text
    assert "open_project, accept" in text
    assert MARK not in text
    assert str(folder.parent) not in text
    assert reports_of_ended(folder) == []
    assert list(folder.iterdir()) == [ending.report.path]


def test_a_hard_end_of_a_process_that_was_started_is_reported(folder: Path):
    assert run(folder, "child", "segfault") == 0

    (ending,) = reports_of_ended(folder, of_window=False)

    assert ending.process == "suggestion"
    assert "the suggestion process" in ending.report.text
    assert " in child" in ending.report.text


@pytest.mark.parametrize("how", ["kill", "end"])
def test_who_is_killed_or_ends_well_has_nothing_to_report(folder: Path, how: str):
    run(folder, "window", how)

    assert reports_of_ended(folder) == []
    assert list(folder.iterdir()) == []


def test_a_process_that_runs_is_left_alone(folder: Path):
    watch = Watch()
    watch.begin("window", folder)
    (path,) = folder.iterdir()
    with path.open("ab") as file:
        file.write(b"Fatal Python error: not yet\n")

    assert reports_of_ended(folder) == []
    assert path.exists()
    watch.end()
    assert list(folder.iterdir()) == []


def test_the_window_of_another_process_is_not_told_of_as_one_ends(folder: Path):
    run(folder, "window", "segfault")

    assert reports_of_ended(folder, of_window=False) == []
    assert len(reports_of_ended(folder)) == 1


def test_a_folder_that_is_not_there_or_holds_nonsense_is_no_failure(folder: Path):
    assert reports_of_ended(folder) == []
    folder.mkdir()
    (folder / "window-1.running").write_bytes(os.urandom(HEAD_BYTES * 2))
    (folder / "window-2.running").touch()
    (folder / "window-3.running").mkdir()

    assert reports_of_ended(folder) == []
    assert [one.name for one in folder.iterdir()] == ["window-3.running"]


def test_a_folder_that_cannot_be_made_costs_only_the_word(tmp_path: Path):
    (tmp_path / "reports").write_text("a file where the folder should be")
    watch = Watch()

    watch.begin("window", tmp_path / "reports")
    watch.note("accept")
    watch.end()

    assert watch.actions == ("accept",)


def test_twenty_actions_are_known(tmp_path: Path):
    watch = Watch()
    for number in range(30):
        watch.note(f"action_{number}")

    assert watch.actions == tuple(f"action_{number}" for number in range(10, 30))
