"""The program in a process of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from annotator import __version__

if TYPE_CHECKING:
    from pathlib import Path

NO_DISPLAY = {"DISPLAY": None, "WAYLAND_DISPLAY": None, "QT_QPA_PLATFORM": None}


def test_the_module_is_the_program(child):
    done = child("--version")

    assert (done.returncode, done.stdout, done.stderr) == (0, f"annotator {__version__}\n", "")


def test_an_article_goes_through_a_pipe(child, project: Path):
    done = child("import", project, "-", "--json", input="Typed ☀ text.\n")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["imported"] == 1


def test_without_a_display_there_is_one_line(child, project: Path):
    for words in ((), ("open", project)):
        done = child(*words, environment=NO_DISPLAY)

        assert (done.returncode, done.stdout) == (1, "")
        (line,) = done.stderr.splitlines()
        assert "no display" in line


def test_the_starter_does_its_job_without_a_display(child, tmp_path: Path):
    folder = tmp_path / "starter"

    done = child("starter", folder, environment=NO_DISPLAY)

    assert done.returncode == 0, done.stderr
    for name in ("starter.annotator", "starter.jsonl", "window.png"):
        assert str(folder / name) in done.stdout
        assert (folder / name).stat().st_size > 0
    assert "no display" in done.stdout
    for label in ("ACTOR", "LOCATION", "QUOTE", "CLAIM"):
        assert label in done.stdout
    assert (folder / "window.png").read_bytes().startswith(b"\x89PNG")
    lines = [json.loads(line) for line in (folder / "starter.jsonl").read_text().splitlines()]
    assert len(lines) >= 4
    assert done.stderr == ""
