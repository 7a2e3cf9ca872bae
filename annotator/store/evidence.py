"""Whether an error came of a damaged file: told by looking for the damage."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, NoResultFound

from annotator.store.definitions import compare_definitions

if TYPE_CHECKING:
    from collections.abc import Callable

MISREADINGS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    sqlite3.Error,
    DBAPIError,
    NoResultFound,
)
"""What reading a row raises that holds what nobody wrote; a bug may raise the same."""

_PATIENCE_S = 3.0
_STEPS = 100_000
"""SQLite's instructions between two looks at the clock."""


class AlteredText(Exception):
    """An article's text is not the one that was imported. str(): which, as part of a sentence."""


class UnreadableValue(AlteredText, ValueError):
    """A value that is stored as a text is not one that the program writes. str(): as AlteredText's.

    The file may be sound: somebody has changed it who had the means to.
    """


def find_damage(connect: Callable[[], sqlite3.Connection]) -> str | None:
    """What is found first to be wrong; None for a file that is sound.

    A large file that shows nothing within some seconds counts as sound.
    """
    try:
        with closing(connect()) as connection:
            end = time.monotonic() + _PATIENCE_S
            connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            wrong = next(compare_definitions(connection, version), None)
            if wrong:
                return wrong
            answer = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except (sqlite3.Error, UnicodeDecodeError) as error:  # a message may quote what is no text
        is_late = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT
        return None if is_late else str(error)
    return None if answer == "ok" else answer
