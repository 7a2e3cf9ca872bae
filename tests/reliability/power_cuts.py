"""Cutting the power in the middle of recorded work, and looking at what is left."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from annotator.domain.errors import NotAllowed, ProjectMissing
from annotator.store.connection import Database
from annotator.store.inspection import beside
from annotator.store.project import Project
from tests.factories import NOON
from tests.reliability.recording import recording
from tests.reliability.replaying import Disk, cuts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from sqlalchemy import Connection

    from tests.reliability.recording import Recorder

ASKED_TO_LOOK = "The last step could not be read"
"""What is said of a step that was being stored: whether it was, nobody can know."""


def digest(database: Database) -> str:
    """Of all that a project holds: every row of every table, its log and indexes included.

    Not of how many transactions there were, nor of who has opened it.
    """
    found = hashlib.sha256()
    with database.reading() as connection:
        for name in _tables(connection):
            found.update(f"\n{name}\n".encode())
            rows = connection.exec_driver_sql(f'SELECT * FROM "{name}"')
            for row in rows:
                if row[0] not in ("revision", "session"):
                    found.update(repr(tuple(row)).encode())
    return found.hexdigest()


def _tables(connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        " ORDER BY name"
    )
    return [str(one) for (one,) in rows]


class Story:
    """Work that was recorded: its events, and the state of the project after each transaction."""

    def __init__(self, path: Path, recorder: Recorder) -> None:
        self.path = path
        self.recorder = recorder
        self.states: list[str] = []

    def on_commit(self, database: Database) -> None:
        """A transaction was committed, and whoever made it goes on now."""
        if database.path == beside(self.path, "-new"):  # a draft: nobody is told of it
            self.states = [digest(database)]
        elif database.path == self.path:
            self.states.append(digest(database))
            self.recorder.tell(len(self.states) - 1)

    def cut(self, many: int, random: Random) -> Losses:
        """Cuts the power so often, and has each time opened what is left."""
        losses = Losses()
        for left in after_cuts(self.recorder, many, random):
            losses.cuts += 1
            try:
                found = opened(left.folder / self.path.relative_to(self.recorder.folder))
            except ProjectMissing:
                if left.told is not None:
                    losses.sentences.append(f"{left.where}: the project is gone")
            except Exception as error:  # noqa: BLE001 - each is a loss, to be listed
                losses.sentences.append(f"{left.where}: {type(error).__name__}: {error}")
            else:
                losses.opened += 1
                losses.sentences += self._judge(found, left)
        return losses

    def _judge(self, found: Found, left: Left) -> Iterator[str]:
        first = 0 if left.told is None else left.told
        if found.state not in self.states[first : first + 2]:
            at = self.states.index(found.state) if found.state in self.states else "unknown"
            yield f"{left.where}: the state is {at}, and {left.told} was acknowledged"
        for sentence in found.faults:
            yield f"{left.where}: {sentence}"


class Losses:
    """What came of cuts; sentences: one for each that lost something."""

    def __init__(self) -> None:
        self.cuts = self.opened = 0
        self.sentences: list[str] = []


class Found(NamedTuple):
    """A project as it was opened: its state, and what was found wrong with it."""

    state: str
    faults: list[str]


class Left(NamedTuple):
    """What a cut has left, in a folder. told: the number of the last acknowledged state."""

    folder: Path
    told: int | None
    where: str


def after_cuts(recorder: Recorder, many: int, random: Random, *, first: int = 0) -> Iterator[Left]:
    """What is left, each time in a folder of its own, where the power went so often.

    first: how many events were over at the least.
    """
    disk, done = Disk(recorder.begun), 0
    for at in (first + one for one in cuts(recorder.events[first:], many, random)):
        while done < at:
            disk.take(recorder.events[done])
            done += 1
        with restored(disk.after_power_loss(random), recorder.folder) as folder:
            yield Left(folder, disk.told, f"cut at {at} of {len(recorder.events)}")


def opened(path: Path) -> Found:
    """Opens what is left as the program does, checks it, and takes the last step back and forth."""
    with Project.open(path) as project:
        state = digest(project._database)
        faults = project.check()
        told = [one for one in faults if one.startswith(ASKED_TO_LOOK)]
        with project._database.reading() as connection:
            last = connection.exec_driver_sql(
                "SELECT document_id, kind FROM edit ORDER BY seq DESC LIMIT 1"
            ).first()
        if last is not None and faults == told:
            anyone = next(iter(project.annotators()))
            steps = (project.undo, project.redo, project.undo)
            with suppress(NotAllowed):  # suggestions that came since need the labels
                for step in steps[1:] if last[1] == "undo" else steps:
                    assert step(last[0], annotator_id=anyone, at=NOON) is not None
            faults = project.check()
    return Found(state, [one for one in faults if not one.startswith(ASKED_TO_LOOK)])


@contextmanager
def restored(left: Mapping[Path, bytes], below: Path) -> Iterator[Path]:
    """A folder that holds what a disk held; -shm, which means nothing then, is rubbish."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        for path, content in left.items():
            target = folder / path.relative_to(below)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            if path.name.endswith("-wal"):
                target.with_name(path.name.removesuffix("-wal") + "-shm").write_bytes(b"\7" * 32768)
        yield folder


@contextmanager
def told_story(path: Path, **pragmas: str) -> Iterator[Story]:
    """Records all work on the project at `path` meanwhile; nobody has it open before.

    pragmas: SQLite's settings, in place of those that ship.
    """
    from annotator.store import engine

    original = Database._own_transaction
    with recording(path.parent) as recorder, pytest.MonkeyPatch.context() as patch:
        story = Story(path.resolve(), recorder)

        @contextmanager
        def noted(database: Database) -> Iterator[Connection]:
            with original(database) as found:
                yield found
            story.on_commit(database)

        patch.setattr(Database, "_own_transaction", noted)
        others = tuple(f"PRAGMA {name} = {value}" for name, value in pragmas.items())
        patch.setattr(engine, "_PRAGMAS", engine._PRAGMAS + others)
        yield story


def header_version(path: Path) -> int:
    """The schema version that a file's state has, its log included."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
