"""What SQLite's errors mean to a user: the one place where they are translated."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from annotator.domain.errors import AnnotatorError, DamagedProject, DiskRefused, EditConflict
from annotator.store.backups import newest_good_backup

if TYPE_CHECKING:
    from pathlib import Path

_SENTENCES = {
    sqlite3.SQLITE_FULL: "The disk is full, so {path} could not be saved; what was saved before is"
    " safe. Free some space and try again.",
    sqlite3.SQLITE_READONLY: "{path} may not be written to. Check that the file, its folder and the"
    " disk are not read-only.",
    sqlite3.SQLITE_BUSY: "Another program is using {path} at the moment. Close it there and try"
    " again.",
    sqlite3.SQLITE_LOCKED: "Another program is using {path} at the moment. Close it there and try"
    " again.",
    sqlite3.SQLITE_IOERR: "The disk reported an error on {path}; what was saved before is safe."
    " Check the disk, its space or quota, or the network drive, and try again.",
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened. Check that it is still there and that you"
    " may read and write it and its folder.",
    sqlite3.SQLITE_PERM: "You may not read {path}. Ask its owner for the permission.",
    sqlite3.SQLITE_AUTH: "You may not read {path}. Ask its owner for the permission.",
}

_STALE = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
"""Where a connection may be of no use even when the cause is gone: one that was opened while the
disk was read-only stays so, and one whose drive was pulled out does not come back with it. On a
full disk there may be no room to open the file anew."""
_UNSYNCED = (sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC)
"""The step lies in the log as a whole then. The connection knows that it was refused, and the next
step takes its place; who opened the file anew would take it for one that was stored."""


def damaged(path: Path, what: str) -> DamagedProject:
    """The exception for a damaged file. what: how it shows, as the end of a sentence."""
    backup = newest_good_backup(path)
    advice = (
        f"Its newest good backup is {backup}; “annotator recover” saves what can be read of the"
        " file itself."
        if backup
        else "It has no backup; “annotator recover” saves what can be read of it."
    )
    return DamagedProject(f"{path} is damaged: {' '.join(what.split())}. {advice}", backup=backup)


_OF_DAMAGE = (
    "Could not decode to UTF-8",  # a text that is none
    "user-defined function raised exception",  # the same, in a column that has a seal
    "malformed database schema",
    "invalid fts5 file format",
)
"""How messages begin that only a damaged file calls forth."""


def translate(error: BaseException | None, path: Path) -> AnnotatorError | None:
    """Our exception for one of SQLite's, or None if it can only be a bug of ours."""
    if not isinstance(error, sqlite3.Error):
        return None
    # extended codes carry the primary one in their low byte
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    is_damage = code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    if is_damage or (code <= sqlite3.SQLITE_ERROR and str(error).startswith(_OF_DAMAGE)):
        return damaged(path, f"SQLite says “{error}”")
    if code == sqlite3.SQLITE_CONSTRAINT:
        return EditConflict(f"{path}: {error}")
    sentence = _SENTENCES.get(code)
    if sentence is None:
        return None
    is_stale = code in _STALE and getattr(error, "sqlite_errorcode", 0) not in _UNSYNCED
    return DiskRefused(sentence.format(path=path), is_stale=is_stale)
