"""Which articles the memory is still to go over; phrases lead to them by the full-text index."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.occurrences import Words, is_unparted
from annotator.store.driver import execute
from annotator.store.full_text import quoted
from annotator.store.memory_learning import EVERYWHERE
from annotator.store.memory_rows import add_due

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ARTICLES_AT_A_TIME = 2_000
_PHRASES_AT_A_TIME = 100

_IN_INDEX = (
    "SELECT rowid FROM body_search WHERE body_search MATCH ? AND rowid > ? ORDER BY 1 LIMIT ?"
)
_IN_TEXTS = """
SELECT document_id FROM body WHERE instr(text, ?) AND document_id > ? ORDER BY 1 LIMIT ?
"""
_ALL = "SELECT id FROM document WHERE ? = '' AND id > ? ORDER BY 1 LIMIT ?"
_COUNT = "SELECT count(*) FROM body_search WHERE body_search MATCH ?"
_COUNT_IN_TEXTS = "SELECT count(*) FROM body WHERE instr(text, ?)"


class Trail(NamedTuple):
    """Articles that may hold a phrase. after, last: the ids that they lie between.

    last: None if there are no more.
    """

    text: str
    after: int
    last: int | None
    documents: list[int]


def is_anything_due(connection: Connection) -> bool:
    """Whether there are phrases or articles left."""
    query = "SELECT EXISTS (SELECT 1 FROM phrase_due) OR EXISTS (SELECT 1 FROM memory_due)"
    return bool(execute(connection, query).fetchone()[0])


def read_trails(connection: Connection) -> list[Trail]:
    """Some articles that may hold the next phrases; none if no phrase is left."""
    due = execute(connection, "SELECT text, after FROM phrase_due LIMIT ?", (_PHRASES_AT_A_TIME,))
    trails: list[Trail] = []
    left = _ARTICLES_AT_A_TIME
    for text, after in due.fetchall():
        query, wanted = _ALL, text
        if text != EVERYWHERE:
            query, wanted = _asked(text, _IN_INDEX, _IN_TEXTS)
        found = [row[0] for row in execute(connection, query, (wanted, after, left))]
        left -= len(found)
        trails.append(Trail(text, after, None if left else found[-1], found))
        if not left:
            break
    return trails


def follow(connection: Connection, trail: Trail) -> None:
    """Notes its articles, and how far the phrase was followed."""
    at = (trail.text, trail.after)
    add_due(connection, trail.documents)
    if trail.last is None:
        execute(connection, "DELETE FROM phrase_due WHERE text = ? AND after = ?", at)
    else:
        query = "UPDATE phrase_due SET after = ? WHERE text = ? AND after = ?"
        execute(connection, query, (trail.last, *at))


def count_articles(connection: Connection, text: str) -> int:
    """In how many articles a phrase may stand."""
    query, wanted = _asked(text, _COUNT, _COUNT_IN_TEXTS)
    return int(execute(connection, query, (wanted,)).fetchone()[0])


def _asked(text: str, of_index: str, of_texts: str) -> tuple[str, str]:
    """The question that leads to all articles with the phrase, and perhaps some more.

    The index knows whole words only, and none that nothing parts from the next.
    """
    if Words(text).is_parted:
        return of_index, quoted(text)
    return of_texts, next(filter(is_unparted, text))
