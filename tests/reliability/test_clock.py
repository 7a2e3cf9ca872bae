"""The clock jumps back, or has lost its battery: order, undo, ids and backups hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from annotator.domain.edits import Change, Edit
from annotator.domain.ids import AnnotationId, EditId, IdMaker
from annotator.store.backups import newest_good_backup
from annotator.store.project import Project
from tests.factories import ANA, make_annotation, make_document, make_scheme

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.domain.annotation import Annotation

DOCUMENT = make_document()
TODAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BATTERY_DEAD = datetime(1970, 1, 1, tzinfo=UTC)


class Clock:
    """Stands still, unless it is set."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Storm.annotator"
    with Project.create(path, scheme=make_scheme(), clock=Clock(TODAY)) as project:
        project.ensure_annotator(ANA)
        project.add_documents([(DOCUMENT, None)])
    return path


def tag(project: Project) -> Annotation:
    """As the services make an edit: with ids of the project's, and its time."""
    annotation = make_annotation(DOCUMENT, id=AnnotationId(project.ids()))
    changes = (Change(None, annotation),)
    edit_id = EditId(project.ids())
    project.apply(Edit(edit_id, "Add", DOCUMENT.id, ANA.id, project.now(), changes))
    return annotation


@pytest.mark.parametrize("back", [timedelta(seconds=1), timedelta(days=400), TODAY - BATTERY_DEAD])
def test_order_and_undo_are_those_of_what_was_done(path: Path, back: timedelta) -> None:
    clock = Clock(TODAY)
    with Project.open(path, clock=clock) as project:
        made = [tag(project) for _ in range(3)]
        clock.at -= back
        made += [tag(project) for _ in range(3)]
    with Project.open(path, clock=Clock(clock.at - timedelta(hours=1))) as project:
        made += [tag(project) for _ in range(3)]

        entries = project.history(DOCUMENT.id)
        assert [one.changes[0].after for one in entries] == made
        assert [one.id for one in made] == sorted({one.id for one in made})
        assert project.check() == []
        for left in reversed(range(len(made))):
            project.undo(DOCUMENT.id, annotator_id=ANA.id, at=project.now())
            assert list(project.annotations(DOCUMENT.id)) == made[:left]
        for there in range(1, len(made) + 1):
            project.redo(DOCUMENT.id, annotator_id=ANA.id, at=project.now())
            assert list(project.annotations(DOCUMENT.id)) == made[:there]


def test_ids_are_never_made_twice_whatever_the_clock_says_at_each_start(path: Path) -> None:
    made: list[int] = []
    for at in (TODAY, BATTERY_DEAD, BATTERY_DEAD, TODAY - timedelta(days=9), BATTERY_DEAD, TODAY):
        with Project.open(path, clock=Clock(at)) as project:
            made += [tag(project).id for _ in range(4)]
            # an id that is known from the log alone is not given to anything else
            project.undo(DOCUMENT.id, annotator_id=ANA.id, at=project.now())

    assert made == sorted(set(made))


def test_two_people_whose_clocks_are_dead_do_not_get_the_same_ids() -> None:
    first = [IdMaker(Clock(BATTERY_DEAD))() for _ in range(200)]

    assert len(set(first)) == 200
    assert all(0 < one < 1 << 63 for one in first)


def test_an_id_at_the_end_of_all_ids_leaves_room_for_others() -> None:
    new_id = IdMaker(Clock(TODAY), newest=lambda: (1 << 63) - 1)

    assert new_id() < new_id() < 1 << 63


def test_a_backup_that_is_made_after_the_jump_stays_and_is_known_as_the_newest(path: Path) -> None:
    clock = Clock(TODAY)
    with Project.open(path, clock=clock) as project:
        for hours in range(30):
            tag(project)
            clock.at = TODAY + timedelta(hours=hours)
            assert project.back_up() is not None
        clock.at = BATTERY_DEAD
        made = [tag(project).id for _ in range(2)]
        backup = project.back_up()
        assert backup is not None
        assert project.back_up() is None  # nothing has changed since
        assert newest_good_backup(path) == backup

    with Project.open(backup) as copy:
        assert made[-1] in {one.id for one in copy.annotations(DOCUMENT.id)}
