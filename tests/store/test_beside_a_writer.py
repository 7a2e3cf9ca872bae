"""Who reads a project beside its writer takes nothing away, even where the writer's locks are gone.

Closing any descriptor of a file gives up all of a process's POSIX locks on it. A file dialog that
looks into the project file, to find an icon for it, does just that in the window's process.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.store.project import Project

ROOT = Path(__file__).parents[2]

WRITER = """
import sys
from pathlib import Path
from tests.factories import make_annotation, make_creation, make_document, make_project

path, document = Path(sys.argv[1]), make_document()
project = make_project(path, document)
project.apply(make_creation(make_annotation(document)))
for ending in ("", "-wal"):
    path.with_name(path.name + ending).open("rb").close()
print(document.id, flush=True)
sys.stdin.readline()
project.apply(make_creation(make_annotation(document)))
print("stored", flush=True)
sys.stdin.readline()
"""

READER = """
import sys
from pathlib import Path
from annotator.domain.ids import DocumentId
from annotator.store.project import Project

with Project.open(Path(sys.argv[1]), read_only=True) as project:
    print(len(project.annotations(DocumentId(int(sys.argv[2])))))
"""


def read_elsewhere(path: Path, document_id: int) -> int:
    """How many annotations another process sees."""
    done = subprocess.run(
        [sys.executable, "-c", READER, path, str(document_id)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        check=True,
        timeout=60,
    )
    return int(done.stdout)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no POSIX locks")
def test_what_is_stored_after_somebody_read_along_is_kept(path):
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as writer:
        document_id = int(writer.stdout.readline())
        assert read_elsewhere(path, document_id) == 1
        writer.stdin.write("\n")
        writer.stdin.flush()
        assert writer.stdout.readline() == "stored\n"
        assert read_elsewhere(path, document_id) == 2
        os.kill(writer.pid, signal.SIGKILL)

    with Project.open(path) as project:
        assert len(project.annotations(document_id)) == 2
        assert project.check() == []
