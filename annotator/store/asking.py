"""How the parts of a Project ask the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from annotator.store.connection import Database

P = ParamSpec("P")
T = TypeVar("T")


class Asking:
    """A question is a function of a connection, which sees one state of the file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _ask(
        self,
        question: Callable[Concatenate[Connection, P], T],
        *args: P.args,
        **options: P.kwargs,
    ) -> T:
        with self._database.reading() as connection:
            return question(connection, *args, **options)
