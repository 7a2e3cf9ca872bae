"""Rotating backups beside the project: made, listed, and the oldest let go."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.backups import Backup, Backups, Made, kept
from annotator.domain.project_file import SUFFIX
from annotator.store.copying import check_room, copy_database, draft_of
from annotator.store.inspection import beside, is_good, uri

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from annotator.store.copying import OnStep

_log = logging.getLogger("annotator.store")

_STAMP = "%Y%m%dT%H%M%S.%fZ"

_STATE = """SELECT (SELECT value FROM setting WHERE name = 'revision'),
    (SELECT edit_id FROM edit ORDER BY seq DESC LIMIT 1)"""


class State(NamedTuple):
    """By what two copies of a project are known to be of one moment.

    revision: how many transactions there were. newest_edit: the id of the last step; 0 for none.
    """

    revision: int
    newest_edit: int


def folder_of(path: Path) -> Path:
    """Where the backups of a project lie."""
    return beside(path, "-backups")


def backups_of(path: Path) -> list[Path]:
    """The backups of a project, oldest first, good or not."""
    return sorted(folder_of(path).glob(f"*{SUFFIX}"))


def newest_good_backup(path: Path) -> Path | None:
    """The newest backup of the project at `path` that is whole.

    The one of the latest state, that is: a clock may have been set back between them.
    """
    states = {one: state_of(one) for one in backups_of(path)}
    by_state = sorted(states, key=lambda one: state.revision if (state := states[one]) else -1)
    return next((backup for backup in reversed(by_state) if is_good(backup)), None)


def time_of(backup: Path) -> datetime:
    """When a backup was made, by its name; by the file's time where it was given another."""
    try:
        return datetime.strptime(backup.stem, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return datetime.fromtimestamp(backup.stat().st_mtime, UTC)


def make_backup(path: Path, at: datetime, *, on_step: OnStep = lambda _done, _total: None) -> Path:
    """Copies the project as it stands now, also while others write to it.

    Older backups that need not be kept go once the new one has been found good. on_step: see
    copy_database(). Raises ProjectError.
    """
    target = _free_name(path, at)

    def write(draft: Path) -> None:
        check_room(draft.parent, path.stat().st_size)
        copy_database(path, draft, on_step=on_step)

    with draft_of(target, write) as draft:
        draft.replace(target)
    _let_go(path, time_of(target), target)
    _log.info("backed up %s", path)
    return target


def state_of(path: Path) -> State | None:
    """The state that a backup holds; None if it cannot be read."""
    found = _ask(path, _STATE)
    return State(int(found[0]), found[1] or 0) if found else None


def read_state(connection: Connection) -> State:
    """The state that the project itself is in."""
    revision, newest_edit = connection.exec_driver_sql(_STATE).one()
    return State(int(revision), newest_edit or 0)


def is_backed_up(path: Path, state: State, now: datetime) -> bool:
    """Whether the newest backup holds this state already.

    Of those made in the future, by a wrong clock, the newest is asked as well.
    """
    made = backups_of(path)
    past = [one for one in made if time_of(one) <= now]
    return any(state_of(some[-1]) == state for some in (made, past) if some)


def overview(path: Path, on_step: OnStep = lambda _done, _total: None) -> Backups:
    """All backups with what they hold, newest first. on_step: how many of how many are read."""
    found = backups_of(path)[::-1]
    made = []
    for number, one in enumerate(found):
        on_step(number, len(found))
        with suppress(FileNotFoundError):  # another window has let it go
            counts = _counts(one, immutable=True)
            made.append(Backup(one, time_of(one), one.stat().st_size, *counts))
    on_step(len(found), len(found))
    return Backups(tuple(made), *_counts(path))


def _counts(path: Path, *, immutable: bool = False) -> tuple[int | None, int | None]:
    """How many articles, but for removed ones, and annotations in them a project file has."""
    found = _ask(
        path,
        "SELECT (SELECT count(*) FROM document WHERE NOT hidden),"
        " (SELECT count(*) FROM annotation JOIN document ON document.id = document_id"
        " WHERE NOT hidden)",
        immutable=immutable,
    )
    return (found[0], found[1]) if found else (None, None)


def _ask(path: Path, question: str, *, immutable: bool = True) -> tuple[int, int] | None:
    options = {"mode": "ro", "immutable": "1"} if immutable else {"mode": "ro"}
    try:
        with closing(sqlite3.connect(uri(path, **options), uri=True)) as connection:
            row: tuple[int, int] | None = connection.execute(question).fetchone()
    except sqlite3.Error:
        return None
    return row if row and None not in row[:1] else None


def _let_go(path: Path, now: datetime, newest: Path) -> None:
    """Deletes what need not be kept; never the newest, whatever time it was made at."""
    made = {}
    for one in backups_of(path):
        with suppress(FileNotFoundError):
            made[one] = Made(time_of(one), one.stat().st_size)
    staying = kept(list(made.values()), now)
    for one, as_made in made.items():
        if as_made not in staying and one != newest:
            with suppress(OSError):
                one.unlink()


def _free_name(path: Path, at: datetime) -> Path:
    folder = folder_of(path)
    while True:
        target = folder / f"{at.astimezone(UTC).strftime(_STAMP)}{SUFFIX}"
        if not target.exists():
            return target
        at += timedelta(microseconds=1)  # a clock may stand still
