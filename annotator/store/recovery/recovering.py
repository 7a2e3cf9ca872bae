"""Saving all that can be read of a project into a new one. The damaged file is only read."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from annotator.domain.document import Status
from annotator.domain.edits import Change, Edit
from annotator.domain.errors import ProjectError, ProjectInUse, ProjectMissing
from annotator.domain.held_files import is_held
from annotator.domain.ids import AnnotatorId, EditId, IdMaker
from annotator.domain.recovery import FROM_BACKUP, KINDS, RecoveryReport
from annotator.store import checking, history, opening
from annotator.store.backups import newest_good_backup
from annotator.store.driver import NAME
from annotator.store.locking import WriterLock
from annotator.store.recovery.account import Account
from annotator.store.recovery.comparing import compare, count_filled, is_same_history
from annotator.store.recovery.fitting import fit
from annotator.store.recovery.log_writing import VERB, LogWriting
from annotator.store.recovery.missing import tell_doubts, tell_missing, tell_pages
from annotator.store.recovery.rebuilding import Rebuilding
from annotator.store.recovery.salvage import add_backup, make_scratch, salvage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from annotator.store.recovery.salvage import Salvaged

    OnStep = Callable[[int, int], None]

_REASON = "The text was damaged when the project was recovered."
_STEPS = 300
"""Of the progress: a third each for reading, for fitting together, for writing."""


def recover(
    source: Path,
    target: Path,
    *,
    with_backup: bool = False,
    clock: Callable[[], datetime],
    on_step: OnStep = lambda _done, _total: None,
) -> RecoveryReport:
    """Makes a new project of what can be read of a damaged one.

    with_backup: what cannot be read is taken from the newest good backup, where that has it.
    on_step: gets how many steps of how many are done; whatever it raises ends the work, and
    leaves nothing behind. Raises ProjectMissing, ProjectExists, ProjectInUse, and ProjectError if
    nothing of a project is in the file.
    """
    if is_held(source):
        raise ProjectInUse(f"{source} is the project that is open. Close it first.")
    if not source.is_file():
        raise ProjectMissing(f"There is no file {source}. Check the name.")
    with _kept_from_others(source), tempfile.TemporaryDirectory() as folder:
        return _Recovery(source, target, with_backup, clock, on_step).run(Path(folder))


@contextmanager
def _kept_from_others(source: Path) -> Iterator[None]:
    """Nobody changes the file meanwhile. Where no lock can be made, nobody can."""
    lock = None
    try:
        lock = WriterLock(source)
    except ProjectInUse:
        raise
    except ProjectError:
        lock = None
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


class _Recovery:
    def __init__(
        self,
        source: Path,
        target: Path,
        with_backup: bool,
        clock: Callable[[], datetime],
        on_step: OnStep,
    ) -> None:
        self._source = source
        self._target = target
        self._with_backup = with_backup
        self._clock = clock
        self._on_step = on_step
        self._account = Account()
        self._backup = newest_good_backup(source)
        self._rebuilding: Rebuilding | None = None
        self._annotations_filled = 0

    def run(self, folder: Path) -> RecoveryReport:
        with closing(make_scratch(folder / "scratch")) as driver:
            salvaged = self._read(driver)
            with _as_connection(driver, self._source) as scratch:
                self._check_found(scratch)
                fit(scratch, salvaged, lambda: self._on_step(_STEPS // 3, _STEPS))
                database, lock = opening.create(
                    self._target, lambda target: self._fill(scratch, target, salvaged)
                )
                try:
                    self._account.remarks += checking.check(database, lambda *_: None)
                    in_backup = compare(database, self._backup, scratch) if self._backup else ()
                finally:
                    database.close()
                    lock.release()
        return self._report(in_backup, salvaged.missing + salvaged.broken_pages)

    def _read(self, scratch: sqlite3.Connection) -> Salvaged:
        def step(done: int, total: int) -> None:
            self._on_step(done * _STEPS // 3 // max(1, total), _STEPS)

        try:
            salvaged = salvage(self._source, scratch, step)
        except OSError as error:
            raise ProjectError(
                f"{self._source} cannot be read ({error.strerror or error}). Copy it to another"
                " disk as far as that is possible, and recover the copy."
            ) from error
        if self._with_backup and self._backup is not None:
            with suppress(sqlite3.Error):
                add_backup(self._backup, scratch, with_log=is_same_history(self._backup, scratch))
        return salvaged

    def _check_found(self, scratch: Connection) -> None:
        found = scratch.exec_driver_sql(
            """SELECT EXISTS (SELECT 1 FROM document) OR EXISTS (SELECT 1 FROM body)
            OR EXISTS (SELECT 1 FROM change) OR EXISTS (SELECT 1 FROM setting)"""
        ).scalar_one()
        if not found:
            raise ProjectError(
                f"Nothing of a project can be read in {self._source}. Use a backup, or a copy of"
                " your own."
            )

    def _fill(self, scratch: Connection, target: Connection, salvaged: Salvaged) -> None:
        tell_pages(salvaged, self._account)
        rebuilding = Rebuilding(scratch, target, self._account, self._backup)

        def step(done: int, total: int) -> None:
            self._on_step(_STEPS * 2 // 3 + done * _STEPS // 3 // max(1, total), _STEPS)

        rebuilding.run(step)
        ids = IdMaker(self._clock)
        LogWriting(scratch, target, self._account, ids, self._clock()).run()
        tell_doubts(scratch, self._account)
        tell_missing(scratch, target, self._account)
        self._mark(target, rebuilding, ids)
        self._rebuilding = rebuilding
        self._annotations_filled = count_filled(scratch, target)

    def _mark(self, target: Connection, rebuilding: Rebuilding, ids: IdMaker) -> None:
        """Flags what is damaged and tags what comes from a backup, as edits that can be undone."""
        altered = {one.id for one in rebuilding.altered}
        both = {one.id: one for one in (*rebuilding.altered, *rebuilding.filled)}
        filled = {one.id for one in rebuilding.filled}
        person = target.exec_driver_sql("SELECT min(id) FROM annotator").scalar()
        for info in both.values():
            after = info
            if info.id in altered:
                after = replace(after, status=Status.FLAGGED, flag_reason=_REASON)
            if info.id in filled:
                after = replace(after, tags=tuple(sorted({*after.tags, FROM_BACKUP})))
            if after == info:
                continue
            if person is None:
                person = 1
                target.exec_driver_sql("INSERT INTO annotator VALUES (1, 'Unknown')")
            change = Change(info, after)
            edit = Edit(EditId(ids()), VERB, info.id, AnnotatorId(person), self._clock(), (change,))
            history.apply(target, edit)

    def _report(self, in_backup: tuple[str, ...], pages: int) -> RecoveryReport:
        assert self._rebuilding is not None
        return RecoveryReport(
            source=self._source,
            target=self._target,
            saved={kind: self._account.saved[kind] for kind in KINDS},
            unsaved=tuple(self._account.unsaved),
            pages=pages,
            remarks=tuple(self._account.remarks),
            backup=self._backup,
            in_backup=in_backup,
            from_backup=tuple(self._account.title(one.id) for one in self._rebuilding.filled),
            annotations_from_backup=self._annotations_filled,
            with_backup=self._with_backup and self._backup is not None,
        )


@contextmanager
def _as_connection(driver: sqlite3.Connection, path: Path) -> Iterator[Connection]:
    """The scratch database as the functions want it that read a project's rows."""
    engine = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool)
    with engine.connect() as connection:
        connection.info[NAME] = path
        yield connection
        connection.rollback()
