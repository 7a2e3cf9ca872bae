"""`annotator self-test` where it cannot pass: each time a sentence, and what to do about it."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import annotator
from annotator.suggest.pipeline import BUNDLED_MODEL

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

posix = pytest.mark.skipif(sys.platform == "win32", reason="limits of processes")


def no_file_longer_than(length: int) -> Callable[[], None]:
    """What a process does before it begins; length: in bytes."""

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (length, length))

    return limit


def steps(done: CompletedProcess[str]) -> dict[str, dict[str, str]]:
    """The steps that failed, if no bug is among them."""
    assert done.stderr == ""
    assert done.returncode == 1
    failed = {
        one["name"]: one for one in json.loads(done.stdout)["steps"] if one["outcome"] == "failed"
    }
    assert all(
        one["advice"] and "error of the program" not in one["found"] for one in failed.values()
    )
    return failed


@posix
@pytest.mark.parametrize("words", [(), ("--folder", "{folder}")], ids=["temporary", "folder"])
def test_where_nothing_can_be_written_each_step_says_so(
    child, tmp_path: Path, words: tuple[str, ...]
):
    """Not even where temporary files go, which Python then has no place for."""
    place = [word.format(folder=tmp_path) for word in words]

    done = child("self-test", "--json", "--no-window", *place, preexec_fn=no_file_longer_than(0))

    failed = steps(done)
    assert set(failed) == {"installation", "project"}
    assert "the folder for settings (File too large)" in failed["installation"]["found"]
    assert failed["installation"]["advice"].startswith("Make room on the disk of that folder")
    assert "no room left for a file of the test" in failed["project"]["found"]
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_project_that_cannot_grow_is_told_of_in_the_words_of_the_store(child, tmp_path: Path):
    words = ("self-test", "--json", "--no-window", "--folder", tmp_path)

    failed = steps(child(*words, preexec_fn=no_file_longer_than(100_000)))

    assert set(failed) == {"project"}
    assert "self-test.annotator" in failed["project"]["found"]
    assert list(tmp_path.iterdir()) == []


def test_what_is_missing_or_damaged_of_the_program_is_named(child, tmp_path: Path):
    copy, models = tmp_path / "program", tmp_path / "models"
    copy_of_program(copy)
    shutil.rmtree(copy / "resources" / "samples")
    (copy / "resources" / "icons" / "annotator.svg").unlink()
    (copy_of_model(models) / "ner" / "model").write_bytes(b"cut off")
    path = os.pathsep.join((str(copy), str(models)))

    done = child("self-test", "--json", "--no-window", cwd=copy, environment={"PYTHONPATH": path})

    failed = steps(done)
    assert set(failed) == {"installation", "model", "project"}
    assert "missing: icons/annotator.svg; samples/" in failed["installation"]["found"]
    assert "Install the program again" in failed["installation"]["advice"]
    assert "(changed: ner/model); install the program again." in failed["model"]["found"]
    assert "missing: samples. Install the program again." in failed["project"]["found"]


def copy_of_program(target: Path) -> None:
    package = Path(annotator.__file__).parent
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(package, target / "annotator", ignore=ignored)
    shutil.copytree(package.parent / "resources", target / "resources", ignore=ignored)


def copy_of_model(target: Path) -> Path:
    """Returns the folder of its files."""
    spec = importlib.util.find_spec(BUNDLED_MODEL)
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    shutil.copytree(package, target / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    (config,) = (target / package.name).glob("*/config.cfg")
    return config.parent
