"""A process that dies in mid-work loses nothing that it was told is stored."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.store.project import Project
from tests.factories import ANA, NOON

ROOT = Path(__file__).parents[2]

WORK = """
import sys
from pathlib import Path
from tests.factories import make_annotation, make_creation, make_document, make_project

document = make_document()
project = make_project(Path(sys.argv[1]), document)
print(document.id, flush=True)
while True:
    annotation = make_annotation(document)
    project.apply(make_creation(annotation))
    print(annotation.id, flush=True)
"""


@pytest.fixture(params=[1, 7, 40])
def killed(path, request):
    """A project whose process was killed after so many edits: its document, and what it stored."""
    with subprocess.Popen(
        [sys.executable, "-c", WORK, path], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        document_id = int(process.stdout.readline())
        stored = [int(process.stdout.readline()) for _ in range(request.param)]
        os.kill(process.pid, signal.SIGKILL)
        told = process.stdout.read().splitlines(keepends=True)
        stored += [int(line) for line in told if line.endswith("\n")]
    assert process.returncode == -signal.SIGKILL
    return document_id, stored


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system cannot kill like that")
def test_what_was_stored_is_there_and_can_be_undone(path, killed):
    document_id, stored = killed

    with Project.open(path) as project:
        found = [one.id for one in project.annotations(document_id)]
        # the last edit may have been stored without its id having been told
        assert found[: len(stored)] == stored
        assert len(found) - len(stored) in (0, 1)
        assert project.check() == []

        while project.undo(document_id, annotator_id=ANA.id, at=NOON) is not None:
            pass
        assert project.annotations(document_id) == ()
        assert project.redo(document_id, annotator_id=ANA.id, at=NOON) is not None
        assert [one.id for one in project.annotations(document_id)] == found[:1]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system cannot kill like that")
def test_a_killed_process_does_not_keep_the_project(path, killed):
    Project.open(path).close()

    assert [one.name for one in path.parent.iterdir()] == [path.name]
