from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import pytest

from annotator.domain.document import ArticleFilter, Status
from annotator.domain.edits import Change
from annotator.domain.errors import (
    Cancelled,
    ProjectError,
    ProjectExists,
    ProjectInUse,
    ProjectMissing,
)
from annotator.domain.ids import DocumentId, now
from annotator.domain.span import Span
from annotator.services.jobs import JobContext
from annotator.services.projects import create_project, open_project
from annotator.store.project import Project
from annotator.store.recovery.recovering import FROM_BACKUP, recover
from tests.factories import (
    ANA,
    NOON,
    make_annotation,
    make_creation,
    make_document,
    make_edit,
    make_project,
    make_relation,
)
from tests.reliability.specimens import everything
from tests.services.helpers import import_text

RELEASED = sorted((Path(__file__).parents[2] / "data" / "projects").glob("*.annotator"))
PAGE = 4_096
LONG = "Storm\n\n" + "Nadia Orbeli went to Tbilisi. " * 1_000


@pytest.fixture
def target(tmp_path):
    return tmp_path / "saved.annotator"


@pytest.fixture
def worked_on(path):
    """The path of a closed project: a short article, a long one, annotations and a relation."""
    short, long = make_document(), make_document(LONG)
    with make_project(path, short, long) as project:
        quote, actor = make_annotation(short, 31, 48, "QUOTE"), make_annotation(short)
        project.apply(make_creation(quote, actor, make_relation(quote, actor)))
        project.apply(make_edit(short.id, Change(actor, replace(actor, note="Seen"))))
        project.apply(make_creation(make_annotation(long, 7, 19)))
        project.undo(short.id, annotator_id=ANA.id, at=NOON)
        project.back_up()
    return path


def saved(source, target, **options):
    return recover(source, target, clock=now, **options)


def contents(path):
    """All that a project shows once copies were looked for, but for what it learns by itself."""
    with open_project(path, ANA) as services:
        assert services.project.check() == []
        services.stories.job().work(JobContext())
        found = everything(services.project)
        del found["memory"]
        return found


