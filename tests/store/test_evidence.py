from __future__ import annotations

import pytest

from annotator.domain.errors import DamagedProject
from annotator.store.project import Project
from tests.factories import make_annotation, make_creation, make_document, make_project

LONG = "Storm\n\n" + "Nadia Orbeli went to Tbilisi. " * 2_000


@pytest.fixture
def worked_on(path):
    long = make_document(LONG)
    with make_project(path, long) as project:
        project.apply(make_creation(make_annotation(long, 7, 19, note="Seen by the sea")))
    return path, long.id


def overwrite(path, old, new, before=None):
    data = path.read_bytes()
    at = data.rindex(old) if before is None else data.index(before + old) + len(before)
    path.write_bytes(data[:at] + new + data[at + len(new) :])


def test_an_altered_text_is_neither_shown_nor_exported(worked_on):
    path, document_id = worked_on
    overwrite(path, b"went to Tbilisi", b"sent")

    with Project.open(path) as project:
        for read in (
            lambda: project.document(document_id),
            lambda: list(project.annotated_documents([document_id], suggestions=False)),
        ):
            with pytest.raises(DamagedProject, match="the text of the article “Storm” is not the"):
                read()
        assert any("is not the one that was imported" in one for one in project.check())


def test_a_text_that_is_no_text_any_more_is_a_sentence(worked_on):
    path, document_id = worked_on
    overwrite(path, b"went to Tbilisi", b"\xff\xfe")

    with Project.open(path) as project:
        with pytest.raises(DamagedProject, match="is damaged"):
            project.document(document_id)
        (found,) = project.check()
        assert "is damaged" in found


def test_a_row_that_cannot_be_understood_is_damage(worked_on):
    path, document_id = worked_on
    overwrite(
        path, b"human", b"inhum", before=b"Seen by the sea"
    )  # as the row has them, not the log

    with Project.open(path) as project:
        with pytest.raises(DamagedProject, match="a check finds “row 1 missing from index"):
            project.annotations(document_id)
        assert project.check()


def test_in_a_sound_file_the_same_is_a_bug(project):
    def misread():
        with project.together():
            raise KeyError("a bug")

    with pytest.raises(KeyError):
        misread()
