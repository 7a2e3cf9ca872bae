"""`annotator self-test`: the whole of it, in a process of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

STEPS = [
    "installation",
    "model",
    "project",
    "suggestions",
    "window",
    "crash",
    "exports",
    "offline",
]


def test_this_installation_passes_and_nothing_is_left(child, own_settings: Path, tmp_path: Path):
    place, picture = tmp_path / "place", tmp_path / "window.png"
    place.mkdir()

    done = child("self-test", "--json", "--folder", place, "--picture", picture)

    report = json.loads(done.stdout)
    assert [(one["name"], one["outcome"]) for one in report["steps"]] == [
        (name, "passed") for name in STEPS
    ], done.stdout
    assert (done.returncode, report["ok"], done.stderr) == (0, True, "")
    assert all(one["found"] and one["duration_ms"] >= 0 for one in report["steps"])
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert list(place.iterdir()) == []
    assert list(own_settings.iterdir()) == []


def test_without_a_screen_the_other_steps_go_on(child, tmp_path: Path):
    done = child(
        "self-test",
        "--json",
        environment={"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":4711", "WAYLAND_DISPLAY": None},
    )

    report = json.loads(done.stdout)
    steps = {one["name"]: one for one in report["steps"]}
    assert done.returncode == 1
    assert [name for name, one in steps.items() if one["outcome"] != "passed"] == ["window"]
    assert "display “:4711” does not answer" in steps["window"]["found"]
    assert "There is a report" not in steps["window"]["found"]


def test_the_report_is_told_step_by_step(child, tmp_path: Path):
    done = child("self-test", "--no-window", "--keep", "--folder", tmp_path)

    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout
    assert lines[0].startswith("Program:")
    assert [line.split()[0] for line in lines if line.startswith(("passed", "skipped"))] == [
        "skipped" if name == "window" else "passed" for name in STEPS
    ]
    assert lines[-1].startswith("All is well: 7 of 8 steps passed, 1 left out, in ")
    (folder,) = tmp_path.iterdir()
    assert f"The files of the test are in {folder}." in done.stdout
    assert (folder / "exports" / "jsonl.jsonl").is_file()


@pytest.mark.parametrize(
    "words",
    [
        ("--folder", "{folder}/not-there"),
        ("--no-window", "--picture", "{folder}/window.png"),
        ("--unknown",),
    ],
)
def test_wrong_usage_is_refused(cli, tmp_path: Path, words: tuple[str, ...]):
    result = cli("self-test", *(word.format(folder=tmp_path) for word in words))

    assert (result.code, result.out) == (2, "")
    assert list(tmp_path.iterdir()) == []
