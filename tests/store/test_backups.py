from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from annotator.domain.backups import NEWEST
from annotator.domain.errors import ProjectError, ProjectInUse
from annotator.store import backups, copying, restoring
from annotator.store.backups import newest_good_backup
from annotator.store.project import Project
from annotator.store.restoring import restore_backup
from tests.factories import (
    ANA,
    NOON,
    make_annotation,
    make_creation,
    make_document,
    make_project,
    make_scheme,
)


def test_there_is_no_backup_before_there_is_one(project, path):
    assert newest_good_backup(path) is None


def test_a_backup_is_a_whole_project(project, document):
    annotation = make_annotation(document)
    project.apply(make_creation(annotation))

    backup = project.back_up()

    with Project.open(backup) as copy:
        assert copy.annotations(document.id) == (annotation,)
        assert copy.check() == []


def test_a_backup_holds_what_is_only_in_the_write_ahead_log(project, path, document):
    wal = path.with_name(path.name + "-wal")
    project.apply(make_creation(make_annotation(document)))
    assert wal.stat().st_size

    with Project.open(project.back_up(), read_only=True) as copy:
        assert len(copy.annotations(document.id)) == 1


def test_nothing_is_backed_up_twice(project, document):
    first = project.back_up()
    assert first is not None
    assert project.back_up() is None

    project.apply(make_creation(make_annotation(document)))
    assert project.back_up() not in (None, first)


def test_nothing_is_backed_up_twice_after_opening_again(project, path):
    project.back_up()
    project.close()

    with Project.open(path) as project:
        assert project.back_up() is None


def test_every_kind_of_change_calls_for_a_backup(project, document):
    project.back_up()
    project.undo(document.id, annotator_id=ANA.id, at=NOON)
    project.store_suggestions(document.id, document.text_sha256, {})
    assert project.back_up() is not None


def test_the_oldest_backups_go_and_the_newest_stay(path):
    clock = itertools.count()
    with Project.create(
        path, scheme=make_scheme(), clock=lambda: NOON + timedelta(seconds=next(clock))
    ) as project:
        made = []
        for number in range(NEWEST + 3):
            project.add_documents([(make_document(f"Article {number}"), None)])
            made.append(project.back_up())

    assert backups.backups_of(path) == made[-NEWEST:]
    assert sorted(made) == made


def test_backups_of_one_moment_do_not_overwrite_each_other(path):
    with Project.create(path, scheme=make_scheme(), clock=lambda: NOON) as project:
        project.add_documents([(make_document("One"), None)])
        first = project.back_up()
        project.add_documents([(make_document("Two"), None)])
        second = project.back_up()

    assert first != second
    assert backups.backups_of(path) == [first, second]


def test_a_damaged_backup_is_passed_over(project, path, document):
    good = project.back_up()
    project.apply(make_creation(make_annotation(document)))
    bad = project.back_up()
    bad.write_bytes(bad.read_bytes()[:7000])

    assert newest_good_backup(path) == good


def test_a_backup_that_comes_out_damaged_does_not_push_out_older_ones(
    project, path, document, monkeypatch
):
    good = project.back_up()
    project.apply(make_creation(make_annotation(document)))
    monkeypatch.setattr(copying, "faults", lambda _: "a page is missing")

    with pytest.raises(ProjectError, match=r"came out damaged \(a page is missing\)"):
        project.back_up()

    assert backups.backups_of(path) == [good]
    assert list(good.parent.iterdir()) == [good]


def test_restoring_puts_the_damaged_file_aside(path, document):
    with make_project(path, document) as project:
        backup = project.back_up()
    path.write_bytes(b"broken")
    wal = path.with_name(path.name + "-wal")
    wal.write_bytes(b"broken too")

    aside = restore_backup(backup, path)

    assert aside.read_bytes() == b"broken"
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"broken too"
    assert "damaged" in aside.name
    assert aside.parent == path.parent
    assert not wal.exists()
    assert backup.exists()
    with Project.open(path) as project:
        assert project.document(document.id) == document
        assert project.check() == []


def test_restoring_twice_keeps_both_damaged_files(path, document):
    with make_project(path, document) as project:
        backup = project.back_up()

    path.write_bytes(b"first")
    one = restore_backup(backup, path)
    path.write_bytes(b"second")
    other = restore_backup(backup, path)

    assert (one.read_bytes(), other.read_bytes()) == (b"first", b"second")


def test_an_open_project_is_not_restored(project, path, document):
    backup = project.back_up()

    with pytest.raises(ProjectInUse):
        restore_backup(backup, path)

    assert project.document(document.id) == document


def test_the_damaged_file_stays_in_place_if_there_is_no_room(path, document, monkeypatch):
    with make_project(path, document) as project:
        backup = project.back_up()
    path.write_bytes(b"broken")
    names = sorted(path.parent.iterdir())
    monkeypatch.setattr(restoring, "copy_database", _no_room)

    with pytest.raises(ProjectError, match="could not be written"):
        restore_backup(backup, path)

    assert path.read_bytes() == b"broken"
    assert sorted(path.parent.iterdir()) == names


def _no_room(*_args, **_options):
    raise OSError("No space left on device")


def test_a_damaged_backup_is_not_restored(path, document):
    with make_project(path, document) as project:
        backup = project.back_up()
    backup.write_bytes(b"")
    path.write_bytes(b"broken")

    with pytest.raises(ProjectError, match="is not a whole backup"):
        restore_backup(backup, path)

    assert path.read_bytes() == b"broken"


def test_a_folder_that_cannot_be_written_to_is_named(project, path):
    folder = path.with_name(path.name + "-backups")
    folder.write_text("in the way")

    with pytest.raises(ProjectError, match=r"Storm\.annotator-backups.* could not be written"):
        project.back_up()
