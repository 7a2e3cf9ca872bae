"""Whoever finds a project in use is told by which command."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.helpers import Result


@pytest.fixture
def worked_on(tmp_path: Path, cli: Callable[..., Result]) -> Iterator[Path]:
    """A project that `annotator import` has open in another process, waiting for its input."""
    project = tmp_path / "news.annotator"
    cli("new", project)
    words = [sys.executable, "-m", "annotator", "import", project, "-"]
    with subprocess.Popen([*map(str, words)], stdin=subprocess.PIPE) as process:
        lock = project.with_name(f"{project.name}-lock")
        until = time.monotonic() + 30
        while not (lock.is_file() and b"import" in lock.read_bytes()) and time.monotonic() < until:
            time.sleep(0.05)
        yield project
        process.kill()


def test_the_command_that_has_it_is_named(worked_on: Path, cli: Callable[..., Result]):
    refused = cli("suggest", worked_on)

    assert refused.code == 1
    assert "the command “annotator import”" in refused.sentence