def page_of(path, table):
    """Where the first page of a table begins in the file, in bytes."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        (number,) = connection.execute(query, (table,)).fetchone()
    return (number - 1) * PAGE


def overwrite(path, at, data):
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def find(path, words):
    return path.read_bytes().index(words)


def ids(project):
    return [DocumentId(one) for one in project.article_ids(ArticleFilter())]


def test_a_sound_project_is_saved_as_it_is(worked_on, target):
    report = saved(worked_on, target)

    assert report.is_whole
    assert report.remarks == ()
    counted = {kind: count for kind, count in report.saved.items() if count}
    assert counted == {"article": 2, "annotation": 3, "relation": 1, "step": 4}
    assert contents(target) == contents(worked_on)


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_project_of_each_older_version_is_saved(released, tmp_path, target):
    upgraded = Path(copyfile(released, tmp_path / "upgraded.annotator"))

    report = saved(released, target)

    assert report.is_whole
    found, wanted = contents(target), contents(upgraded)
    assert {key for key in wanted if found.get(key) != wanted[key]} == set()


def test_what_lies_in_a_log_alone_is_saved(path, document, target, tmp_path):
    with make_project(path, document) as project:
        project.apply(make_creation(make_annotation(document)))
        for ending in ("", "-wal"):
            copyfile(f"{path}{ending}", tmp_path / f"left.annotator{ending}")

    report = saved(tmp_path / "left.annotator", target)

    assert report.saved["annotation"] == 1


def test_the_damaged_file_and_what_lies_beside_it_are_not_touched(worked_on, target):
    overwrite(worked_on, 0, bytes(PAGE))
    worked_on.with_name(worked_on.name + "-wal").write_bytes(b"log" * 5_000)

    def prints():
        return {
            one: (hashlib.sha256(one.read_bytes()).digest(), one.stat().st_mtime_ns)
            for one in sorted(worked_on.parent.rglob("*"))
            if one.is_file() and one != target
        }

    before = prints()
    saved(worked_on, target)

    assert prints() == before


@pytest.mark.parametrize(
    ("at", "data"),
    [(0, bytes(100)), (0, bytes(PAGE)), (100, bytes(1_000)), (16, b"\x00\x07"), (18, b"\x09\x09")],
    ids=["no head", "no first page", "no schema", "wrong page size", "wrong format"],
)
def test_without_the_head_and_the_schema_everything_is_still_found(worked_on, target, at, data):
    whole = contents(worked_on)
    overwrite(worked_on, at, data)

    saved(worked_on, target)

    found = contents(target)
    assert {key for key in whole if found.get(key) != whole[key]} == set()


@pytest.mark.parametrize("table", ["annotation", "relation"])
def test_rows_that_are_lost_are_made_of_the_history(worked_on, target, table):
    whole = contents(worked_on)
    overwrite(worked_on, page_of(worked_on, table), bytes(PAGE))

    report = saved(worked_on, target)

    assert report.unsaved == ()
    assert report.pages == 1
    found = contents(target)
    assert {key for key in whole if found.get(key) != whole[key]} == set()


def test_without_the_history_the_rows_are_there_and_can_be_worked_on(worked_on, target):
    overwrite(worked_on, page_of(worked_on, "change"), bytes(PAGE))
    overwrite(worked_on, page_of(worked_on, "edit"), bytes(PAGE))

    report = saved(worked_on, target)

    assert report.saved["annotation"] == 3
    with Project.open(target) as project:
        assert project.check() == []
        first = ids(project)[0]
        assert project.history_status(first).undo_verb == "Recover"
        before = project.annotations(first)
        project.undo(first, annotator_id=ANA.id, at=NOON)
        project.redo(first, annotator_id=ANA.id, at=NOON)
        assert project.annotations(first) == before
        assert project.check() == []


def test_steps_that_lost_their_names_are_told_together(worked_on, target):
    overwrite(worked_on, page_of(worked_on, "edit"), bytes(PAGE))

    report = saved(worked_on, target)

    told = [one for one in report.unsaved if "steps" in one.sentence]
    assert [one.sentence for one in told] == ["the names and times of 3 steps are lost."]
    assert report.lost()["step"] == 4


def test_what_is_an_entry_of_another_label_by_now_names_none(path, target):
    with create_project(path, ANA) as services:
        document_id = import_text(services, "Homs fell.")
        services.registering.make_entry(
            services.editing.add(document_id, Span(0, 4), "LOCATION"), "Homs"
        )
    for table in ("annotation", "change"):
        at = page_of(path, table)
        page = path.read_bytes()[at : at + PAGE]
        assert b"LOCATION" in page
        overwrite(path, at, page.replace(b"LOCATION", b"LOHATION"))

    report = saved(path, target)

    with open_project(target, ANA) as services:
        assert services.project.check() == []
        (one,) = services.project.annotations(document_id)
        assert (one.label, one.entry_id) == ("LOHATION", None)
    assert any("its entry or attributes are lost" in one.sentence for one in report.unsaved)


def test_a_page_whose_head_alone_is_damaged_gives_its_rows_back(worked_on, target):
    whole = contents(worked_on)
    overwrite(worked_on, page_of(worked_on, "body"), bytes(16))

    report = saved(worked_on, target)

    assert report.unsaved == ()
    found = contents(target)
    assert {key for key in whole if found.get(key) != whole[key]} == set()


def test_a_damaged_text_is_kept_flagged_and_told(worked_on, target):
    overwrite(worked_on, find(worked_on, b"went to Tbilisi") + 8, b"X")

    report = saved(worked_on, target)

    (lost,) = report.unsaved
    assert (lost.kind, lost.sentence) == ("article", "its text is damaged; read it with care.")
    with Project.open(target) as project:
        assert project.check() == []
        (flagged,) = (one for one in ids(project) if project.info(one).status is Status.FLAGGED)
        assert project.document(flagged).text == LONG.replace(
            "Tbilisi", "XTbilisi"[0:1] + "bilisi", 1
        )
        assert len(project.annotations(flagged)) == 1


def test_a_lost_text_is_told_with_what_was_annotated_in_it(worked_on, target):
    overwrite(worked_on, page_of(worked_on, "body"), bytes(PAGE))

    report = saved(worked_on, target)

    assert report.saved["article"] == 0
    assert report.lost() == {"article": 2, "annotation": 3, "relation": 1, "step": 4}
    sentences = [one.sentence for one in report.unsaved if one.kind == "annotation"]
    assert "ACTOR at 11 to 23, “Nadia Orbeli”: its text is lost." in sentences
    assert len(report.in_backup) == 2
    assert all(one.endswith(": the whole article.") for one in report.in_backup)


def test_gaps_are_filled_from_the_backup_if_that_is_asked_for(worked_on, target):
    whole = contents(worked_on)
    overwrite(worked_on, page_of(worked_on, "body"), bytes(PAGE))

    report = saved(worked_on, target, with_backup=True)

    assert report.unsaved == ()
    assert len(report.from_backup) == 2
    with Project.open(target) as project:
        assert all(FROM_BACKUP in project.info(one).tags for one in ids(project))
        for one in ids(project):
            assert project.document(one).text == whole[f"article {one}"].text
            assert project.annotations(one) == whole[f"annotations {one}"]


def test_annotations_that_only_the_backup_has_are_counted(worked_on, target):
    whole = contents(worked_on)
    for table in ("annotation", "change"):
        overwrite(worked_on, page_of(worked_on, table), bytes(PAGE))

    without = saved(worked_on, target)
    report = saved(worked_on, target.with_name("filled.annotator"), with_backup=True)

    assert without.saved["annotation"] == without.annotations_from_backup == 0
    assert report.annotations_from_backup == report.saved["annotation"] == 3
    assert report.from_backup == ()
    with Project.open(report.target) as project:
        for one in ids(project):
            assert project.annotations(one) == whole[f"annotations {one}"]


def test_a_lost_label_scheme_leaves_the_labels_that_are_used(worked_on, target):
    overwrite(worked_on, page_of(worked_on, "setting"), bytes(PAGE))

    report = saved(worked_on, target)

    assert report.saved["annotation"] == 3
    assert any("label scheme is lost" in one.sentence for one in report.unsaved)
    with Project.open(target) as project:
        assert project.check() == []
        assert {"ACTOR", "QUOTE"} <= set(project.scheme().names())


def test_a_file_cut_in_the_middle_of_a_page_says_how_much_is_missing(worked_on, target):
    size = worked_on.stat().st_size
    with worked_on.open("r+b") as file:
        file.truncate(size - 3 * PAGE - 100)

    report = saved(worked_on, target)

    assert report.pages >= 3
    assert any(one.startswith("The file is cut: 3 of its ") for one in report.remarks)


@pytest.mark.parametrize("data", [b"", b"Dear reader, " * 1_000, bytes(100_000)])
def test_of_what_is_no_project_nothing_is_made(path, target, data):
    path.write_bytes(data)

    with pytest.raises(ProjectError, match="Nothing of a project can be read"):
        saved(path, target)
    assert not target.exists()


def test_no_file_is_overwritten(worked_on, target):
    target.write_text("mine")

    with pytest.raises(ProjectExists):
        saved(worked_on, target)
    assert target.read_text() == "mine"


def test_a_project_that_is_open_or_missing_is_refused(path, project, target):
    with pytest.raises(ProjectInUse):
        saved(path, target)
    with pytest.raises(ProjectMissing):
        saved(path.with_name("other.annotator"), target)


def test_stopping_it_leaves_nothing_behind(worked_on, target):
    def stop(done, total):
        if done > total // 2:
            raise Cancelled

    before = sorted(worked_on.parent.rglob("*"))
    with pytest.raises(Cancelled):
        saved(worked_on, target, on_step=stop)
    assert sorted(worked_on.parent.rglob("*")) == before
