"""Looking for damage that a file can have and still open."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import Cancelled
from annotator.services import projects
from annotator.services.jobs import JobContext
from annotator.store.sealing import allow_seals
from tests.factories import ANA, TEXT
from tests.services.helpers import import_text, span_of, suggest

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.jobs import Progress


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with one article, an annotation and a suggestion."""
    path = tmp_path / "a.annotator"
    with projects.create_project(path, ANA) as services:
        document_id = import_text(services, TEXT)
        services.editing.add(document_id, span_of(services, document_id, "Nadia Orbeli"), "ACTOR")
        suggest(services, document_id, ("Tbilisi", "LOCATION"))
    return path


def problems(path: Path) -> list[str]:
    with projects.open_project(path, ANA) as services:
        return services.checking.job().work(JobContext())


def test_a_whole_project_has_no_problems(path: Path):
    steps: list[Progress] = []

    with projects.open_project(path, ANA) as services:
        assert services.checking.job().work(JobContext(steps.append)) == []

    assert steps[-1].done == steps[-1].total


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE annotation SET end = 100000",
        "UPDATE annotation SET start = start + 1",
        "UPDATE suggestion SET end = 100000",
        "UPDATE annotation SET label = 'NOSUCH'",
        "DELETE FROM annotation",
    ],
)
def test_damage_is_found_and_said_in_a_sentence(path: Path, damage: str):
    with closing(sqlite3.connect(path)) as connection:
        allow_seals(connection)
        connection.execute(damage)
        connection.commit()

    found = problems(path)

    assert found
    assert all(len(sentence.split()) > 3 for sentence in found)


def test_a_check_can_be_stopped(path: Path):
    context = JobContext()
    context.cancel()

    with projects.open_project(path, ANA) as services, pytest.raises(Cancelled):
        services.checking.job().work(context)
