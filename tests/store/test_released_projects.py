"""A project file of every schema version that was ever released opens, and undo goes on in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotator.domain.document import ArticleFilter, Status
from annotator.domain.ids import DocumentId
from annotator.store.inspection import read_header
from annotator.store.migrations import VERSION
from annotator.store.project import Project
from tests.factories import ANA, NOON

RELEASED = sorted((Path(__file__).parents[1] / "data" / "projects").glob("*.annotator"))


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def released(request, tmp_path):
    return Path(shutil.copy(request.param, tmp_path))


def article_with(project, words):
    ids = [DocumentId(one) for one in project.article_ids(ArticleFilter())]
    (found,) = (one for one in ids if words in project.document(one).text)
    return found


def test_there_is_a_file_of_each_older_version():
    assert [read_header(path).version for path in RELEASED] == list(range(1, VERSION))


def test_it_opens_sound_and_counted(released):
    with Project.open(released) as project:
        assert project.check() == []
        harbour = article_with(project, "Mira Tolev")
        (row,) = project.rows([harbour])

        assert row.annotation_count == len(project.annotations(harbour)) == 3
        assert row.pending_count == 1
        assert [one.label for one in project.relations(harbour)] == ["SPEAKER"]


def test_undo_and_redo_go_on_where_they_stood(released):
    with Project.open(released) as project:
        project.ensure_annotator(ANA)
        harbour = article_with(project, "Mira Tolev")
        assert project.history_status(harbour).undo_verb == "Edit note"
        assert project.history_status(harbour).redo_verb == "Relabel as LOCATION"

        project.redo(harbour, annotator_id=ANA.id, at=NOON)
        for _ in range(4):
            project.undo(harbour, annotator_id=ANA.id, at=NOON)

        assert project.annotations(harbour) == ()
        assert len([one for one in project.suggestions(harbour) if one.is_pending]) == 3
        assert project.info(harbour).status is Status.NEW
        assert project.check() == []
