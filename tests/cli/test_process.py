"""The program in a process of its own."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

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


def test_json_arrives_whole_whatever_the_terminal_can_show(child, project: Path, tmp_path: Path):
    article = tmp_path / "leer-ü-東京.txt"
    article.touch()
    ascii_only: dict[str, str | None] = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}

    done = child("import", project, article, "--json", environment=ascii_only)

    assert done.returncode == 1, done.stderr
    (problem,) = json.loads(done.stdout)["problems"]
    assert problem["origin"] == str(article)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_name_that_is_no_text_stops_nothing(child, project: Path, tmp_path: Path):
    """Names of files may be any bytes; from old archives they are in other encodings."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("One.\n")
    (folder / os.fsdecode(b"leer\xe9.txt")).touch()
    (folder / "good.txt").write_text("Two.\n")

    done = child("import", project, folder, "--json")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    answer = json.loads(done.stdout)
    assert (answer["imported"], len(answer["problems"])) == (2, 1)


def test_without_a_display_there_is_one_line(child, project: Path):
    for words in ((), ("open", project), (project,), (project, "other.annotator")):
        done = child(*words, environment=NO_DISPLAY)

        assert (done.returncode, done.stdout) == (1, "")
        (line,) = done.stderr.splitlines()
        assert "no display" in line


def test_options_do_not_follow_a_project(child, project: Path):
    done = child(project, "--json")

    assert done.returncode == 2
    assert "No such command" in done.stderr


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
