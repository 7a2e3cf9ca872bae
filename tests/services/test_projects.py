"""Making and opening projects, with the services on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import (
    DamagedProject,
    InvalidScheme,
    ProjectError,
    ProjectExists,
    ProjectInUse,
    ProjectMissing,
    UnreadableInput,
)
from annotator.services import projects
from tests.factories import ANA, BEN, TEXT
from tests.services.helpers import import_text, span_of

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_project_starts_with_the_labels_for_news(tmp_path: Path):
    with projects.create_project(tmp_path / "a.annotator", ANA) as services:
        assert services.browsing.scheme() == projects.news_scheme()
        assert services.browsing.scheme().names() == ("ACTOR", "LOCATION", "CLAIM", "QUOTE")
        assert services.path == tmp_path / "a.annotator"


def test_the_labels_for_news_have_keys_and_relations():
    scheme = projects.news_scheme()

    assert [label.shortcut for label in scheme.labels] == ["a", "l", "c", "q"]
    assert all(label.description for label in scheme.labels)
    assert [kind.name for kind in scheme.relations] == ["SPEAKER", "CLAIMANT"]


def test_work_is_there_when_the_project_is_opened_again(tmp_path: Path):
    path = tmp_path / "a.annotator"
    with projects.create_project(path, ANA) as services:
        document_id = import_text(services, TEXT)
        services.editing.add(document_id, span_of(services, document_id, "Tbilisi"), "LOCATION")

    with projects.open_project(path, BEN) as services:
        (annotation,) = services.project.annotations(document_id)
        assert services.browsing.annotator_name(annotation.annotator_id) == "Ana"
        services.editing.undo(document_id)
        assert services.project.annotations(document_id) == ()


def test_each_annotator_is_known_in_the_project(tmp_path: Path):
    path = tmp_path / "a.annotator"
    projects.create_project(path, ANA).close()

    with projects.open_project(path, BEN) as services:
        document_id = import_text(services, TEXT)
        services.editing.add(document_id, span_of(services, document_id, "Tbilisi"), "LOCATION")
        (annotation,) = services.project.annotations(document_id)

    assert annotation.annotator_id == BEN.id


def test_a_project_is_made_once_and_opened_by_one(tmp_path: Path):
    path = tmp_path / "a.annotator"
    with pytest.raises(ProjectMissing):
        projects.open_project(path, ANA)
    with projects.create_project(path, ANA):
        with pytest.raises(ProjectExists):
            projects.create_project(path, ANA)
        with pytest.raises(ProjectInUse):
            projects.open_project(path, BEN)
        projects.open_project(path, BEN, read_only=True).close()
    projects.open_project(path, BEN).close()


def test_a_project_opened_for_reading_cannot_be_changed(tmp_path: Path):
    path = tmp_path / "a.annotator"
    with projects.create_project(path, ANA) as services:
        document_id = import_text(services, TEXT)

    with projects.open_project(path, BEN, read_only=True) as services:
        assert services.browsing.statistics().articles["new"] == 1
        with pytest.raises(ProjectError, match="reading only"):
            services.editing.add(document_id, span_of(services, document_id, "The"), "ACTOR")
    with projects.open_project(path, ANA) as services:
        assert BEN.id not in services.project.annotators()


def test_a_damaged_project_is_brought_back_from_its_backup(tmp_path: Path):
    path = tmp_path / "a.annotator"
    with projects.create_project(path, ANA) as services:
        document_id = import_text(services, TEXT)
        services.project.back_up()
    damaged = path.read_bytes()[:5000]
    path.write_bytes(damaged)

    with pytest.raises(DamagedProject) as caught:
        projects.open_project(path, ANA)
    assert caught.value.backup is not None
    aside = projects.restore_backup(caught.value.backup, path)

    assert aside.read_bytes() == damaged
    with projects.open_project(path, ANA) as services:
        assert services.browsing.open(document_id).document.text == TEXT


def test_schemes_are_read_from_files(tmp_path: Path):
    path = tmp_path / "scheme.json"
    with pytest.raises(UnreadableInput, match=r"scheme\.json"):
        projects.scheme_named(str(path))
    path.write_text('{"labels": [{"name": "SHIP", "colour": "#112233", "dark_colour": "#aabbcc"}]}')
    assert projects.scheme_named(str(path)).names() == ("SHIP",)
    path.write_text('{"labels": [{"name": "SHIP", "colour": "red", "dark_colour": "#aabbcc"}]}')
    with pytest.raises(InvalidScheme, match="red"):
        projects.scheme_named(str(path))
