"""The terminal's program, called in this process."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from annotator.__main__ import main
from annotator.domain.document import Status
from annotator.services import projects
from tests.cli.helpers import TEXT, Result
from tests.factories import ANA
from tests.services.helpers import import_text, span_of, suggest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Calls main() with these words."""

    def call(*words: object) -> Result:
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture
def child() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the program in a process of its own; environment: what differs, None for absent."""

    def run(
        *words: object, environment: dict[str, str | None] | None = None, **options: Any
    ) -> subprocess.CompletedProcess[str]:
        changed = {**os.environ, **(environment or {})}
        return subprocess.run(
            [sys.executable, "-m", "annotator", *map(str, words)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env={name: value for name, value in changed.items() if value is not None},
            **options,
        )

    return run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project."""
    path = tmp_path / "Storm.annotator"
    projects.create_project(path, ANA).close()
    return path


@pytest.fixture
def filled(project: Path) -> Path:
    """A project of two articles; the first has an annotation and a pending suggestion."""
    with projects.open_project(project, ANA) as services:
        first = import_text(services, TEXT)
        import_text(services, "A second story.\nNothing happened.\n", "second.txt")
        services.editing.add(first, span_of(services, first, "Maria Lindqvist"), "ACTOR")
        suggest(services, first, ("Paris", "LOCATION"))
        services.editing.set_status(first, Status.DONE)
    return project
