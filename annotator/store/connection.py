"""Connections to one project file: how they are set up, and what their failures are called."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import weakref
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import create_engine, event
from sqlalchemy.pool import QueuePool

from annotator.domain import held_files
from annotator.domain.errors import DiskRefused, ProjectError
from annotator.store.belonging import leave_mark
from annotator.store.driver import NAME, execute
from annotator.store.evidence import MISREADINGS, AlteredText, find_damage
from annotator.store.failures import damaged, translate
from annotator.store.inspection import uri
from annotator.store.keeping import FileGone
from annotator.store.locking import while_nobody_looks
from annotator.store.reclaiming import reclaim
from annotator.store.sealing import allow_seals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine, ExceptionContext
    from sqlalchemy.pool import ConnectionPoolEntry

    from annotator.domain.errors import AnnotatorError, ProjectMoved
    from annotator.store.keeping import Keeper

_log = logging.getLogger("annotator.store")

_BUSY_TIMEOUT_S = 5.0
_PATIENCE_S = 0.05

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",  # macOS alone: its plain sync leaves all in the drive's own cache
    "PRAGMA cache_size = -32768",
    "PRAGMA temp_store = MEMORY",
    # pages: a commit that finds so many in the log folds them into the file itself, which takes
    # tens of milliseconds. Between keys fold() does it long before
    "PRAGMA wal_autocheckpoint = 8000",
    "PRAGMA journal_size_limit = 8388608",
)

_POOL_SIZE = 4
_BEGIN = "begin"
"""Where a connection's `info` holds the statement that its next transaction begins with."""
_FIXED = "fixed"
"""Where it holds whether the file could not be written to when it was opened: then it never can."""
_READING, _WRITING = "BEGIN", "BEGIN IMMEDIATE"

_COUNT = "UPDATE setting SET value = value + 1 WHERE name = 'revision'"


class Glance(NamedTuple):
    """version: SQLite's count of what others have written. file: what the path leads to."""

    version: int
    file: tuple[int, int]


