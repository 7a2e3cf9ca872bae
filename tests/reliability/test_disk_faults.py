"""A disk that is full, broken, read-only or away for a while.

The step that was being stored is refused with a sentence and leaves no trace, those before it are
there, and the next one is stored as soon as the cause is gone.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from subprocess import run
from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import DiskRefused, ProjectMoved
from annotator.services import projects
from annotator.services.jobs import JobContext
from annotator.store import engine
from annotator.store.project import Project
from tests.factories import (
    ANA,
    IS_ROOT,
    NOON,
    make_annotation,
    make_creation,
    make_document,
    make_project,
    make_scheme,
)
from tests.reliability.faulty_disk import FAULTS, FULL, SYNC, WRITE, Fault, FaultyDisk
from tests.reliability.power_cuts import digest
from tests.reliability.vfs import layered
from tests.services.helpers import import_text, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.annotation import Annotation
    from annotator.domain.document import Document

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
_MOST = 200
"""Requests of one kind that an edit makes, at the most."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Storm.annotator"


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultyDisk]:
    """One that can break down, and whose content SQLite does not remember for long."""
    few = (*engine._PRAGMAS, "PRAGMA cache_size = 4")
    monkeypatch.setattr(engine, "_PRAGMAS", few)
    disk = FaultyDisk()
    with layered(disk, reads=True):
        yield disk
        disk.heal()


def tag(project: Project, document: Document) -> Annotation:
    annotation = make_annotation(document, note="x" * 5_000)
    project.apply(make_creation(annotation))
    return annotation


def tag_or_hear(project: Project, document: Document, fault: Fault) -> Annotation | None:
    """What an edit has made; None if it was refused, with the sentence that it should be."""
    try:
        return tag(project, document)
    except DiskRefused as error:
        told = str(error)
    assert re.search(fault.words, told)
    assert str(project.path) in told
    return None


@pytest.mark.parametrize("once", [False, True] if SOAK else [False])
@pytest.mark.parametrize("name", FAULTS)
def test_an_edit_that_fails_anywhere_leaves_no_trace_and_the_next_is_stored(
    disk: FaultyDisk, path: Path, name: str, once: bool
) -> None:
    document, fault = make_document(), FAULTS[name]
    project = make_project(path, document)
    stored = [tag(project, document)]
    failures = 0
    for after in range(_MOST):
        before = digest(project._database)
        disk.break_down(fault, after, once=once)
        made = tag_or_hear(project, document, fault)
        disk.heal()
        if made is not None:
            stored.append(made)
        else:
            failures += 1
            assert digest(project._database) == before
            assert project.history_status(document.id).undo_verb == "Add annotation"
        stored.append(tag(project, document))
        assert list(project.annotations(document.id)) == stored
        if not disk.refused:
            break
    else:
        pytest.fail("an edit asks for more than was thought")

    assert failures >= (1 if name == "sync" else 4)
    assert project.check() == []
    assert project.undo(document.id, annotator_id=ANA.id, at=NOON) is not None
    assert list(project.annotations(document.id)) == stored[:-1]
    project.close()
    with Project.open(path) as project:
        assert list(project.annotations(document.id)) == stored[:-1]
        assert project.check() == []


@pytest.mark.parametrize("fault", [FULL, WRITE, SYNC], ids=["full", "write", "sync"])
def test_what_was_saved_survives_a_disk_that_fails_to_the_end(
    disk: FaultyDisk, path: Path, fault: Fault
) -> None:
    document = make_document()
    project = make_project(path, document)
    stored = [tag(project, document) for _ in range(3)]
    disk.break_down(fault)
    project.fold()
    assert tag_or_hear(project, document, fault) is None
    assert list(project.annotations(document.id)) == stored
    project.close()
    disk.heal()

    with Project.open(path) as project:
        found = list(project.annotations(document.id))
        # a step whose syncing failed is refused, and may yet have reached the disk
        assert found[:3] == stored
        assert len(found) <= 3 + (fault is SYNC)
        assert project.check() == []


