"""Working out what learning has to write next: from the file alone, in any process.

It may take seconds, and writes nothing. Who writes what it says looks whether it still holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from annotator.domain.errors import Cancelled
from annotator.domain.lexicon import Lexicon
from annotator.store import memory_due, memory_learning, memory_rows, settings
from annotator.store.driver import execute
from annotator.store.memory_articles import parts, read_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from annotator.domain.ids import DocumentId
    from annotator.domain.lexicon import Found
    from annotator.store.connection import Database
    from annotator.store.memory_articles import Plan
    from annotator.store.memory_due import Trail
    from annotator.store.memory_learning import Lesson, Position

_AT_A_TIME = 64
"""Articles that are looked at before they are written, which is while others may write."""
_MOST_ROWS = 100
"""So many are written in a few milliseconds, which is what a key press may have to wait."""
_MOST_CHARACTERS = 500_000
_LOOK_UP = 1_000
"""After so many places it is asked whether to stop."""

_DUE = """
SELECT document_id FROM memory_due WHERE document_id = ?1 UNION ALL
SELECT document_id FROM memory_due WHERE document_id <> ?1 LIMIT ?2
"""
_NEWEST_EDIT = """
SELECT max(coalesce((SELECT max(seq) FROM edit WHERE document_id = ?1), 0),
    coalesce((SELECT max(seq) FROM edit WHERE document_id IS NULL), 0))
"""


class Portion(NamedTuple):
    """Some of what has to be written for an article; by itself it is right, and a step on the way.

    newest: the newest edit that may be about the article, when it was looked at.
    is_last: whether nothing is left to do then.
    """

    plan: Plan
    newest: int
    is_last: bool


class Study(Protocol):
    """Says what is to be written next; one thread at a time may ask."""

    def lesson(self) -> Lesson | None:
        """What the next changes of the log come to; None at its end."""
        ...

    def trails(self) -> list[Trail]:
        """Some articles that may hold the next phrases; none if no phrase is left."""
        ...

    def portions(self, first: DocumentId | None) -> Iterator[Sequence[Portion]]:
        """What is to be done in some of the articles that are left; none if none is.

        first: the one to begin with. Each item is for a transaction of its own.
        """
        ...


class FileStudy:
    """Reads a project file, and keeps what the memory says of phrases from one time to the next.

    is_stopped: asked between articles and now and then in a long one; portions() then raises
    Cancelled.
    """

    def __init__(self, database: Database, is_stopped: Callable[[], bool] = lambda: False) -> None:
        self._database = database
        self._is_stopped = is_stopped
        self._lexicon: Lexicon | None = None
        self._at: Position | None = None  # in the log: up to there the lexicon has learnt
        self._lesson: Lesson | None = None

    def lesson(self) -> Lesson | None:
        """See Study."""
        with self._database.reading() as connection:
            self._catch_up(connection)
            self._lesson = memory_learning.read_lesson(connection)
        return self._lesson

    def trails(self) -> list[Trail]:
        """See Study."""
        with self._database.reading() as connection:
            return memory_due.read_trails(connection)

    def portions(self, first: DocumentId | None) -> Iterator[Sequence[Portion]]:
        """See Study."""
        with self._database.reading() as connection:
            rows = execute(connection, _DUE, (first or 0, _AT_A_TIME)).fetchall()
            plans = self._plans(connection, [row[0] for row in rows])
            newest = [newest_edit(connection, plan.document_id) for plan in plans]
        batch: list[Portion] = []
        for plan, edit in zip(plans, newest, strict=True):
            *former, last = parts(plan, _MOST_ROWS)
            for part in former:
                yield [Portion(part, edit, is_last=False)]
            batch.append(Portion(last, edit, is_last=True))
        if batch:
            yield batch

    def _plans(self, connection: Connection, documents: Iterable[int]) -> list[Plan]:
        """What has to be done in the first of these articles, as long as it is not too much."""
        plans: list[Plan] = []
        characters = rows = 0
        scheme = settings.read_scheme(connection)
        for document_id in documents:
            text = memory_rows.read_text(connection, document_id)
            found = tuple(self._unless_stopped(self._known(connection).find(text)))
            plans.append(read_plan(connection, document_id, found, scheme))
            characters += len(text)
            rows += plans[-1].size
            if characters > _MOST_CHARACTERS or rows > _MOST_ROWS:
                break
        return plans

    def _unless_stopped(self, found: Iterable[Found]) -> Iterator[Found]:
        for number, one in enumerate(found):
            if number % _LOOK_UP == 0 and self._is_stopped():
                raise Cancelled
            yield one

    def _known(self, connection: Connection) -> Lexicon:
        """What follows for each phrase, as far as the log was folded."""
        self._catch_up(connection)
        if self._lexicon is None:
            self._lexicon = Lexicon()
            for text, verdict in memory_rows.all_verdicts(
                connection, settings.read_scheme(connection)
            ):
                self._lexicon.put(text, verdict)
            self._at = memory_learning.position(connection)
        return self._lexicon

    def _catch_up(self, connection: Connection) -> None:
        """Takes up the last lesson, if it was stored; drops what is known if another was."""
        at, lesson = memory_learning.position(connection), self._lesson
        if self._lexicon is None or at == self._at:
            return
        if lesson is None or lesson.is_wide or (lesson.before, lesson.after) != (self._at, at):
            self._lexicon = None
            return
        scheme = settings.read_scheme(connection)
        for text, verdict in memory_rows.verdicts(connection, lesson.texts, scheme).items():
            self._lexicon.put(text, verdict)
        self._at = at


def newest_edit(connection: Connection, document_id: int) -> int:
    """The number of the last edit that may be about an article; 0 for none."""
    return int(execute(connection, _NEWEST_EDIT, (document_id,)).fetchone()[0])