class Database:
    """The connections to one file, for any number of threads.

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
        self.path = path
        self.remark = ""
        """What whoever opened the file should know of it, a sentence; "" for nothing."""
        self._name = called or path
        self._read_only = read_only
        is_fixed = read_only and (immutable or beside_writer or not os.access(path, os.W_OK))
        self._options = {"mode": "ro" if is_fixed else "rw"}
        # closing may fold the log then, though nobody writes here
        self._tidies = read_only and not is_fixed
        if immutable:
            self._options["immutable"] = "1"
        self._closed = False
        self._unfolded = 0
        self._has_marked = False
        self._has_stored = False
        self._watching: sqlite3.Connection | None = None
        self.keeper: Keeper | None = None
        """Keeps what is stored if the file goes; None for those who only read."""
        self.when_moved: list[Callable[[Path], None]] = []
        """Are told where the project is from now on."""
        # one writer at a time, so that our own threads never wait for SQLite's busy timeout
        self._write_lock = threading.RLock()
        self._is_engaged = False
        self._held = threading.local()
        self._let_go: Callable[[], object] = lambda: None
        self._engine = self._make_engine()
        self._idle: list[Connection] = []

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the file."""
        self._check_open()
        held: Connection | None = getattr(self._held, "connection", None)
        if held is not None:
            yield held
            return
        with self._transaction(_READING) as connection:
            yield connection

    @contextmanager
    def writing(self, *, counted: bool = True) -> Iterator[Connection]:
        """A transaction that is committed, durably, when the block ends, or leaves no trace.

        counted: the file's revision goes up by one, so that a backup knows of it.
        """
        with self._write_lock:
            self._check_open()
            if self._read_only:
                raise ProjectError(
                    f"{self._name} is open for reading only, so it cannot be changed."
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
        turn = self._write_lock if patient else self.soon()
        with turn, self.writing(counted=False) as connection:
            self._held.connection = connection
            try:
                yield
            finally:
                self._held.connection = None

    @contextmanager
    def engaged(self) -> Iterator[None]:
        """Keeps all others from writing for long; whoever comes to write together() is refused."""
        with self._write_lock:
            self._is_engaged = True
            try:
                yield
            finally:
                self._is_engaged = False

    @contextmanager
    def soon(self) -> Iterator[None]:
        """Keeps all others from writing; waits for them only if they write for a moment.

        Raises ProjectError while another thread is engaged.
        """
        while not self._write_lock.acquire(timeout=_PATIENCE_S):
            if self._is_engaged:
                raise ProjectError(
                    "A large change is being stored, so this was not done."
                    " Try again when it is finished."
                )
        try:
            yield
        finally:
            self._write_lock.release()

    def fold(self) -> None:
        """Copies what is committed from the write-ahead log into the file, from where it can.

        Nobody waits for it, neither who reads nor who writes meanwhile, and nothing depends on it:
        the log is as durable as the file. Without it the log would grow, and at some commit the
        copying would be due within a key press. SQLite's locks are taken again, should something
        in this process have lost them.
        """
        self._check_open()
        self._unfolded = 0
        connection = self._engine.raw_connection()
        reclaim(self.path)
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
        except sqlite3.Error as error:  # a full disk, say: the next commit tells of it
            _log.info("the log could not be folded: %s", error)
        finally:
            connection.close()

    @property
    def unfolded(self) -> int:
        """How many transactions of this process were committed since fold()."""
        return self._unfolded

    def glance(self) -> Glance:
        """What has moved if somebody else has written, or put another file in this one's place.

        Costs some microseconds. Raises ProjectError.
        """
        self._check_open()
        try:
            if self._watching is None:
                self._watching = self._connect()
            (version,) = self._watching.execute("PRAGMA data_version").fetchone()
            found = self.path.stat()
        except (sqlite3.Error, OSError):
            return Glance(0, (0, 0))
        return Glance(version, (found.st_dev, found.st_ino))

    def afterwards(self, act: Callable[[], None]) -> None:
        """Has something done when the transaction this thread writes in is over, either way."""
        self._held.afterwards.append(act)

    def close(self) -> None:
        """Closes every connection; SQLite then folds its write-ahead log into the file.

        Raises ProjectMoved, closed all the same, if the file has gone and was put back.
        """
        with self._write_lock:
            try:
                self._keep_at_the_end()
            finally:
                self._closed = True
                with while_nobody_looks(self.path) if self._tidies else nullcontext():
                    self._close_idle()
                    if self._watching is not None:
                        self._watching.close()
                        self._watching = None
                    self._engine.dispose()
                self._let_go()

    @contextmanager
    def _own_transaction(self) -> Iterator[Connection]:
        """A writing one, with what is to be done after it."""
        acts: list[Callable[[], None]] = []
        self._held.afterwards, self._held.is_counted = acts, False
        try:
            with self._transaction(_WRITING) as connection:
                yield connection
                if self.keeper is not None:
                    self.keeper.check()
            self._unfolded += 1
            self._has_stored = True
            if self.keeper is not None:
                self.keeper.note_log()
        except FileGone:
            self._has_marked = False
            raise self._keep() from None
        except BaseException:
            self._has_marked = False  # it may have been left in what came to nothing
            raise
        finally:
            for act in acts:
                act()

    def _keep(self, *, is_closing: bool = False) -> ProjectMoved:
        """Puts the content of a file that has gone where it can be found, and goes on there."""
        assert self.keeper is not None
        self._close_idle()  # into the pool, which then has one that was opened before
        pooled = self._engine.raw_connection()
        opened = pooled.driver_connection
        assert isinstance(opened, sqlite3.Connection)
        try:
            moved = self.keeper.keep(opened, is_closing=is_closing)
        finally:
            pooled.close()
        _log.info("%s: its content is now in %s", self.path, moved.path)
        # what is open beside us goes on reading the old file to the end of what it does
        self._engine.dispose()
        self.path = self._name = moved.path
        self._engine = self._make_engine()
        for tell in self.when_moved:
            tell(moved.path)
        return moved

    def _keep_at_the_end(self) -> None:
        if self._closed or self.keeper is None or not self._has_stored:
            return
        try:
            self.keeper.check()
        except FileGone:
            raise self._keep(is_closing=True) from None

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        connection = self._take()
        if begin is _WRITING and connection.info[_FIXED]:  # it may be written to by now
            connection.invalidate()
            connection.close()
            connection = self._engine.connect()
        connection.info[_BEGIN] = begin
        try:
            with connection.begin():
                yield connection
        except BaseException as error:
            connection.close()  # the pool clears up whatever is left over
            known = self._known(error)
            self._open_anew_after(known or error)
            if known is not None:
                raise known from error
            raise
        if connection.engine is not self._engine:  # of a file that has gone meanwhile
            connection.invalidate()
            connection.close()
            return
        # kept as it is: giving it to the pool and taking it out costs more than a small read
        self._idle.append(connection)
        if self._closed or len(self._idle) > _POOL_SIZE:
            self._close_idle()

    def _take(self) -> Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._engine.connect()

    def _open_anew_after(self, error: BaseException) -> None:
        """Lets go of connections that may be of no use any more, even once the disk is well.

        Not if the file has gone: they are all that its content is left in.
        """
        if not isinstance(error, DiskRefused) or not error.is_stale:
            return
        try:
            if self.keeper is not None:
                self.keeper.check()
        except FileGone:
            return
        self._close_idle()
        self._engine.dispose()

    def _known(self, error: BaseException) -> AnnotatorError | None:
        """What an error of a transaction is in truth; None if it is what it says.

        One that may come of a damaged file is a bug only if nothing is damaged.
        """
        if isinstance(error, AlteredText):
            return damaged(self._name, str(error))
        known = translate(error, self._name)
        if known is not None or not isinstance(error, MISREADINGS):
            return known
        found = find_damage(self._connect)
        return None if found is None else damaged(self._name, f"a check finds “{found}”")

    def _close_idle(self) -> None:
        with suppress(IndexError):  # others may take some out meanwhile
            while True:
                self._idle.pop().close()

    def _check_open(self) -> None:
        if self._closed:
            raise ProjectError(f"{self.path} has been closed; open it again to go on.")

    def _make_engine(self) -> Engine:
        self._let_go()
        self._let_go = weakref.finalize(self, held_files.hold(self.path))
        # the pool gives each thread that is at work a connection of its own
        engine = create_engine(
            "sqlite://",
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=_POOL_SIZE,
            max_overflow=60,
        )
        event.listen(engine, "connect", self._on_connect)
        event.listen(engine, "begin", _begin)
        event.listen(engine, "handle_error", self._on_error)
        return engine

    def _connect(self) -> sqlite3.Connection:
        # isolation_level None: the driver begins nothing by itself, so DDL is transactional too
        connection = sqlite3.connect(
            uri(self.path, **self._options),
            uri=True,
            timeout=_BUSY_TIMEOUT_S,
            isolation_level=None,
            check_same_thread=False,
        )
        self._check_place(connection)
        allow_seals(connection)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        if self._read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = WAL")
        return connection

    def _check_place(self, connection: sqlite3.Connection) -> None:
        """Another file that was put at the path, and our log beside it, must not be mixed."""
        if self.keeper is None:
            return
        try:
            self.keeper.check()
        except FileGone:
            connection.close()
            raise DiskRefused(
                f"{self._name} is not where it was opened any more, so this could not be read."
                " What you change next brings it back."
            ) from None

    def _on_connect(self, _: object, record: ConnectionPoolEntry) -> None:
        record.info[NAME] = self._name
        record.info[_FIXED] = not os.access(self.path, os.W_OK)

    def _on_error(self, context: ExceptionContext) -> None:
        error = translate(context.original_exception, self._name)
        if error is not None:
            raise error from context.original_exception


def _begin(connection: Connection) -> None:
    execute(connection, connection.info[_BEGIN])