def test_a_drive_that_was_pulled_out_and_put_in_again_is_opened_anew(
    disk: FaultyDisk, path: Path
) -> None:
    document = make_document()
    project = make_project(path, document)
    stored = [tag(project, document) for _ in range(3)]
    disk.swap()

    assert tag_or_hear(project, document, WRITE) is None
    stored.append(tag(project, document))
    assert list(project.annotations(document.id)) == stored
    assert project.check() == []
    project.close()
    with Project.open(path) as project:
        assert list(project.annotations(document.id)) == stored


@pytest.mark.skipif(os.name != "posix", reason="the system does not let an open file be removed")
def test_a_file_that_has_gone_is_kept_open_whatever_the_disk_says(
    disk: FaultyDisk, path: Path
) -> None:
    document = make_document()
    project = make_project(path, document)
    stored = [tag(project, document) for _ in range(3)]
    path.unlink()
    disk.break_down(WRITE)
    for _ in range(3):
        assert tag_or_hear(project, document, WRITE) is None
    disk.heal()

    with pytest.raises(ProjectMoved):
        tag(project, document)
    assert list(project.annotations(document.id)) == stored
    project.close()
    with Project.open(path) as project:
        assert list(project.annotations(document.id)) == stored


def test_a_refused_gesture_is_not_shown(disk: FaultyDisk, path: Path) -> None:
    with projects.create_project(path, ANA, scheme=make_scheme()) as services:
        document_id = import_text(services, "Rain fell on Homs.")
        span = span_of(services, document_id, "Homs")
        told: list[object] = []
        services.changes.subscribe(told.append)
        disk.break_down(FULL)

        for _ in range(3):
            with pytest.raises(DiskRefused, match="The disk is full"):
                services.editing.add(document_id, span, "LOCATION")
        assert told == []
        assert services.browsing.marks(document_id) == []
        assert services.editing.history_status(document_id).undo_verb is None
        with pytest.raises(DiskRefused, match="The disk is full"):
            services.editing.undo(document_id)

        disk.heal()
        services.editing.add(document_id, span, "LOCATION")
        assert len(told) == 1
        assert services.editing.undo(document_id) is not None
        assert services.browsing.marks(document_id) == []


def test_a_refused_job_leaves_no_trace_and_can_be_done_again(disk: FaultyDisk, path: Path) -> None:
    with projects.create_project(path, ANA, scheme=make_scheme()) as services:
        ids = [import_text(services, f"Homs {number}. " * 30) for number in range(3)]
        places = [(one, span_of(services, one, "Homs")) for one in ids]
        before = digest(services.project._database)
        for after in (0, 5, 20):
            disk.break_down(FULL, after)
            with pytest.raises(DiskRefused, match="The disk is full"):
                services.bulk.tag(places, "LOCATION").work(JobContext())
            disk.heal()
            assert digest(services.project._database) == before

        services.bulk.tag(places, "LOCATION").work(JobContext())

        assert [len(services.browsing.marks(one)) for one in ids] == [1, 1, 1]
        assert services.project.check() == []


def test_a_project_is_made_whole_or_not_at_all_wherever_the_disk_is_full(
    disk: FaultyDisk, path: Path
) -> None:
    told = []
    for after in range(0, 10 * _MOST, 1 if SOAK else 9):
        disk.break_down(FULL, after)
        try:
            Project.create(path, scheme=make_scheme()).close()
        except DiskRefused as error:
            told.append(str(error))
            disk.heal()
            assert list(path.parent.iterdir()) == []
            continue
        was_refused = disk.refused
        disk.heal()
        with Project.open(path) as project:
            assert project.check() == []
            assert project.scheme() == make_scheme()
        path.unlink()
        if not was_refused:
            break
    else:
        pytest.fail("to make a project asks for more than was thought")
    assert len(told) > 20
    assert all(f"The disk is full, so {path} could" in sentence for sentence in told)


@pytest.mark.skipif(
    not (IS_ROOT and sys.platform == "linux" and shutil.which("unshare")),
    reason="only root may mount disks, and only Linux has mounts of one's own",
)
def test_real_disks_that_are_full_away_or_locked() -> None:
    """The same with the system's own refusals: see real_disks.py."""
    answer = run(
        ["unshare", "--mount", sys.executable, "-m", "tests.reliability.real_disks"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        timeout=60,
    )
    if "cannot be mounted" in answer.stderr:
        pytest.skip("mounting is not allowed here")
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.split() == ["full", "away", "locked"]
