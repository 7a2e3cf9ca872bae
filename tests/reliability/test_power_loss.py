"""The power goes at any moment, and the disk has lost or torn what it was not yet made to keep.

What was acknowledged is there all the same, with the setting that ships; at most the step that was
being stored is there besides; and the file is sound, and can be undone.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import rule, run_state_machine_as_test

from annotator.domain.errors import ProjectMoved
from annotator.domain.ids import DocumentId
from annotator.domain.scheme_steps import RenameLabel
from annotator.domain.span import Span
from annotator.services import projects
from annotator.services.atomic import atomic_file
from annotator.services.jobs import JobContext
from annotator.services.reading import Source
from annotator.services.settings import SettingsFile
from annotator.store.backups import newest_good_backup
from annotator.store.inspection import beside, read_header
from annotator.store.migrations import VERSION
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
from tests.reliability.power_cuts import after_cuts, digest, header_version, opened, told_story
from tests.reliability.recording import recording
from tests.services.helpers import do_import
from tests.services.test_project_model import Analysts

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
SEED = int(os.environ.get("POWER_SEED", "7"))
EXAMPLES, STEPS = (40, 30) if SOAK else (2, 12)
CUTS = 150 if SOAK else 12
PUT_BACK = 1_000
RELEASED = sorted((Path(__file__).parents[1] / "data" / "projects").glob("*.annotator"))

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="the system does not tell which files are open"
)


@pytest.fixture
def chance() -> Random:
    """A failure is repeated with the seed that is printed, as POWER_SEED."""
    sys.stdout.write(f"POWER_SEED={SEED}\n")
    return Random(SEED)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Storm.annotator"


class Recorded(Analysts):
    """All kinds of gestures; at the end, the power is cut everywhere in what was done."""

    def __init__(self) -> None:
        self.ending = ExitStack()
        folder = tempfile.mkdtemp()
        self.story = self.ending.enter_context(told_story(Path(folder, "x.annotator")))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tempfile, "mkdtemp", lambda: folder)
            super().__init__()

    @rule()
    def fold(self) -> None:
        self.services.project.fold()

    @rule()
    def back_up(self) -> None:
        self.services.project.back_up()

    def teardown(self) -> None:
        try:
            self.services.close()
            self.ending.close()
            assert self.story.cut(CUTS, Random(SEED)).sentences == []
        finally:
            shutil.rmtree(self.folder)


def test_whatever_is_done_its_acknowledged_steps_survive() -> None:
    run_state_machine_as_test(
        Recorded,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def work(path: Path) -> None:
    """Some edits, an undo, folding, a backup, closing and opening again."""
    documents = [make_document(), make_document("Rain fell. " * 300)]
    project = make_project(path, *documents)
    for number in range(20):
        document = documents[number % 2]
        project.apply(make_creation(make_annotation(document, note="x" * 150 * number)))
        if number % 7 == 6:
            project.undo(document.id, annotator_id=ANA.id, at=NOON)
            project.fold()
    project.close()
    with Project.open(path) as project:
        project.apply(make_creation(make_annotation(documents[0])))
        project.back_up()


def test_edits_checkpoints_and_closing(path: Path, chance: Random) -> None:
    with told_story(path) as story:
        work(path)

    losses = story.cut(4 * CUTS, chance)

    assert losses.sentences == []
    assert losses.opened > losses.cuts / 2


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_these_cuts_find_what_a_weaker_setting_loses(
    path: Path, chance: Random, synchronous: str
) -> None:
    with told_story(path, synchronous=synchronous) as story:
        work(path)

    found = " ".join(story.cut(40, chance).sentences)

    assert "was acknowledged" in found
    if synchronous == "OFF":
        assert "damaged" in found


def test_jobs_that_change_much(path: Path, chance: Random) -> None:
    # a small cache: a transaction is written before it is committed, as a large one is
    with told_story(path, cache_size="10") as story:
        services = projects.create_project(path, ANA, scheme=make_scheme())
        with services:
            texts = [f"Homs {number}. Rain fell on Homs. " * 20 for number in range(12)]
            sources = [Source(one.encode(), f"{n}.txt") for n, one in enumerate(texts)]
            do_import(services, *sources[:6])
            do_import(services, *sources[6:])
            ids = [DocumentId(one) for one in services.project.article_ids()]
            places = [
                (one, Span(match.start(), match.end()))
                for one in ids
                for match in re.finditer("Homs", services.project.document(one).text)
            ]
            services.bulk.tag(places, "LOCATION").work(JobContext())
            entry = services.registering.add("LOCATION", "Homs")
            services.registering.link_name("Homs", "LOCATION", entry).work(JobContext())
            draft = services.schemes.draft().then(RenameLabel("LOCATION", "PLACE"))
            services.schemes.job(draft).work(JobContext())
            services.project_edits.undo()
            services.memory.learn_job().work(JobContext())

    assert len(places) >= 240
    assert story.cut(CUTS, chance).sentences == []


def test_a_new_project_is_there_whole_or_not_at_all(path: Path, chance: Random) -> None:
    with recording(path.parent) as recorder:
        project = Project.create(path, scheme=make_scheme())
        recorder.tell(0)
        state = digest(project._database)
        project.close()

    for left in after_cuts(recorder, 2 * CUTS, chance):
        made = left.folder / path.name
        if left.told is None and not made.exists():
            Project.create(made, scheme=make_scheme()).close()
        assert opened(made) == (state, []), left.where


@pytest.mark.parametrize("released", RELEASED, ids=lambda one: one.stem)
def test_an_upgrade_leaves_a_whole_file_and_a_backup(
    released: Path, tmp_path: Path, chance: Random
) -> None:
    path = Path(shutil.copy(released, tmp_path))
    before = header_version(path)
    with recording(tmp_path) as recorder, Project.open(path) as project:
        recorder.tell(0)
        after = digest(project._database)

    for left in after_cuts(recorder, CUTS, chance):
        found = left.folder / path.name
        reached = header_version(Path(shutil.copytree(left.folder, tmp_path / "look")) / path.name)
        shutil.rmtree(tmp_path / "look")
        backup = newest_good_backup(found)
        assert left.told is None or reached == VERSION, left.where
        if reached > before:
            assert backup is not None, left.where
            header = read_header(backup)
            assert header is not None
            assert header.version == before, left.where
        state, faults = opened(found)
        assert (state, faults) == (after, []), left.where


def test_a_backup_is_put_in_place_of_a_damaged_project_or_the_project_stays(
    path: Path, chance: Random
) -> None:
    damaged, state = damaged_project(path)
    backup = newest_good_backup(path)
    assert backup is not None
    with recording(path.parent) as recorder:
        aside = restore_backup(backup, path)
        recorder.tell(0)

    # a damaged file is kept with its log, whatever it is called
    assert {one.name: one.read_bytes() for one in (aside, beside(aside, "-wal"))} == {
        aside.name + ending: damaged[ending] for ending in ("", "-wal")
    }
    for left in after_cuts(recorder, 5 * CUTS, chance):
        there, kept = left.folder / path.name, left.folder / aside.name
        is_restored = there.exists() and there.read_bytes() != damaged[""]
        assert newest_good_backup(there) is not None, left.where
        if is_restored:
            assert opened(there) == (state, []), left.where
        else:
            assert left.told is None, left.where
        for ending, content in damaged.items():
            places = [beside(one, ending) for one in (there, kept)]
            held = [one.read_bytes() for one in places if one.exists()]
            assert content in held, (
                f"{left.where}: the damaged file has lost its {ending or 'body'}"
            )


def damaged_project(path: Path) -> tuple[dict[str, bytes], str]:
    """A project with a log, damaged, and its backup: its files by their endings, and the state
    of the backup."""
    document = make_document()
    project = make_project(path, document)
    project.back_up()
    state = digest(project._database)
    for _ in range(5):
        project.apply(make_creation(make_annotation(document)))
    files = {ending: beside(path, ending).read_bytes() for ending in ("", "-wal")}
    project.close()
    files[""] = files[""][:8_192] + b"\xff" * (len(files[""]) - 8_192)  # the log has some of it
    for ending, content in files.items():
        beside(path, ending).write_bytes(content)
    return files, state


@pytest.mark.skipif(os.name != "posix", reason="the system does not let an open file be removed")
def test_a_project_that_is_put_back_is_whole_whenever_the_power_goes(
    path: Path, chance: Random
) -> None:
    document = make_document()
    make_project(path, document).close()
    with told_story(path) as story:
        project = Project.open(path)
        for _ in range(3):
            project.apply(make_creation(make_annotation(document)))
        path.unlink()
        begun = len(story.recorder.events)
        with pytest.raises(ProjectMoved):
            project.apply(make_creation(make_annotation(document)))
        story.recorder.tell(PUT_BACK)
        project.close()

    *_, last = story.states
    for left in after_cuts(story.recorder, 8 * CUTS, chance, first=begun):
        found = left.folder / path.name
        if left.told == PUT_BACK or found.exists():
            assert opened(found) == (last, []), left.where


def test_settings_and_exports_are_the_old_ones_or_the_new_ones(
    tmp_path: Path, chance: Random
) -> None:
    target, preferences = tmp_path / "export.jsonl", tmp_path / "settings.json"
    SettingsFile(preferences).update(annotator_id=12, annotator_name="Ana")
    target.write_bytes(b"old" * 4_000)
    old = preferences.read_bytes()
    with recording(tmp_path) as recorder:
        SettingsFile(preferences).update(zoom=3)
        with atomic_file(target) as stream:
            stream.write(b"new" * 4_000)

    new = preferences.read_bytes()
    assert json.loads(new)["zoom"] == 3
    for left in after_cuts(recorder, 5 * CUTS, chance):
        assert (left.folder / preferences.name).read_bytes() in (old, new), left.where
        exported = (left.folder / target.name).read_bytes()
        assert exported in (b"old" * 4_000, b"new" * 4_000), left.where
