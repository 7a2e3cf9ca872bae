"""Stories: which articles of a project are copies, or versions, of one another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.ids import DocumentId
from annotator.store.driver import execute, execute_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from annotator.store.connection import Database

_AT_A_TIME = 100
"""Articles that are written in one transaction, which others may have to wait for."""

_OF = """
SELECT d.id, d.story_id
FROM json_each(?) AS asked CROSS JOIN document d ON d.id = asked.value
WHERE d.story_id IS NOT NULL
"""
_MEMBERS = """
SELECT id FROM document INDEXED BY document_of_story
WHERE story_id = (SELECT story_id FROM document WHERE id = ?) AND hidden = 0 ORDER BY id
"""
_CHUNK = 10_000


class Step(NamedTuple):
    """Some articles were looked at. moved: whose copies are others now."""

    done: int
    moved: frozenset[DocumentId]


class Stories:
    """Any thread may ask; each method may raise ProjectError, as those of Project."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, ids: Iterable[int]) -> dict[DocumentId, DocumentId]:
        """The story of each article: its oldest one. An article alone is a story by itself.

        As far as articles have been looked at, see count_due().
        """
        found = {DocumentId(one): DocumentId(one) for one in ids}
        asked = list(found)
        with self._database.reading() as connection:
            for at in range(0, len(asked), _CHUNK):
                some = json.dumps(asked[at : at + _CHUNK])
                found.update(execute(connection, _OF, (some,)).fetchall())
        return found

    def members(self, document_id: DocumentId) -> list[DocumentId]:
        """The article and its copies, the oldest first; without those that were removed."""
        with self._database.reading() as connection:
            rows = execute(connection, _MEMBERS, (document_id,)).fetchall()
        return [DocumentId(row[0]) for row in rows] or [document_id]

    # ------------------------------------------------------------ finding copies

    def add(self, connection: Connection, ids: Sequence[int]) -> None:
        """Has copies of new articles looked for, by group_some()."""
        rows = [(one,) for one in ids]
        execute_many(connection, "INSERT OR IGNORE INTO story_due VALUES (?)", rows)

    def is_behind(self) -> bool:
        """Whether there are articles whose copies were not looked for yet."""
        with self._database.reading() as connection:
            return execute(connection, "SELECT 1 FROM story_due").fetchone() is not None

    def count_due(self) -> int:
        """How many."""
        with self._database.reading() as connection:
            row = execute(connection, "SELECT count(*) FROM story_due").fetchone()
            return int(row[0])

    def group_some(self) -> Step | None:
        """Looks for copies of some articles that are left; None if none is.

        Texts are looked at before anything is written: only that keeps others waiting.
        """
        from annotator.store import story_rows  # with it comes the library that hashes

        with self._database.reading() as connection:
            is_other = story_rows.is_made_otherwise(connection)
            articles = story_rows.read_due(connection, _AT_A_TIME)
        if not articles:
            return None
        if is_other:
            with self._database.writing() as connection:
                story_rows.start_again(connection)
        found = story_rows.sketched(articles)
        with self._database.writing() as connection:
            moved = story_rows.write_sketches(connection, found)
        return Step(len(found), frozenset(map(DocumentId, moved)))
