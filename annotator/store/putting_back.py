"""Brings back a large project whose file has gone, beside whoever reads on in it meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import ProjectMoved
from annotator.store.keeping import FileGone

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.store.connection import Database


class PuttingBack:
    """For a window, which must not stand still while much is copied (see keeping.py)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def when_due(self, tell: Callable[[], None]) -> None:
        """Calls `tell`, in whatever thread, if somebody had something to store and run() is due.

        It is for `tell` to have run() called, in another turn; until then all is refused that is to
        be stored. Small projects are put back at once, without a word to it.
        """
        if self._database.keeper is not None:
            self._database.keeper.when_due = tell

    @property
    def is_needed(self) -> bool:
        """Whether the file has gone and what was stored here is to be brought back."""
        keeper = self._database.keeper
        if keeper is None or not self._database.has_stored:
            return False
        try:
            keeper.check()
        except FileGone:
            return True
        return False

    def run(
        self, on_step: Callable[[int, int], None], *, is_closing: bool = False
    ) -> ProjectMoved | None:
        """Copies what was stored; returns what is to be told, None if the file is there again.

        Nothing is stored meanwhile, and whoever wants to is refused. on_step: gets how many pages
        of how many are copied; whatever it raises ends the copying. is_closing: see Keeper.keep().
        Raises ProjectError if nothing could be kept; what is open still holds all then.
        """
        keeper = self._database.keeper
        if keeper is None:
            return None
        with self._database.turns.engaged(keeper.refusal):
            if not self.is_needed:
                return None
            moved = self._database.keep(is_closing=is_closing, on_step=on_step)
        assert isinstance(moved, ProjectMoved)
        return moved
