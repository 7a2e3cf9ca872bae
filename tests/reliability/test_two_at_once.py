"""Windows, readers and commands on one project at once, each a process of its own.

Nobody crashes, nothing that was said to be stored is lost, and whoever reads always sees one state.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotator.domain.ids import DocumentId
from annotator.store.project import Project
from tests.factories import make_document, make_project
from tests.reliability.two_at_once import lines, steps

ROOT = Path(__file__).parents[2]
SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
ROUNDS, SECONDS = (20, 6.0) if SOAK else (1, 2.5)
ROLES = ("write", "write", "read", "read", "command")


def begin(role: str, path: Path, seed: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.reliability.two_at_once"]
    return subprocess.Popen(
        [*words, role, str(path), str(SECONDS), str(seed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "ANNOTATOR_SETTINGS": str(path.parent / "settings.json")},
    )


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nobody_crashes_and_nothing_that_was_stored_is_lost(number: int, tmp_path: Path):
    seed = random.randrange(1 << 30)
    print(f"seed {seed}")  # noqa: T201 - so that a failure can be repeated
    path = tmp_path / "Storm.annotator"
    pair = [make_document(f"Rain {one}. It fell.") for one in range(2)]
    make_project(path, *pair).close()

    running = [(role, begin(role, path, seed + at)) for at, role in enumerate(ROLES)]
    if number % 2 and hasattr(signal, "SIGKILL"):  # the other writer goes on
        time.sleep(SECONDS * 0.7)
        running[0][1].kill()
    told = [(role, process, *process.communicate(timeout=120)) for role, process in running]

    for role, process, _, trouble in told:
        if process.returncode != -9:
            assert process.returncode == 0, f"{role}: {trouble[-2000:]}"
            assert trouble == ""
    stored = {line for role, _, out, _ in told if role == "write" for line in lines(out)}
    imported = {line for role, _, out, _ in told if role == "command" for line in lines(out)}
    looks = [line.split() for role, _, out, _ in told if role == "read" for line in lines(out)]
    with Project.open(path) as project:
        assert project.check() == []
        assert stored <= steps(project, [one.id for one in pair])
        titles = {row.title for row in project.rows([DocumentId(i) for i in project.article_ids()])}
        assert imported <= titles
    assert stored
    assert all(int(count) > 5 for count, _ in looks)
    assert any(int(moves) for _, moves in looks)
