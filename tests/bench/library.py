"""A project with as many articles as one likes, made by SQL in seconds rather than imported."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

from annotator.domain.document import Status
from annotator.services import projects
from annotator.store.sealing import allow_seals
from tests.bench.shelf import settings_beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FIRST_ID = 1 << 50
_TITLES = (
    "storm harbour election ferry budget court strike flood minister school bridge water railway"
    " hospital border tender inquiry vaccine drought parliament ceasefire convoy refugees mayor"
)
_WORDS = _TITLES.split()
_OUTLETS = [f"The {word.capitalize()} {kind}" for word in _WORDS for kind in ("Post", "Herald")]
_STATUSES = (Status.NEW,) * 7 + (Status.DONE,) * 2 + (Status.IN_PROGRESS, Status.FLAGGED)
_TAGS = ("", "", "", "", "follow up", "wire")
_DAYS = 4_000
RARE = "zeppelin"
"""A word in the title of one article in 20,000, and of the first one."""
COMMON = "storm"
"""A word in a good tenth of the titles."""

_DOCUMENT = """
INSERT INTO document(id, title, outlet, byline, published, url, language, extra, words, status,
    flag_reason, hidden, length, source, source_sha256, text_sha256, imported_at, tags)
VALUES (?, ?, ?, ?, ?, '', 'en', '', '', ?, '', 0, ?, 'wire.jsonl', '', ?, 0, ?)
"""
_ANNOTATION = """
INSERT INTO annotation(id, document_id, start, "end", label, annotator_id, created_at, modified_at,
    attributes, note, origin)
VALUES (?, ?, 0, 5, ?, ?, 0, 0, '', '', 'human')
"""


def make_library(path: Path, count: int) -> None:
    """Makes the project unless it is there already; one article in ten has an annotation."""
    if path.exists():
        return
    begun = path.with_suffix(".begun.annotator")
    begun.unlink(missing_ok=True)
    annotator = settings_beside(begun).annotator()
    projects.create_project(begun, annotator).close()
    with closing(sqlite3.connect(begun, isolation_level=None)) as connection:
        allow_seals(connection)
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        triggers = _take_search_triggers(connection)
        connection.executemany(_DOCUMENT, _documents(count))
        connection.execute("INSERT INTO body SELECT id, title FROM document")
        _tag_and_annotate(connection, count, int(annotator.id))
        for table in ("document_search", "body_search"):
            connection.execute(f"INSERT INTO {table}({table}) VALUES ('rebuild')")
        for trigger in triggers:
            connection.execute(trigger)
        connection.execute("COMMIT")
    begun.rename(path)


def _take_search_triggers(connection: sqlite3.Connection) -> list[str]:
    """Takes away what would fill the search row by row; returns how to make it again."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE name IN ('document_added', 'body_added')"
    ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in found]


def _documents(count: int) -> Iterator[tuple[object, ...]]:
    random_ = random.Random(1)
    for number in range(count):
        words = random_.choices(_WORDS, k=6)
        if number % 20_000 == 0:
            words[2] = RARE
        title = f"{' '.join(words).capitalize()} {number}"
        day = date(2015, 1, 1) + timedelta(days=random_.randrange(_DAYS))
        yield (
            _FIRST_ID + number * 5,
            title,
            random_.choice(_OUTLETS),
            f"Reporter {random_.randrange(500)}",
            day.isoformat(),
            random_.choice(_STATUSES),
            len(title),
            hashlib.sha256(title.encode()).hexdigest(),
            random_.choice(_TAGS),
        )


def _tag_and_annotate(connection: sqlite3.Connection, count: int, annotator: int) -> None:
    connection.execute(
        "INSERT INTO document_tag SELECT tags, id FROM document WHERE tags <> '' ORDER BY tags, id"
    )
    connection.executemany(
        _ANNOTATION,
        (
            (number + 1, _FIRST_ID + number * 5, ("ACTOR", "CLAIM")[number % 20 == 0], annotator)
            for number in range(0, count, 10)
        ),
    )
