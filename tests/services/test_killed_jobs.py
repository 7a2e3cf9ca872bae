"""A process that dies in the middle of a large job has done all of it or nothing."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, NamedTuple

import pytest

from annotator.domain.entries import RegistryEntry
from annotator.domain.ids import DocumentId, EntryId
from annotator.domain.registry import EntryFilter
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

ARTICLES, MENTIONS = 10, 500
SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
AFTER_MS = (0, 10, 20, 40, 60, 80, 100, 120, 150, 200, 300) if SOAK else (30,)
WORD = "Homs "

WORK = """
import sys
from pathlib import Path
from annotator.services import projects
from annotator.services.jobs import JobContext
from tests.factories import ANA
from tests.services.test_killed_jobs import JOBS

with projects.open_project(Path(sys.argv[1]), ANA) as services:
    job = JOBS[sys.argv[2]](services)

    def tell(step):
        if step.note == "storing":  # from here on it writes
            print("storing", flush=True)

    # a clock that always says that it is time to report
    job.work(JobContext(tell, clock=iter(range(0, 10**9, 60)).__next__))
    print("done", flush=True)
    sys.stdin.read()
"""


def _tag(services: Services) -> object:
    ids = [DocumentId(one) for one in services.project.article_ids()]
    places = [
        (document_id, Span(start, start + 4))
        for document_id in ids
        for start in range(0, MENTIONS * len(WORD), len(WORD))
    ]
    return services.bulk.tag(places, "ACTOR")


def _rename(services: Services) -> object:
    from annotator.domain.scheme_steps import RenameLabel

    return services.schemes.job(services.schemes.draft().then(RenameLabel("LOCATION", "PLACE")))


def _merge(services: Services) -> object:
    into, *others = [EntryId(one) for one in services.registry.ids(EntryFilter())]
    return services.registering.merge(others, into)


JOBS = {"tag": _tag, "rename": _rename, "merge": _merge}


class State(NamedTuple):
    """What the three jobs change, counted."""

    actors: int
    places: int
    entries: int
    labels: tuple[str, ...]


def state(services: Services) -> State:
    counts = services.schemes.counts()
    return State(
        counts["ACTOR"],
        counts.get("PLACE", 0),
        len(services.registry.ids(EntryFilter())),
        services.project.scheme().names(),
    )


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, State]:
    """A project of 5,000 places, all tagged and named by either of two entries."""
    path = tmp_path_factory.mktemp("killed") / "Storm.annotator"
    with projects.create_project(path, ANA, scheme=make_scheme()) as services:
        ids = [
            import_text(services, WORD * MENTIONS + str(number), f"{number}.txt")
            for number in range(ARTICLES)
        ]
        places = [
            (document_id, Span(start, start + 4))
            for document_id in ids
            for start in range(0, MENTIONS * len(WORD), len(WORD))
        ]
        services.bulk.tag(places, "LOCATION").work(JobContext())
        entry = services.registering.add("LOCATION", "Homs")
        services.registering.link_name("Homs", "LOCATION", entry).work(JobContext())
        found = services.registry.ids(EntryFilter())
        assert len(found) == 1
        services.registering.add("LOCATION", "Hims")
        services.registering.save(RegistryEntry(EntryId(found[0]), "LOCATION", "Homs", ("Emesa",)))
        return path, state(services)


@pytest.mark.parametrize("after_ms", AFTER_MS)
@pytest.mark.parametrize("name", JOBS)
def test_a_killed_job_is_done_wholly_or_not_at_all(
    original: tuple[Path, State], tmp_path: Path, name: str, after_ms: int
) -> None:
    source, before = original
    path = tmp_path / source.name
    path.write_bytes(source.read_bytes())

    told = kill(WORK, [path, name], after_ms)

    with projects.open_project(path, ANA) as services:
        assert services.project.check() == []
        now = state(services)
        after = expected(name, before)
        assert now in (before, after)
        assert now == after or "done" not in told
        if now == after:
            assert services.project_edits.undo() is not None
            assert state(services) == before
            assert services.project.check() == []
        assert JOBS[name](services).work(JobContext()) is not None
        assert state(services) == after


def expected(name: str, before: State) -> State:
    """What the whole job leads to."""
    many = ARTICLES * MENTIONS
    if name == "tag":
        return before._replace(actors=many)
    if name == "rename":
        labels = tuple("PLACE" if one == "LOCATION" else one for one in before.labels)
        return before._replace(places=many, labels=labels)
    return before._replace(entries=1)
