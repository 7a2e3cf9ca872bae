"""The transactions of one project file: one state to read, one durable change to write."""

from __future__ import annotations

import logging
import sqlite3
import threading
import weakref
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING

from annotator.domain import held_files
from annotator.domain.errors import ProjectError
from annotator.store.belonging import leave_mark
from annotator.store.driver import execute
from annotator.store.engine import Opener
from annotator.store.glance import Watch
from annotator.store.keeping import FileGone
from annotator.store.locking import while_nobody_looks
from annotator.store.pool import READING, WRITING, Pool
from annotator.store.reclaiming import reclaim
from annotator.store.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from annotator.store.glance import Glance
    from annotator.store.keeping import Keeper

_log = logging.getLogger("annotator.store")

_COUNT = "UPDATE setting SET value = value + 1 WHERE name = 'revision'"


class Database:
    """The transactions of one file, for any number of threads.

    Each `with` block below holds a connection of its own and is one transaction.
    read_only: SQLite itself refuses to write. The file is opened in the ordinary way where that
    is possible all the same: only so does closing it tidy away what lies beside it.
    immutable: moreover nobody else writes, so nothing is created beside the file.
    beside_writer: somebody else writes, and so tidies away. Their locks are gone once anything in
    their process, such as a file dialog, has read and closed the file; a connection that could
    write would then delete the log that they go on writing to.
    called: the name by which messages call the file, if it is not yet there.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        immutable: bool = False,
        beside_writer: bool = False,
        called: Path | None = None,
    ) -> None:
        self.remark = ""
        """What whoever opened the file should know of it, a sentence; "" for nothing."""
        self.when_moved: list[Callable[[Path], None]] = []
        """Are told where the project is from now on."""
        self.turns = Turns()
        self._opener = Opener(
            path,
            read_only=read_only,
            immutable=immutable,
            beside_writer=beside_writer,
            called=called,
        )
        self._pool = Pool(self._opener)
        self._watch = Watch(self._opener)
        self._closed = False
        self._unfolded = 0
        self._has_marked = False
        self._has_stored = False
        self._held = threading.local()
        self._let_go = self._hold()

    @property
    def path(self) -> Path:
        """Where the file is; elsewhere once it was moved while it was open."""
        return self._opener.path

    @property
    def keeper(self) -> Keeper | None:
        """Keeps what is stored if the file goes; None for those who only read."""
        return self._opener.keeper

    def keep_with(self, keeper: Keeper) -> None:
        """Has this keep what is stored from now on."""
        self._opener.keeper = keeper

    @property
    def has_stored(self) -> bool:
        """Whether anything was written here, so that the file is worth being brought back."""
        return self._has_stored

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the file."""
        self._check_open()
        held: Connection | None = getattr(self._held, "connection", None)
        if held is not None:
            yield held
            return
        with self._pool.transaction(READING) as connection:
            yield connection

    @contextmanager
    def writing(self, *, counted: bool = True) -> Iterator[Connection]:
        """A transaction that is committed, durably, when the block ends, or leaves no trace.

        counted: the file's revision goes up by one, so that a backup knows of it.
        """
        with self.turns:
            self._check_open()
            if self._opener.read_only:
                raise ProjectError(
                    f"{self._opener.name} is open for reading only, so it cannot be changed."
                )
            held: Connection | None = getattr(self._held, "connection", None)
            with nullcontext(held) if held else self._own_transaction() as connection:
                yield connection
                if counted and not self._held.is_counted:
                    self._held.is_counted = True
                    execute(connection, _COUNT)
                    if not self._has_marked:
                        leave_mark(connection.exec_driver_sql)
                        self._has_marked = True

    @contextmanager
    def together(self, *, patient: bool = False) -> Iterator[None]:
        """Makes all that this thread reads and writes inside of it one writing transaction.

        It sees nobody else's changes, is committed at the end or leaves no trace, and costs one
        transaction where each read would cost one of its own. Raises ProjectError while another
        thread is engaged; patient: waits for it.
        """
        if getattr(self._held, "connection", None) is not None:
            yield
            return
        turn = self.turns if patient else self.turns.soon()
        with turn, self.writing(counted=False) as connection:
            self._held.connection = connection
            try:
                yield
            finally:
                self._held.connection = None

    def fold(self) -> None:
        """Copies what is committed from the write-ahead log into the file, from where it can.

        Nobody waits for it, neither who reads nor who writes meanwhile, and nothing depends on it:
        the log is as durable as the file. Without it the log would grow, and at some commit the
        copying would be due within a key press. SQLite's locks are taken again, should something
        in this process have lost them.
        """
        self._check_open()
        self._unfolded = 0
        with self._pool.outside_transactions() as connection:
            reclaim(self.path)
            try:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
            except sqlite3.Error as error:  # a full disk, say: the next commit tells of it
                _log.info("the log could not be folded: %s", error)

    @property
    def unfolded(self) -> int:
        """How many transactions of this process were committed since fold()."""
        return self._unfolded

    def glance(self) -> Glance:
        """What has moved if somebody else has written, or put another file in this one's place.

        Costs some microseconds. Raises ProjectError.
        """
        self._check_open()
        return self._watch.glance()

    def afterwards(self, act: Callable[[], None]) -> None:
        """Has something done when the transaction this thread writes in is over, either way."""
        self._held.afterwards.append(act)

    def close(self) -> None:
        """Closes every connection; SQLite then folds its write-ahead log into the file.

        Raises ProjectMoved, closed all the same, if the file has gone and was put back.
        """
        with self.turns:
            try:
                self._keep_at_the_end()
            finally:
                self._closed = True
                with while_nobody_looks(self.path) if self._opener.tidies else nullcontext():
                    self._watch.close()
                    self._pool.close()
                self._let_go()

    def keep(
        self, *, is_closing: bool = False, on_step: Callable[[int, int], None] | None = None
    ) -> ProjectError:
        """Puts the content of a file that has gone where it can be found, and goes on there.

        In the turn of the thread that calls it. on_step: how much of how much is copied; without
        it whoever knows to wait for that is told instead, if it is much. Returns what is to be
        said: ProjectMoved, or that it has yet to be done. Raises ProjectError, or what on_step
        raises; what is open holds all then, as before.
        """
        keeper = self._opener.keeper
        assert keeper is not None
        self._pool.close_idle()  # so that the next one was opened before
        with self._pool.outside_transactions() as opened_before:
            if on_step is None and not is_closing and keeper.puts_off(opened_before):
                return keeper.refusal()
            moved = keeper.keep(opened_before, is_closing=is_closing, on_step=on_step)
        _log.info("%s: its content is now in %s", self.path, moved.path)
        self._pool.move(moved.path)
        self._let_go()
        self._let_go = self._hold()
        for tell in self.when_moved:
            tell(moved.path)
        return moved

    def have_spare(self) -> None:
        """Sees to it that one may read while another copies from a file that has gone.

        No connection can be opened to that any more. Takes a millisecond, the first time; if there
        is none to be had, whoever reads then is told.
        """
        with suppress(ProjectError):
            self._check_open()
            with self._pool.outside_transactions():
                return

    @contextmanager
    def _own_transaction(self) -> Iterator[Connection]:
        """A writing one, with what is to be done after it."""
        keeper = self._opener.keeper
        acts: list[Callable[[], None]] = []
        self._held.afterwards, self._held.is_counted = acts, False
        try:
            with self._pool.transaction(WRITING) as connection:
                yield connection
                if keeper is not None:
                    keeper.check()
            self._unfolded += 1
            self._has_stored = True
            if keeper is not None:
                keeper.note_log()
        except FileGone:
            self._has_marked = False
            raise self.keep() from None
        except BaseException:
            self._has_marked = False  # it may have been left in what came to nothing
            raise
        finally:
            for act in acts:
                act()

    def _keep_at_the_end(self) -> None:
        if not self._closed and self._has_stored and self._opener.has_gone():
            raise self.keep(is_closing=True)

    def _hold(self) -> Callable[[], object]:
        return weakref.finalize(self, held_files.hold(self.path))

    def _check_open(self) -> None:
        if self._closed:
            raise ProjectError(f"{self.path} has been closed; open it again to go on.")
