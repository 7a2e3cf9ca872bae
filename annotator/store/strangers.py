"""What a project file would have SQLite do by itself that this program did not put there.

A project may come from anybody. Triggers run whenever something is stored, and a view in a table's
place runs whenever it is read: they could change or hide what the user does, or compute without
end. They can reach nothing outside of the file.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from annotator.domain.errors import ProjectError
from annotator.store import (
    fifth_schema,
    first_schema,
    fourth_schema,
    second_schema,
    third_schema,
)
from annotator.store.failures import damaged

if TYPE_CHECKING:
    from annotator.store.connection import Database

_ACTING = (
    "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE type IN ('trigger', 'view')"
)

_SPELLING = re.compile(r"""[\s"'`\[\]]+""")


_LONGEST_NAME = 60


def refuse_strangers(database: Database) -> None:
    """Raises ProjectError for a trigger or view that no version of this program made."""
    with database.reading() as connection:
        for kind, name, sql in connection.exec_driver_sql(_ACTING):
            written = _spelled(sql)
            if written in _ours():
                continue
            if any(one.startswith(f"CREATE TRIGGER {name} ") for one in _ours()):
                raise damaged(database.path, f"the definition of its {kind} {name} is altered")
            shown = " ".join(name.split())[:_LONGEST_NAME]
            raise ProjectError(
                f"{database.path} was not opened: it holds a {kind}, “{shown}”, that this program"
                " did not make and that would run by itself. Ask for the file as it was, or save"
                " what is in it to a new one with “annotator recover”."
            )


@cache
def _ours() -> frozenset[str]:
    """What any version makes. They have no views."""
    schemas = first_schema, second_schema, third_schema, fourth_schema, fifth_schema
    statements = (_spelled(one) for schema in schemas for one in schema.STATEMENTS)
    return frozenset(one for one in statements if one.startswith("CREATE TRIGGER "))


def _spelled(sql: str) -> str:
    """SQLite spells blanks and quotes anew when it renames a table."""
    return _SPELLING.sub(" ", sql).strip()
