from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from annotator.domain.annotation import Annotator
from annotator.domain.edits import Change
from annotator.domain.errors import ProjectError, ProjectExists, ProjectInUse
from annotator.store.project import Project
from tests.factories import (
    ANA,
    BEN,
    IS_ROOT,
    NOON,
    make_annotation,
    make_creation,
    make_document,
    make_edit,
    make_project,
    make_scheme,
)


def names_in(folder):
    return sorted(one.name for one in folder.iterdir())


def test_a_new_project_is_one_whole_file_once_closed(path):
    Project.create(path, scheme=make_scheme()).close()

    assert names_in(path.parent) == ["Storm.annotator"]


def test_a_new_project_has_its_scheme_and_nothing_else(path):
    with Project.create(path, scheme=make_scheme()) as project:
        assert project.scheme() == make_scheme()
        assert list(project.article_ids()) == []
        assert project.annotators() == {}


def test_an_existing_file_is_not_overwritten(path):
    path.write_text("mine")

    with pytest.raises(ProjectExists, match=r"Storm\.annotator is there already"):
        Project.create(path, scheme=make_scheme())

    assert path.read_text() == "mine"
    assert names_in(path.parent) == ["Storm.annotator"]


def test_a_project_in_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ProjectError, match="There is no folder"):
        Project.create(tmp_path / "no" / "x.annotator", scheme=make_scheme())


@pytest.mark.parametrize(
    "name", ["a b%?#&.annotator", "Штурм 😀 العربية.annotator", "'\".annotator"]
)
def test_any_file_name_will_do(tmp_path, name):
    document = make_document()
    make_project(tmp_path / name, document).close()

    with Project.open(tmp_path / name) as project:
        assert project.document(document.id) == document
    assert names_in(tmp_path) == [name]


def test_what_was_stored_is_there_after_opening_again(path, project, document):
    annotation = make_annotation(document)
    project.apply(make_creation(annotation))
    project.close()

    with Project.open(path) as project:
        assert project.scheme() == make_scheme()
        assert project.annotators() == {ANA.id: "Ana", BEN.id: "Ben"}
        assert project.document(document.id) == document
        assert project.annotations(document.id) == (annotation,)


def test_an_annotator_may_be_renamed(project):
    project.ensure_annotator(Annotator(ANA.id, "Anastasia"))

    assert project.annotators()[ANA.id] == "Anastasia"


def test_the_scheme_is_changed_by_edits_and_by_undo(project):
    before = project.scheme()
    after = replace(before, relations=())

    project.apply(make_edit(None, Change(before, after), verb="Change labels"))
    assert project.scheme() == after

    project.undo(None, annotator_id=ANA.id, at=NOON)
    assert project.scheme() == before

    project.redo(None, annotator_id=ANA.id, at=NOON)
    assert project.scheme() == after


def test_the_clock_is_given_in_utc(path):
    east = datetime(2026, 1, 1, 3, tzinfo=timezone(timedelta(hours=3)))

    with Project.create(path, scheme=make_scheme(), clock=lambda: east) as project:
        assert project.now() == datetime(2026, 1, 1, tzinfo=UTC)
        assert project.now().tzinfo is UTC


def test_closing_twice_is_harmless_and_a_closed_project_says_so(project, document):
    project.close()
    project.close()

    with pytest.raises(ProjectError, match="has been closed"):
        project.document(document.id)
    with pytest.raises(ProjectError, match="has been closed"):
        project.apply(make_creation(make_annotation(document)))


WRITING = {
    "apply": lambda project, document: project.apply(make_creation(make_annotation(document))),
    "undo": lambda project, document: project.undo(document.id, annotator_id=ANA.id, at=NOON),
    "redo": lambda project, document: project.redo(document.id, annotator_id=ANA.id, at=NOON),
    "ensure_annotator": lambda project, _: project.ensure_annotator(Annotator(9, "Cy")),
    "add_documents": lambda project, _: project.add_documents([(make_document("new"), None)]),
    "store_suggestions": lambda project, document: project.store_suggestions(
        document.id, document.text_sha256, {}
    ),
}


@pytest.mark.parametrize("method", WRITING)
def test_a_project_open_for_reading_cannot_be_changed(path, project, document, method):
    project.close()

    with (
        Project.open(path, read_only=True) as reader,
        pytest.raises(ProjectError, match="open for reading only"),
    ):
        WRITING[method](reader, document)


def test_a_reader_sees_what_a_writer_has_done(path, project, document):
    with Project.open(path, read_only=True) as reader:
        assert reader.read_only
        assert reader.annotations(document.id) == ()

        annotation = make_annotation(document)
        project.apply(make_creation(annotation))

        assert reader.annotations(document.id) == (annotation,)


def test_a_reader_sees_the_scheme_that_a_writer_has_changed(path, project):
    before = project.scheme()
    with Project.open(path, read_only=True) as reader:
        assert reader.scheme() == before
        after = replace(before, relations=())
        project.apply(make_edit(None, Change(before, after)))

        assert reader.scheme() == after


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_a_project_on_a_medium_that_cannot_be_written_to_may_be_read(path, project, document):
    project.close()
    folder = path.parent
    folder.chmod(0o500)
    try:
        with Project.open(path, read_only=True) as reader:
            assert reader.document(document.id) == document
    finally:
        folder.chmod(0o700)


def test_threads_may_share_a_project(project, document):
    def work(_):
        for _ in range(10):
            project.apply(make_creation(make_annotation(document)))
            project.marks(document.id)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))

    assert len(project.annotations(document.id)) == 40
    assert project.check() == []


def test_another_thread_may_close_a_project(path, project):
    thread = threading.Thread(target=project.close)
    thread.start()
    thread.join()

    Project.open(path).close()


def test_two_names_of_one_file_are_one_project(path, project, document):
    other_name = path.with_name("Link.annotator")
    other_name.symlink_to(path)

    with pytest.raises(ProjectInUse):
        Project.open(other_name)

    project.close()
    with Project.open(other_name) as project:
        assert project.path == path
        assert project.document(document.id) == document


def test_a_project_may_be_named_from_the_current_folder(path, document, monkeypatch, tmp_path):
    monkeypatch.chdir(path.parent)
    with make_project(Path(path.name), document) as project:
        monkeypatch.chdir("/")
        assert project.path == path
        assert project.document(document.id) == document
        assert project.back_up().parent.parent == path.parent
