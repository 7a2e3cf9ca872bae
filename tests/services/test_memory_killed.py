"""A learning job that is killed in mid-work: the next one ends where it would have."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from annotator.domain.span import Span
from annotator.services import projects
from annotator.services.jobs import JobContext
from tests.factories import ANA, make_scheme
from tests.services.helpers import import_text
from tests.services.killing import kill

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.projects import Services

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "SIGKILL"), reason="the system cannot kill like that"
)

ARTICLES, NAMES = 400, 30
SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
AFTER_MS = (0, 5, 10, 20, 40, 60, 80, 120, 160, 300, 450, 600, 900) if SOAK else (0, 40, 500)

WORK = """
import sys
from pathlib import Path
from annotator.services import projects
from annotator.services.jobs import JobContext
from tests.factories import ANA

with projects.open_project(Path(sys.argv[1]), ANA, in_window=sys.argv[2] == "window") as services:
    print("learning", flush=True)
    services.memory.learn_job().work(JobContext())
    print("done", flush=True)
    sys.stdin.read()
"""


def state(services: Services) -> tuple[object, ...]:
    """The table, and what is suggested where."""
    return (
        services.memory.table().rows,
        [
            (one.span, one.label, one.score, one.decision)
            for document_id in sorted(services.project.article_ids())
            for one in services.project.suggestions(document_id)
        ],
    )


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[object, ...]]:
    """A project in which much was tagged and nothing learnt, and what learning leads to."""
    path = tmp_path_factory.mktemp("killed") / "Storm.annotator"
    text = " and ".join(f"Port {number}th Merrow" for number in range(NAMES))
    with projects.create_project(path, ANA, scheme=make_scheme()) as services:
        first, *_ = (import_text(services, f"{n}: {text}", f"{n}.txt") for n in range(ARTICLES))
        for mark in range(3, 3 + NAMES * 15, 15):
            services.editing.add(first, Span(mark, mark + 15), "LOCATION")
    copy = path.with_name("Whole.annotator")
    copy.write_bytes(path.read_bytes())
    with projects.open_project(copy, ANA) as services:
        services.memory.learn_job().work(JobContext())
        return path, state(services)


@pytest.mark.parametrize("where", ["terminal", "window"])
@pytest.mark.parametrize("after_ms", AFTER_MS)
def test_it_is_finished_by_the_next_one(
    original: tuple[Path, tuple[object, ...]], tmp_path: Path, after_ms: int, where: str
) -> None:
    source, whole = original
    path = tmp_path / source.name
    path.write_bytes(source.read_bytes())

    told = kill(WORK, [path, where], after_ms)

    with projects.open_project(path, ANA) as services:
        assert services.project.check() == []
        assert ("done" in told) <= (state(services) == whole)
        services.memory.learn_job().work(JobContext())
        assert state(services) == whole
        assert services.project.check() == []
